// Of which stakeholders is nothing told at a stage?
//
// Lists the actors and organisations of whom no claim at this stage says anything. A phase takes
// in all its functions. Something is told of a stakeholder where a claim has them as its subject
// or object, or says that a barrier or enabler operates with them (`about`). To be the speaker is
// not to be told of: a claim in which somebody says that a factor operates elsewhere tells nothing
// of the one who says it. Silence is not absence: nobody spoke of them there, which does not mean
// that they took no part. Where the stakeholder's profile names the stage, they are expected there
// and the claims say nothing of it; but a profile may gather several roles under one id, so look
// for the roles too. Claims without a stage are told of no stage. Claims of what ought to be count
// as telling.
//
// @param stage: text - id of the stage; a phase stands for all its functions
// @param kind: text = '' - Actor or Organisation; empty for both
// @param min_claims: integer = 0 - smallest number of claims about them elsewhere
//
// @returns who: text - id of the stakeholder
// @returns who_label: text - name of the stakeholder
// @returns who_kind: text - Actor or Organisation
// @returns profile_names_stage: boolean - does their profile name this stage? empty: no profile, or none with stages
// @returns told_at: list of text - ids of the stages at which something is told of them
// @returns n_claims: integer - claims about them at other stages or at no stage
// @returns n_speakers: integer - distinct speakers behind those
// @returns unattributed: integer - of those, claims without a speaker
// @returns n_sources: integer - distinct sources behind those
// @returns claims: list of text - ids of those claims
//
// @sparse Hardly any stakeholder, or none, goes untold of at this stage. Check the id of the stage, and ask with a smaller number of claims elsewhere.
MATCH (st:Stage {id: $stage})
MATCH (f:Stage)
WHERE f.id = st.id OR f.id = st.phase OR f.phase = st.id
WITH collect(f.id) AS covered
MATCH (n)
OPTIONAL MATCH (n)-[c:CLAIM]->(o)
UNWIND ['subject', 'object', 'about'] AS part
WITH covered, c,
     CASE WHEN part = 'subject' THEN CASE WHEN n.kind IN ['Actor', 'Organisation'] THEN n.id END
          WHEN part = 'object' THEN CASE WHEN o.kind IN ['Actor', 'Organisation'] AND o.id <> n.id THEN o.id END
          ELSE CASE WHEN c.about <> n.id AND c.about <> o.id THEN c.about END END AS who,
     CASE WHEN part = 'subject' AND c.acts_as = 'asserts'
               AND (c.about <> n.id OR (c.about IS NULL AND c.speaker = n.id)) THEN NULL
          ELSE c.claim END AS told
WHERE who IS NOT NULL
WITH covered, who,
     count(CASE WHEN told IS NOT NULL AND (c.stage = $stage OR c.phase = $stage) THEN 1 END) AS here,
     collect(DISTINCT CASE WHEN told IS NOT NULL THEN c.stage END) AS told_at,
     count(told) AS n_claims,
     count(DISTINCT CASE WHEN told IS NOT NULL THEN c.speaker END) AS n_speakers,
     count(CASE WHEN c.speaker IS NULL THEN told END) AS unattributed,
     count(DISTINCT CASE WHEN told IS NOT NULL THEN c.source END) AS n_sources,
     collect(told) AS claims
WHERE here = 0 AND n_claims >= $min_claims
MATCH (a:Actor|Organisation {id: who})
WHERE $kind = '' OR a.kind = $kind
RETURN who, a.label AS who_label, a.kind AS who_kind,
       any(s IN a.profile_stages WHERE s IN covered) AS profile_names_stage,
       told_at, n_claims, n_speakers, unattributed, n_sources, claims
ORDER BY n_claims DESC, who
