// How often is each type of evidence used at each stage, in the focus in question and in the one it is compared with?
//
// Shows the grades of the study's own table of use: 0 is zero, a higher number is more often. One row
// for each type and stage. Difference is the grade in question minus the grade compared with, where
// both are known. An empty grade is unknown, which is not zero; where a remark shows some use all the
// same, at_least has the least grade that it shows. Alignment says whether the source
// prints the grade at that stage (certain) or the coder inferred the stage (inferred). These are
// grades from the source, not counts of claims.
//
// @param in_question: text = {in_question} - focus in question
// @param compared_with: text = {compared_with} - focus it is compared with
// @param stage: text = '' - only this stage; empty for all
//
// @returns evidence_type: text - id of the type of evidence
// @returns type_label: text - name of the type
// @returns stage: text - id of the stage
// @returns stage_label: text - name of the stage
// @returns grade_compared: integer - grade in the focus compared with; empty: unknown
// @returns grade_in_question: integer - grade in the focus in question; empty: unknown
// @returns difference: integer - grade in question less grade compared with; empty: unknown
// @returns at_least_compared: integer - least grade that a remark shows, where the grade is unknown
// @returns at_least_in_question: integer - the same for the focus in question
// @returns alignment_compared: text - certain or inferred
// @returns alignment_in_question: text - certain or inferred
// @returns comments: list of text - what the table remarks
// @returns locators: list of text - where to find the grades
//
// @sparse This study grades at most one type of evidence at a stage.
MATCH (t:EvidenceType)-[u:USED_AT]->(p:Stage)
WHERE u.focus IN [$in_question, $compared_with]
  AND ($stage = '' OR p.id = $stage)
WITH t, p,
     max(CASE WHEN u.focus = $compared_with THEN u.frequency END) AS grade_compared,
     max(CASE WHEN u.focus = $in_question THEN u.frequency END) AS grade_in_question,
     max(CASE WHEN u.focus = $compared_with THEN u.at_least END) AS at_least_compared,
     max(CASE WHEN u.focus = $in_question THEN u.at_least END) AS at_least_in_question,
     max(CASE WHEN u.focus = $compared_with THEN u.alignment END) AS alignment_compared,
     max(CASE WHEN u.focus = $in_question THEN u.alignment END) AS alignment_in_question,
     collect(DISTINCT u.comment) AS comments, collect(DISTINCT u.locator) AS locators
RETURN t.id AS evidence_type, t.label AS type_label, p.id AS stage, p.label AS stage_label,
       grade_compared, grade_in_question, grade_in_question - grade_compared AS difference,
       at_least_compared, at_least_in_question, alignment_compared, alignment_in_question, comments, locators
ORDER BY evidence_type, p.rank
