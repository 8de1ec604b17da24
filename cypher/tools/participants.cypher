// Who takes part, and in what kind of body?
//
// One row for each actor or organisation that takes part in a claim, in one workstream or in all. Claims that only say
// that a barrier or enabler operates, and claims of what ought to be, are left out. The kind of body is that of the
// organisation, or of the one that an actor belongs to. A kind of body without a row may have taken part too: the
// study does not say so.
//
// @param workstream: text = '' - id of the workstream; empty for all
//
// @returns who: text - id of the participant
// @returns who_label: text - name of the participant
// @returns body: text - kind of body; empty where the study does not say
// @returns organisation_label: text - the organisation that an actor belongs to
// @returns stages: list of text - stages at which it is mentioned
// @returns does: list of text - what it is said to do, in the study's words
// @returns n_claims: integer - claims that it takes part in
// @returns n_speakers: integer - distinct speakers of these claims
// @returns unattributed: integer - claims among them without a speaker
// @returns n_sources: integer - distinct sources of these claims
// @returns claims: list of text - ids of these claims
//
// @rank n_sources, n_claims
//
// @sparse Few or no claims say who takes part. The study may not mention it, which does not mean that nobody did.
MATCH (s)-[c:CLAIM]->(o)
WHERE ($workstream = '' OR c.workstream = $workstream OR s.id = $workstream OR o.id = $workstream)
  AND c.certainty <> 'normative'
  AND coalesce(c.acts_as, '') <> 'asserts'
UNWIND ['subject', 'object'] AS part
WITH c, part, CASE WHEN part = 'subject' THEN s.id ELSE o.id END AS who
MATCH (w:Actor|Organisation)
WHERE w.id = who
OPTIONAL MATCH (w)-[:MEMBER_OF]->(b:Organisation)
OPTIONAL MATCH (g:Stage)
WHERE g.id = c.stage
RETURN w.id AS who, w.label AS who_label,
       coalesce(CASE WHEN w.kind = 'Organisation' THEN w.type ELSE b.type END, '') AS body,
       coalesce(b.label, '') AS organisation_label,
       collect(DISTINCT g.label) AS stages,
       collect(DISTINCT CASE WHEN part = 'subject' THEN c.predicate END) AS does,
       count(DISTINCT c.claim) AS n_claims,
       count(DISTINCT c.speaker) AS n_speakers,
       count(DISTINCT CASE WHEN c.speaker IS NULL THEN c.claim END) AS unattributed,
       count(DISTINCT c.source) AS n_sources,
       collect(DISTINCT c.claim) AS claims
ORDER BY n_sources DESC, n_claims DESC, who_label, who
