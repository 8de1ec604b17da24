// Which stakeholders are not mentioned at a stage?
//
// Lists the actors and organisations that no claim at this stage mentions. A phase includes all its
// functions. A claim mentions a stakeholder if they are its subject or object, or if it says that a
// barrier or enabler operates with them (`about`). Being the speaker is not being mentioned: a claim
// that a factor operates elsewhere says nothing about the one who says it. Silence is not absence:
// they may have taken part all the same. If the stakeholder's profile names the stage, they are
// expected there and the claims do not mention it; a profile may gather several roles under one id, so
// look for the roles too. Claims without a stage count at no stage. Normative claims count as
// mentions.
//
// @param stage: text - id of the stage; a phase stands for all its functions
// @param kind: text = '' - Actor or Organisation; empty for both
// @param min_claims: integer = 0 - smallest number of claims about them elsewhere
//
// @returns who: text - id of the stakeholder
// @returns who_label: text - name of the stakeholder
// @returns who_kind: text - Actor or Organisation
// @returns profile_names_stage: boolean - does their profile name this stage? empty: no profile, or none with stages
// @returns mentioned_at: list of text - ids of the stages at which they are mentioned
// @returns n_claims: integer - claims about them at other stages or at no stage
// @returns n_speakers: integer - distinct speakers behind those
// @returns unattributed: integer - of those, claims without a speaker
// @returns n_sources: integer - distinct sources behind those
// @returns claims: list of text - ids of those claims
//
// @sparse At most one stakeholder is not mentioned at this stage. Check the id of the stage, and ask for a smaller number of claims elsewhere.
MATCH (st:Stage {id: $stage})
MATCH (f:Stage)
WHERE f.id = st.id OR f.id = st.phase OR f.phase = st.id
WITH collect(f.id) AS covered
// Those whom no claim at the stage mentions as its subject, its object or whom it is about.
MATCH (a:Actor|Organisation)
WHERE ($kind = '' OR a.kind = $kind) AND NOT a.is_crowd
  AND NOT EXISTS {
    MATCH (a)-[c:CLAIM]->()
    WHERE (c.stage = $stage OR c.phase = $stage)
      AND NOT coalesce(c.acts_as = 'asserts' AND (c.about <> a.id OR (c.about IS NULL AND c.speaker = a.id)), false)
  }
  AND NOT EXISTS {
    MATCH (s)-[c:CLAIM]->(a)
    WHERE (c.stage = $stage OR c.phase = $stage) AND s.id <> a.id
  }
  AND NOT EXISTS {
    MATCH (s)-[c:CLAIM]->(o)
    WHERE (c.stage = $stage OR c.phase = $stage) AND c.about = a.id AND c.about <> s.id AND c.about <> o.id
  }
WITH a, any(s IN a.profile_stages WHERE s IN covered) AS profile_names_stage
// Where else they are mentioned, in one of the same three ways at a time.
UNWIND ['subject', 'object', 'about'] AS part
OPTIONAL MATCH (a)-[x:CLAIM]->()
WHERE part = 'subject'
  AND NOT coalesce(x.acts_as = 'asserts' AND (x.about <> a.id OR (x.about IS NULL AND x.speaker = a.id)), false)
OPTIONAL MATCH (s)-[y:CLAIM]->(a)
WHERE part = 'object' AND s.id <> a.id
OPTIONAL MATCH (t)-[z:CLAIM]->(o)
WHERE part = 'about' AND z.about = a.id AND z.about <> t.id AND z.about <> o.id
WITH a, profile_names_stage, coalesce(x.claim, y.claim, z.claim) AS claim, coalesce(x.stage, y.stage, z.stage) AS stage,
     coalesce(x.speaker, y.speaker, z.speaker) AS speaker, coalesce(x.source, y.source, z.source) AS source
WITH a, profile_names_stage,
     collect(DISTINCT stage) AS mentioned_at,
     count(claim) AS n_claims,
     count(DISTINCT speaker) AS n_speakers,
     count(CASE WHEN speaker IS NULL THEN claim END) AS unattributed,
     count(DISTINCT source) AS n_sources,
     collect(claim) AS claims
WHERE n_claims >= $min_claims
RETURN a.id AS who, a.label AS who_label, a.kind AS who_kind,
       profile_names_stage,
       mentioned_at, n_claims, n_speakers, unattributed, n_sources, claims
ORDER BY n_sources DESC, n_speakers DESC, n_claims DESC, who_label, who
