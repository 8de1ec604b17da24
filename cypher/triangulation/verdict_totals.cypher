// How many verdicts of each sort does each table hold?
//
// Counts verdicts (one site's judgement of one finding), not findings and not people. Totals printed
// in a report usually include the study's own comparison of its sites, so it is counted by default
// although it is not a place; set comparison to no to count places only. A finding with two verdicts
// from one site, such as confirms and elaborates, counts twice. Many confirmations mean that the sites
// agree with the findings, not that the findings matter most.
//
// @param comparison: boolean = yes - count the verdicts of the study's own comparison too
//
// @returns in_table: text - table that holds the verdicts
// @returns n_factors: integer - findings judged in it
// @returns n_places: integer - places that judge, the comparison left out
// @returns n_verdicts: integer - verdicts counted
// @returns confirms: integer - verdicts that confirm
// @returns contradicts: integer - verdicts that contradict
// @returns elaborates: integer - verdicts that elaborate
// @returns unclear: integer - verdicts that leave it open
//
// @sparse The study has no verdicts, or all of them are in one table.
MATCH (s:Site)-[v:VERDICT]->(f:Factor)
WITH v, f, s, coalesce(s.type, '') = 'comparison' AS compared
WHERE $comparison OR NOT compared
RETURN coalesce(v.`table`, '') AS in_table,
       count(DISTINCT f.id) AS n_factors,
       count(DISTINCT CASE WHEN NOT compared THEN s.id END) AS n_places,
       count(*) AS n_verdicts,
       count(CASE WHEN v.verdict = 'confirms' THEN 1 END) AS confirms,
       count(CASE WHEN v.verdict = 'contradicts' THEN 1 END) AS contradicts,
       count(CASE WHEN v.verdict = 'elaborates' THEN 1 END) AS elaborates,
       count(CASE WHEN v.verdict = 'unclear' THEN 1 END) AS unclear
ORDER BY in_table
