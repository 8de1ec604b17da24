// Which types of evidence are used at a stage in the focus compared with, but never in the focus in question?
//
// Lists types of evidence and stages from the study's own table of use, where the grade in the focus
// compared with is above zero and the grade in the focus in question is zero. Cells without a known
// grade are left out: unknown is not zero. An inferred alignment means that the coder worked out which
// stage the grade belongs to. These are grades from the source, not counts of claims.
//
// @param in_question: text = {in_question} - focus in question, graded zero
// @param compared_with: text = {compared_with} - focus compared with, graded above zero
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
// @returns locator: text - where to find the grade of zero
//
// @sparse At most one type of evidence has a grade above zero in one focus and zero in the other at the same stage.
MATCH (t:EvidenceType)-[g:USED_AT]->(p:Stage)
WHERE g.focus = $compared_with AND g.frequency > 0
WITH t, g, p
MATCH (t)-[n:USED_AT]->(p)
WHERE n.focus = $in_question AND n.frequency = 0
RETURN t.id AS evidence_type, t.label AS type_label, p.id AS stage, p.label AS stage_label,
       g.frequency AS grade_compared, g.alignment AS alignment_compared, n.alignment AS alignment_in_question,
       g.comment AS comment_compared, n.comment AS comment_in_question, n.locator AS locator
ORDER BY p.rank, evidence_type
