// What is known about one role, in short?
//
// One row: what the study's profile of the role says, and its ratings. A profile is a reading of the whole study and not
// a claim; ratings say whether they are stated or inferred. What is empty is not in the study, and may exist. For
// single entries, objections and their replies ask stakeholders/profile.
//
// @param actor: text - id of the actor
//
// @returns who: text - id of the actor
// @returns role: text - part in the cycle
// @returns body: text - the organisation it belongs to; of one at a site its kind alone
// @returns stages: list of text - stages of the cycle that it takes part in
// @returns ratings: list of text - power and interest, each with its basis
// @returns resources: list of text - what it can bring
// @returns cares_about: list of text - what persuades it
// @returns knows: list of text - what it knows
// @returns routes: list of text - ways to reach it
//
// @sparse The study has no such actor, or nothing is known of it.
MATCH (a:Actor)
WHERE a.id = $actor
OPTIONAL MATCH (a)-[:MEMBER_OF]->(b:Organisation)
WITH a, coalesce(a.profile_organisation, b.id) AS belongs_to
OPTIONAL MATCH (g:Organisation)
WHERE g.id = belongs_to
OPTIONAL MATCH (g)-[:AT]->(x:Site)
WITH a, min(CASE WHEN x.id IS NULL THEN g.label ELSE g.type END) AS body
OPTIONAL MATCH (t:Stage)
WHERE t.id IN a.profile_stages
WITH a, body, collect(DISTINCT t.label) AS stages
OPTIONAL MATCH (s:Source)-[r:RATES]->(a)
WITH a, body, stages,
     collect(DISTINCT CASE WHEN r.basis IS NOT NULL THEN r.dimension + ' ' + r.value + ' (' + r.basis + ')'
                           WHEN r.dimension IS NOT NULL THEN r.dimension + ' ' + r.value END) AS ratings
RETURN a.id AS who, coalesce(a.profile_cycle_role, '') AS role, coalesce(body, '') AS body, stages, ratings,
       a.profile_resources AS resources, a.profile_persuaded_by AS cares_about, a.profile_knowledge AS knows,
       a.profile_access_routes AS routes
