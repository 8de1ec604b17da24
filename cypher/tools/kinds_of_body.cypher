// Which kinds of body take part, and in which does nobody?
//
// One row for each kind of organisation that the study knows, with its organisations that take part in a claim, or
// whose people do, in one workstream or in all. A kind with nobody in it is the point of the list: somebody may be
// missing from the work, or only from the interviews.
//
// @param workstream: text = '' - id of the workstream; empty for all
//
// @returns body: text - kind of body
// @returns taking_part: list of text - names of organisations that take part, or whose people do
// @returns n_taking_part: integer - how many of its people and organisations take part
// @returns known: list of text - names of organisations of this kind that the study knows
//
// @sparse The study says of at most one organisation what kind of body it is.
MATCH (o:Organisation)
WHERE o.type IS NOT NULL
OPTIONAL MATCH (a:Actor)-[:MEMBER_OF]->(o)
WITH o, [o.id] + collect(DISTINCT a.id) AS members
UNWIND members AS member
MATCH (m:Actor|Organisation)
WHERE m.id = member
WITH o, m,
     EXISTS {
       MATCH (m)-[c:CLAIM]-(x)
       WHERE ($workstream = '' OR c.workstream = $workstream OR x.id = $workstream)
         AND c.certainty <> 'normative' AND coalesce(c.acts_as, '') <> 'asserts'
     } AS takes_part
RETURN o.type AS body,
       collect(DISTINCT CASE WHEN takes_part THEN o.label END) AS taking_part,
       count(DISTINCT CASE WHEN takes_part THEN m.id END) AS n_taking_part,
       collect(DISTINCT o.label) AS known
ORDER BY n_taking_part, body
