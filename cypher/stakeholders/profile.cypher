// What is known about one stakeholder: resources, objections, ways to persuade and reach them?
//
// One row for each entry of the stakeholder's profile and for each objection that they are said to
// raise, with the suggested answer and the tools that answer it. A profile may gather several roles;
// if you name one of them, you get the profile it belongs to. Objections come from the profile, from
// the study's list of objections, or from both (listed_in); the two were made separately and need not
// agree. Entries are a reading of the whole study, not claims: for claims see stakeholders/ties and
// `graphmodel claims`. What has no row was not mentioned, and may exist.
//
// @param actor: text - id of the actor
//
// @returns who: text - id of the actor whose profile it is
// @returns who_label: text - name of that actor
// @returns aspect: text - what the entry is about
// @returns entry: text - the entry
// @returns id: text - id of the entry, where it is an organisation, a stage or an objection
// @returns listed_in: list of text - profile, list of objections, or both
// @returns response: text - answer suggested to the objection
// @returns tools: list of text - names of the tools that answer the objection
// @returns locator: text - where it is found
//
// @sparse The study has no profile of this actor or of a group that the actor's role belongs to. Check the id. A missing profile says nothing about the actor.
MATCH (a:Actor)
WHERE a.id = $actor OR $actor IN a.profile_actors
OPTIONAL MATCH (r:Objection)-[:RAISED_BY]->(a)
WITH a, collect(r.id) AS raised
UNWIND [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] AS book
WITH a, book,
     CASE book WHEN 1 THEN [a.profile_organisation]
               WHEN 2 THEN [a.profile_cycle_role]
               WHEN 3 THEN a.profile_stages
               WHEN 4 THEN a.profile_resources
               WHEN 5 THEN a.profile_knowledge
               WHEN 6 THEN a.profile_objections
               WHEN 7 THEN a.profile_persuaded_by
               WHEN 8 THEN a.profile_access_routes
               WHEN 9 THEN a.profile_objection_ids
               ELSE raised END AS entries
UNWIND entries AS found
WITH a, found,
     CASE WHEN book = 10 THEN 9 ELSE book END AS place,
     CASE WHEN book = 10 THEN 'list of objections' ELSE 'profile' END AS told
WHERE found IS NOT NULL
WITH a, place, found, collect(DISTINCT told) AS listed_in
OPTIONAL MATCH (g:Organisation {id: CASE WHEN place = 1 THEN found END})
OPTIONAL MATCH (t:Stage {id: CASE WHEN place = 3 THEN found END})
OPTIONAL MATCH (o:Objection {id: CASE WHEN place = 9 THEN found END})
OPTIONAL MATCH (o)-[:ANSWERED_BY]->(x:Tool)
WITH a, place, found, listed_in, g, t, o, collect(DISTINCT x.label) AS tools
RETURN a.id AS who, a.label AS who_label,
       CASE place WHEN 1 THEN 'organisation'
                  WHEN 2 THEN 'part in the cycle'
                  WHEN 3 THEN 'stage'
                  WHEN 4 THEN 'resource'
                  WHEN 5 THEN 'knowledge'
                  WHEN 6 THEN 'objection in short'
                  WHEN 7 THEN 'persuaded by'
                  WHEN 8 THEN 'reached by'
                  ELSE 'objection' END AS aspect,
       coalesce(g.label, t.label, o.label, found) AS entry,
       coalesce(g.id, t.id, o.id) AS id,
       listed_in, o.suggested_response_theme AS response, tools,
       coalesce(o.locator, a.profile_locator) AS locator
ORDER BY who, place, found
