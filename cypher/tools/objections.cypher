// Which objections are raised, by whom, and what answers them?
//
// One row for each objection that the study lists: who is said to raise it, which tools are meant to
// answer it, and the theme of the suggested reply. response_basis says whether the reply is stated in
// the source or inferred by the coder. These are listed objections, not claims: how often one was
// raised is not counted. An objection without a tool or reply has none in this study, which does not
// make it unanswerable.
//
// @param raised_by: text = '' - id of the person or role who raises it; empty for all
// @param tool: text = '' - id of a tool that answers it; empty for all
//
// @returns objection: text - id of the objection
// @returns objection_label: text - the objection
// @returns raised_by: list of text - names of those who raise it
// @returns raised_by_ids: list of text - ids of those who raise it
// @returns response: text - theme of the suggested reply; empty where there is none
// @returns response_basis: text - whether the reply is stated or inferred
// @returns tools: list of text - names of the tools that answer it
// @returns tool_ids: list of text - ids of the tools that answer it
// @returns basis: text - where the objection comes from
// @returns locator: text - where to find it in the source
//
// @sparse At most one listed objection matches.
MATCH (o:Objection)
WHERE ($raised_by = '' OR EXISTS { MATCH (o)-[:RAISED_BY]->(w:Actor) WHERE w.id = $raised_by })
  AND ($tool = '' OR EXISTS { MATCH (o)-[:ANSWERED_BY]->(u:Tool) WHERE u.id = $tool })
OPTIONAL MATCH (o)-[:RAISED_BY]->(a:Actor)
WITH o, collect(DISTINCT a.label) AS raised_by, collect(DISTINCT a.id) AS raised_by_ids
OPTIONAL MATCH (o)-[:ANSWERED_BY]->(t:Tool)
WITH o, raised_by, raised_by_ids, collect(DISTINCT t.label) AS tools, collect(DISTINCT t.id) AS tool_ids
RETURN o.id AS objection, o.label AS objection_label, raised_by, raised_by_ids,
       coalesce(o.suggested_response_theme, '') AS response, o.response_basis AS response_basis,
       tools, tool_ids, o.basis AS basis, o.locator AS locator
ORDER BY objection
