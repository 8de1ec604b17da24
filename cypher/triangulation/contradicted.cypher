// Which findings are contradicted at a site, and what is said there?
//
// One row for each verdict "contradicts", with its comment and what the other sites say about the same
// finding. Verdicts never cancel out: a finding confirmed at two places and contradicted at a third
// stays both, and the difference between the places may be the finding. A verdict judges the finding
// as worded: to contradict a barrier weakens the barrier. The study's own comparison of its sites is
// not a place; a row that comes from it says so, and what it says about the others has a column of its
// own. Findings that claims deny, whatever the verdicts, are in barriers/disputed.
//
// @param site: text = '' - id of one site; empty for all
//
// @returns factor: text - id of the factor
// @returns factor_label: text - name of the factor
// @returns valence: text - its sort, in the study's word
// @returns site: text - id of the site that contradicts
// @returns site_label: text - name of the site
// @returns place: boolean - no where it is the study's own comparison
// @returns comment: text - comment on the verdict
// @returns in_table: text - table that holds the verdict
// @returns theme: text - the finding in the words of the table
// @returns confirmed_at: list of text - places that confirm the finding
// @returns elaborated_at: list of text - places that elaborate it
// @returns comparison_says: list of text - verdicts of the study's own comparison
// @returns locator: text - where to find the verdict in the source
//
// @sparse At most one verdict contradicts a finding. Findings without a verdict were not tested.
MATCH (s:Site)-[v:VERDICT]->(f:Factor)
WHERE v.verdict = 'contradicts' AND ($site = '' OR s.id = $site)
WITH s, v, f
MATCH (o:Site)-[w:VERDICT]->(f)
WITH s, v, f, o, w, coalesce(o.type, '') = 'comparison' AS compared
RETURN f.id AS factor, f.label AS factor_label, f.valence AS valence,
       s.id AS site, s.label AS site_label, coalesce(s.type, '') <> 'comparison' AS place,
       coalesce(v.comment, '') AS comment, coalesce(v.`table`, '') AS in_table,
       coalesce(v.theme, '') AS theme,
       collect(DISTINCT CASE WHEN w.verdict = 'confirms' AND NOT compared THEN o.label END) AS confirmed_at,
       collect(DISTINCT CASE WHEN w.verdict = 'elaborates' AND NOT compared THEN o.label END) AS elaborated_at,
       collect(DISTINCT CASE WHEN compared THEN w.verdict END) AS comparison_says,
       coalesce(v.locator, '') AS locator
ORDER BY in_table, factor, site, comment, locator
