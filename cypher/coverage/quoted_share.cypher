// What share of each source's claims has a verbatim quotation behind it?
//
// Counts claims for each source: with a verbatim quotation, without one, and not recorded. The share
// is among those recorded, and is empty if there are none. A quotation lets a reader check the coder's
// words against the speaker's. A claim without one rests on the authors' account or on observation,
// and is not weaker for that reason. All claims are counted, including denied and normative ones.
//
// @param type: text = '' - only sources of this type, such as interview; empty for all
//
// @returns source: text - id of the source
// @returns source_label: text - name of the source
// @returns type: text - type of the source
// @returns n_claims: integer - claims from it
// @returns quoted: integer - claims with a verbatim quotation behind them
// @returns not_quoted: integer - claims without one
// @returns not_recorded: integer - claims where it is not recorded
// @returns share: number - quoted among quoted and not quoted, from 0 to 1
//
// @sparse At most one source of this type has claims.
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
