// Which items of evidence can a group read for one piece of work?
//
// One row for each item of the workstream of which the study says what it shows. Where no workstream is named, it is the
// one with most such items that are not of the focus `apart`, then the one with most items. Sorts of evidence (instance
// class) are left out. All of these items are real: they are mentioned in the study. What is empty the study does not
// say.
//
// @param workstream: text = '' - id of the workstream; empty for the one with most items
// @param apart: text = '{compared_with}' - focus that does not count in the choice of the workstream
//
// @returns evidence: text - id of the item
// @returns evidence_label: text - name of the item
// @returns evidence_type_label: text - type of evidence
// @returns focus: text - whose evidence it is
// @returns scope: text - how far it reaches
// @returns date: text - its date
// @returns producer: text - the organisation that made it; of one at a site its kind alone
// @returns says: text - what it shows
// @returns limits: text - what it cannot show
// @returns workstream: text - id of the workstream
// @returns workstream_label: text - the workstream
//
// @sparse The study says of at most one such item what it shows.
MATCH (i:EvidenceItem)-[:IN_WORKSTREAM]->(v:WorkStream)
WHERE i.says IS NOT NULL AND coalesce(i.instance, 'item') <> 'class' AND ($workstream = '' OR v.id = $workstream)
WITH v, count(CASE WHEN i.focus <> $apart THEN 1 END) AS of_focus, count(*) AS n_items
ORDER BY of_focus DESC, n_items DESC, v.id
LIMIT 1
MATCH (e:EvidenceItem)-[:IN_WORKSTREAM]->(v)
WHERE e.says IS NOT NULL AND coalesce(e.instance, 'item') <> 'class'
OPTIONAL MATCH (e)-[:OF_TYPE]->(t:EvidenceType)
OPTIONAL MATCH (e)-[:PRODUCED_BY]->(g:Organisation)
OPTIONAL MATCH (g)-[:AT]->(x:Site)
WITH e, v, min(t.label) AS type, min(CASE WHEN x.id IS NULL THEN g.label ELSE g.type END) AS producer
RETURN e.id AS evidence, e.label AS evidence_label, coalesce(type, '') AS evidence_type_label,
       coalesce(e.focus, '') AS focus, coalesce(e.scope, '') AS scope, e.date AS date,
       coalesce(producer, '') AS producer, e.says AS says, coalesce(e.limits, '') AS limits,
       v.id AS workstream, v.label AS workstream_label
ORDER BY evidence_type_label, evidence_label, evidence
