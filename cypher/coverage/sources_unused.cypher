// Which sources have no claims?
//
// Lists sources from which nothing was coded. They may hold nothing of interest, may be known only
// through other sources, or may not have been read yet; the tables do not say which.
//
// @returns source: text - id of the source
// @returns source_label: text - name of the source
// @returns type: text - type of the source
// @returns locator: text - where the source is mentioned
//
// @sparse At most one source of the study has no claims.
MATCH ()-[c:CLAIM]->()
WITH collect(DISTINCT c.source) AS used
MATCH (s:Source)
WHERE NOT s.id IN used
RETURN s.id AS source, s.label AS source_label, s.type AS type, s.locator AS locator
ORDER BY source
