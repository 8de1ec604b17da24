// Which sources have no claim?
//
// Lists sources of the study from which nothing was coded. They may have been read and found to
// hold nothing, may be known only through others, or may not have been read yet: the tables do
// not say which.
//
// @returns source: text - id of the source
// @returns source_label: text - name of the source
// @returns type: text - type of the source
// @returns locator: text - where the source is told of
//
// @sparse Every source of the study, or every one but one, has claims.
MATCH ()-[c:CLAIM]->()
WITH collect(DISTINCT c.source) AS used
MATCH (s:Source)
WHERE NOT s.id IN used
RETURN s.id AS source, s.label AS source_label, s.type AS type, s.locator AS locator
ORDER BY source
