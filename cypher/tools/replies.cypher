// How can each objection be answered?
//
// One row for each objection that the study lists, with its reply, the barrier behind it, a figure that would
// help, and claims that show it. Objections with most example claims come first within their group. The replies are
// what the study's team wrote: reply_basis says whether one is stated in a source or inferred from the findings.
// How often an objection was raised is not counted here.
//
// @returns objection: text - id of the objection
// @returns objection_label: text - the objection
// @returns group: text - objections of one kind
// @returns raised_by: list of text - names of those who raise it
// @returns reason: text - the barrier behind it
// @returns reply: text - how it can be answered
// @returns reply_short: text - the same in a line
// @returns reply_basis: text - stated or inferred
// @returns figure: text - a number that backs the reply
// @returns examples: list of text - ids of claims that show it
// @returns n_examples: integer - how many
// @returns tools: list of text - names of the tools that answer it
//
// @sparse The study lists at most one objection.
MATCH (o:Objection)
OPTIONAL MATCH (o)-[:RAISED_BY]->(a:Actor)
WITH o, collect(DISTINCT a.label) AS raised_by
OPTIONAL MATCH (o)-[:ANSWERED_BY]->(t:Tool)
WITH o, raised_by, collect(DISTINCT t.label) AS tools
OPTIONAL MATCH (f:Factor)
WHERE f.id = o.reason
RETURN o.id AS objection, o.label AS objection_label, coalesce(o.`group`, '') AS `group`, raised_by,
       coalesce(f.label, '') AS reason, coalesce(o.reply, '') AS reply, coalesce(o.reply_short, '') AS reply_short,
       coalesce(o.reply_basis, '') AS reply_basis, coalesce(o.figure, '') AS figure, o.example_claims AS examples,
       coalesce(size(o.example_claims), 0) AS n_examples, tools
ORDER BY `group`, n_examples DESC, objection_label, objection
