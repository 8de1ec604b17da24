// Which roles are worth stepping into the shoes of?
//
// One row for each actor that has a profile of its own, or that you name. Those that the study marks as personas come
// first, then those with most listed objections, then those who take part in most claims. A profile may gather several
// roles: claims count where any of them takes part, as subject or object, and claims of what ought to be are left out.
// Objections are those of the profile and of the list of objections together. An actor without a row has no profile,
// which says nothing about their weight.
//
// @param actors: list of text = '' - ids of actors; empty for all with a profile
//
// @returns who: text - id of the actor
// @returns who_label: text - name of the profile, or of the actor
// @returns is_persona: boolean - does the study mark it as a persona?
// @returns n_objections: integer - objections that it is listed with
// @returns n_claims: integer - claims that it takes part in
// @returns n_speakers: integer - distinct speakers of these claims
// @returns unattributed: integer - claims among them without a speaker
// @returns n_sources: integer - distinct sources of these claims
//
// @sparse At most one actor has a profile.
MATCH (a:Actor)
WHERE (size($actors) > 0 AND a.id IN $actors)
   OR (size($actors) = 0 AND (a.profile_cycle_role IS NOT NULL OR a.profile_resources IS NOT NULL
       OR a.profile_knowledge IS NOT NULL OR a.profile_objections IS NOT NULL OR a.profile_objection_ids IS NOT NULL
       OR a.profile_persuaded_by IS NOT NULL OR a.profile_access_routes IS NOT NULL))
WITH a, coalesce(a.profile_objection_ids, []) AS listed
OPTIONAL MATCH (o:Objection)
WHERE o.id IN listed OR EXISTS { MATCH (o)-[:RAISED_BY]->(a) }
WITH a, count(DISTINCT o.id) AS n_objections,
     CASE WHEN a.profile_actors IS NULL THEN [a.id] ELSE a.profile_actors + [a.id] END AS members
OPTIONAL MATCH (m:Actor)-[c:CLAIM]-(x)
WHERE m.id IN members AND c.certainty <> 'normative'
WITH a, n_objections, coalesce(a.profile_workshop_persona, '') = 'yes' AS is_persona,
     count(DISTINCT c.claim) AS n_claims,
     count(DISTINCT c.speaker) AS n_speakers,
     count(DISTINCT CASE WHEN c.speaker IS NULL THEN c.claim END) AS unattributed,
     count(DISTINCT c.source) AS n_sources
RETURN a.id AS who, coalesce(a.profile_label, a.label) AS who_label, is_persona, n_objections,
       n_claims, n_speakers, unattributed, n_sources
ORDER BY is_persona DESC, n_objections DESC, n_claims DESC, who_label, who
