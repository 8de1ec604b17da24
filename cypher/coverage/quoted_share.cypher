// How much of what each source tells has a verbatim quotation behind it?
//
// Counts claims for each source: with a verbatim quotation in the source, without one, and not
// recorded either way, which is kept apart. The share is of those recorded, and empty where none
// is. A quotation lets a reader check the coder's words against the speaker's; a claim without one
// rests on what the authors tell or on what was observed, and is not for that reason weaker. All
// claims are counted, with denied ones and those of what ought to be.
//
// @param type: text = '' - only sources of this type, such as interview; empty for all
//
// @returns source: text - id of the source
// @returns source_label: text - name of the source
// @returns type: text - type of the source
// @returns n_claims: integer - claims from it
// @returns quoted: integer - claims with a verbatim quotation behind them
// @returns not_quoted: integer - claims without one
// @returns not_recorded: integer - claims of which it is not recorded
// @returns share: number - quoted among quoted and not quoted, from 0 to 1
//
// @sparse One source, or none, of this type has claims.
MATCH ()-[c:CLAIM]->()
WITH c.source AS source, count(*) AS n_claims,
     count(CASE WHEN c.quoted = true THEN 1 END) AS quoted,
     count(CASE WHEN c.quoted = false THEN 1 END) AS not_quoted,
     count(CASE WHEN c.quoted IS NULL THEN 1 END) AS not_recorded
MATCH (s:Source)
WHERE s.id = source AND ($type = '' OR s.type = $type)
RETURN source, s.label AS source_label, s.type AS type, n_claims, quoted, not_quoted, not_recorded,
       CASE WHEN quoted + not_quoted > 0 THEN 1.0 * quoted / (quoted + not_quoted) END AS share
ORDER BY n_claims DESC, source
