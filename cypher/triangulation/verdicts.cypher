// What does each site say about each finding in the tables of verdicts?
//
// Counts verdicts, not claims and not people. A verdict is one site's judgement (confirms,
// contradicts, elaborates, unclear) of one finding in one table; a site may give two on the same
// finding, such as confirms and elaborates. The study's own comparison of its sites (sites of type
// "comparison") is not a place. It is counted by default, because totals printed in a report usually
// include it; triangulation/verdict_totals gives the same totals. Set comparison to no to count places
// only. The lists of sites never include the comparison; what it says has a column of its own. A
// verdict judges the finding as worded: to contradict a barrier weakens the barrier, to contradict an
// enabler weakens the enabler. A site in no list gave no verdict, which is neither agreement nor
// disagreement.
//
// @param in_table: text = '' - only this table, as the study names it; empty for all
// @param comparison: boolean = yes - count the verdicts of the study's own comparison too
//
// @returns in_table: text - table that holds the verdicts
// @returns theme: text - the finding in the words of the table
// @returns factor: text - id of the factor
// @returns factor_label: text - name of the factor
// @returns valence: text - its sort, in the study's word
// @returns n_verdicts: integer - verdicts counted in the row
// @returns confirms: integer - verdicts that confirm
// @returns contradicts: integer - verdicts that contradict
// @returns elaborates: integer - verdicts that elaborate
// @returns unclear: integer - verdicts that leave it open
// @returns confirmed_at: list of text - places that confirm
// @returns contradicted_at: list of text - places that contradict
// @returns elaborated_at: list of text - places that elaborate
// @returns unclear_at: list of text - places that leave it open
// @returns comparison_says: list of text - verdicts of the study's own comparison
// @returns locators: list of text - where to find the verdicts in the source
//
// @sparse The study has at most one matching verdict: findings were not judged site by site.
MATCH (s:Site)-[v:VERDICT]->(f:Factor)
WITH v, f, s, coalesce(s.type, '') = 'comparison' AS compared
WHERE ($in_table = '' OR v.`table` = $in_table) AND ($comparison OR NOT compared)
RETURN coalesce(v.`table`, '') AS in_table, coalesce(v.theme, '') AS theme,
       f.id AS factor, f.label AS factor_label, f.valence AS valence,
       count(*) AS n_verdicts,
       count(CASE WHEN v.verdict = 'confirms' THEN 1 END) AS confirms,
       count(CASE WHEN v.verdict = 'contradicts' THEN 1 END) AS contradicts,
       count(CASE WHEN v.verdict = 'elaborates' THEN 1 END) AS elaborates,
       count(CASE WHEN v.verdict = 'unclear' THEN 1 END) AS unclear,
       collect(DISTINCT CASE WHEN v.verdict = 'confirms' AND NOT compared THEN s.label END) AS confirmed_at,
       collect(DISTINCT CASE WHEN v.verdict = 'contradicts' AND NOT compared THEN s.label END) AS contradicted_at,
       collect(DISTINCT CASE WHEN v.verdict = 'elaborates' AND NOT compared THEN s.label END) AS elaborated_at,
       collect(DISTINCT CASE WHEN v.verdict = 'unclear' AND NOT compared THEN s.label END) AS unclear_at,
       collect(DISTINCT CASE WHEN compared THEN v.verdict END) AS comparison_says,
       collect(DISTINCT v.locator) AS locators
ORDER BY in_table, factor, theme
