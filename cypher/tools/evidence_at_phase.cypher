// What is said of some types of evidence in a phase?
//
// One row for each type and focus that the study grades in the phase or the stages below it, with the grade (0 to 3),
// the coder's comment, and how many items of that type are known. A grade that is missing is not zero. To see who
// said so, ask dropout/by_type.
//
// @param phase: text - id of the phase
// @param types: list of text = '' - ids of types of evidence; empty for all
// @param focus: text = '{in_question}' - whose evidence; empty for all
//
// @returns evidence_type: text - id of the type
// @returns evidence_type_label: text - the type
// @returns focus: text - whose evidence
// @returns frequency: integer - how often it is used: 0 (never) to 3 (often); empty where nobody can tell
// @returns grade: text - the same in words
// @returns comment: text - the coder's comment
// @returns items: list of text - names of items of this type and focus that are known
// @returns n_items: integer - how many
//
// @sparse The study grades no such evidence in this phase.
MATCH (t:EvidenceType)-[u:USED_AT]->(s:Stage)
WHERE s.phase = $phase AND (size($types) = 0 OR t.id IN $types) AND ($focus = '' OR u.focus = $focus)
OPTIONAL MATCH (e:EvidenceItem)-[:OF_TYPE]->(t)
WHERE e.focus = u.focus AND coalesce(e.instance, 'item') <> 'class'
RETURN t.id AS evidence_type, t.label AS evidence_type_label, u.focus AS focus, u.frequency AS frequency,
       CASE WHEN u.frequency = 0 THEN 'never used' WHEN u.frequency = 1 THEN 'seldom used'
            WHEN u.frequency = 2 THEN 'sometimes used' WHEN u.frequency = 3 THEN 'often used'
            ELSE 'use not known' END AS grade,
       coalesce(u.comment, '') AS comment, collect(DISTINCT e.label) AS items, count(DISTINCT e.id) AS n_items
ORDER BY evidence_type, focus, frequency, comment
