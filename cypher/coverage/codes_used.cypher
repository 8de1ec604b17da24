// Which codes of the coding scheme are used, and how often?
//
// Counts claims for each code. A claim may carry several codes and counts under each, so the column
// does not add up to the number of claims. All claims are counted, including denied and normative
// ones. A code used often shows what the coding attended to, and perhaps what the study asked about;
// it does not measure importance. coverage/codes_unused lists the others, coverage/claims the claims
// behind a row.
//
// @param theme: text = '' - only codes of this theme, by its id; empty for all
//
// @returns code: text - the code
// @returns code_label: text - what it stands for
// @returns theme: text - id of its theme
// @returns theme_label: text - name of its theme
// @returns n_claims: integer - claims that carry it
// @returns share: number - share of all claims of the study, from 0 to 1
// @returns n_speakers: integer - distinct speakers of these claims
// @returns unattributed: integer - claims among them without a speaker
// @returns n_sources: integer - distinct sources of these claims
//
// @sparse At most one code of this theme is used.
MATCH ()-[c:CLAIM]->()
WHERE c.codes IS NOT NULL
UNWIND c.codes AS code
// Sizes of lists are quicker here than count(DISTINCT ...).
WITH code, count(*) AS n_claims,
     size(collect(DISTINCT c.speaker)) AS n_speakers,
     count(*) - count(c.speaker) AS unattributed,
     size(collect(DISTINCT c.source)) AS n_sources
MATCH (k:Code)
WHERE k.id = code AND ($theme = '' OR k.theme = $theme)
RETURN code, k.label AS code_label, k.theme AS theme, k.theme_label AS theme_label,
       n_claims, 1.0 * n_claims / COUNT { MATCH ()-[:CLAIM]->() } AS share, n_speakers, unattributed, n_sources
ORDER BY n_claims DESC, code
