// Which objections are most tied to one role, and what answers them?
//
// One row for each objection that the role's profile or the list of objections gives it. Those with most example claims
// in which the role takes part come first, or one that its profile gathers; then those whose reply is stated in a source
// (reply_basis) and not inferred, then those with most examples, then those that both lists have. How often an objection
// was raised is not counted.
//
// @param actor: text - id of the actor
//
// @returns objection: text - id of the objection
// @returns objection_label: text - the objection
// @returns in_both: boolean - in the profile and in the list of objections?
// @returns n_examples: integer - claims that show it
// @returns n_own_examples: integer - of them, claims in which the role takes part
// @returns reply: text - how it can be answered
// @returns reply_short: text - the same in a line
// @returns reply_basis: text - stated or inferred
//
// @sparse The study lists at most one objection of this role. Others may be raised.
MATCH (a:Actor)
WHERE a.id = $actor
MATCH (o:Objection)
WITH a, o, coalesce(o.id IN a.profile_objection_ids, false) AS profiled, EXISTS { MATCH (o)-[:RAISED_BY]->(a) } AS listed,
     CASE WHEN a.profile_actors IS NULL THEN [a.id] ELSE a.profile_actors + [a.id] END AS members
WHERE profiled OR listed
OPTIONAL MATCH (m:Actor)-[c:CLAIM]-(x)
WHERE m.id IN members AND c.claim IN o.example_claims
WITH o, profiled AND listed AS in_both, count(DISTINCT c.claim) AS n_own_examples
RETURN o.id AS objection, o.label AS objection_label, in_both,
       coalesce(size(o.example_claims), 0) AS n_examples, n_own_examples,
       coalesce(o.reply, '') AS reply, coalesce(o.reply_short, '') AS reply_short,
       coalesce(o.reply_basis, '') AS reply_basis
ORDER BY n_own_examples DESC, reply_basis = 'stated' DESC, n_examples DESC, in_both DESC, objection_label, objection
