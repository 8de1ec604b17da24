// Which types of evidence are used at a stage in the focus compared with, and not at all in the one asked after?
//
// Pairs of a type of evidence and a stage from the study's own table of use, where the grade in the focus
// compared with is above nought and the grade in the focus asked after is nought. Cells whose grade is
// not known are left out: unknown is not nought. An alignment of inferred means that the coder worked out
// where the grade belongs. These are grades that the source gives, not counts of claims.
//
// @param in_question: text = {in_question} - focus asked after, graded nought
// @param compared_with: text = {compared_with} - focus compared with, graded above nought
//
// @returns evidence_type: text - id of the type of evidence
// @returns type_label: text - name of the type
// @returns stage: text - id of the stage
// @returns stage_label: text - name of the stage
// @returns grade_compared: integer - grade in the focus compared with
// @returns alignment_compared: text - certain or inferred
// @returns alignment_in_question: text - certain or inferred
// @returns comment_compared: text - what the table remarks on the one
// @returns comment_in_question: text - what the table remarks on the other
// @returns locator: text - where to find the grade of nought
//
// @sparse No type of evidence, or a single one, is graded above nought in the one focus and nought in the other at the same stage.
MATCH (t:EvidenceType)-[g:USED_AT]->(p:Stage)
WHERE g.focus = $compared_with AND g.frequency > 0
WITH t, g, p
MATCH (t)-[n:USED_AT]->(p)
WHERE n.focus = $in_question AND n.frequency = 0
RETURN t.id AS evidence_type, t.label AS type_label, p.id AS stage, p.label AS stage_label,
       g.frequency AS grade_compared, g.alignment AS alignment_compared, n.alignment AS alignment_in_question,
       g.comment AS comment_compared, n.comment AS comment_in_question, n.locator AS locator
ORDER BY p.rank, evidence_type
