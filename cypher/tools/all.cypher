// Which tools does the study know, in what state, and what is reported of each?
//
// One row for each tool of the list of tools, in its own words. Reported strengths and weaknesses are the list's
// summary; what single claims say of a tool is in tools/feedback, and the two may rest on the same remarks.
//
// @param remarks: boolean = no - only tools with reported strengths or weaknesses
// @param for_findings: boolean = no - only tools that a claim says act on a barrier or enabler, in part, or ought to
//
// @returns tool: text - id of the tool
// @returns tool_label: text - name of the tool
// @returns tool_type: text - type of the tool
// @returns status: text - status of the tool
// @returns purpose: text - what it is for
// @returns format: text - what it looks like
// @returns part_of: text - the tool that it is part of
// @returns audience: list of text - whom it is for
// @returns strengths: list of text - reported strengths
// @returns weaknesses: list of text - reported weaknesses
// @returns made_as: text - name of the tool that graphmodel makes, where it is one
//
// @sparse The study lists at most one such tool.
MATCH (t:Tool)
WHERE (NOT $remarks OR t.reported_strengths IS NOT NULL OR t.reported_weaknesses IS NOT NULL)
  AND (NOT $for_findings
       OR EXISTS { MATCH (t)-[a:CLAIM]->(:Factor)
                   WHERE a.acts_as = 'addresses' AND (a.polarity <> 'denies' OR a.certainty = 'normative') })
OPTIONAL MATCH (w:Tool)
WHERE w.id = t.part_of
RETURN t.id AS tool, t.label AS tool_label, coalesce(t.type, '') AS tool_type, coalesce(t.status, '') AS status,
       coalesce(t.purpose, '') AS purpose, coalesce(t.format, '') AS format, coalesce(w.label, '') AS part_of,
       t.audience AS audience, t.reported_strengths AS strengths, t.reported_weaknesses AS weaknesses,
       coalesce(t.made_as, '') AS made_as
ORDER BY CASE WHEN t.reported_weaknesses IS NULL THEN 1 ELSE 0 END, tool_label, tool
