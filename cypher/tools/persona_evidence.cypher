// Which types of evidence does a role turn to, and which does it pass over?
//
// One row for each type and way of dealing with it, from claims of which the role, or one that its profile gathers, is
// the subject. "turns to": claims that it asked for, obtained, made, weighed, combined, passed on, presented or applied
// such evidence, in full or in part. "passes over": claims that it did not, or that it ignored, withheld or contested
// some. A type may be in both rows. Claims of what ought to be are left out. A type without a row was not mentioned.
//
// @param actor: text - id of the actor
// @param way: text = '' - turns to, or passes over; empty for both
//
// @returns way: text - turns to, or passes over
// @returns evidence_type: text - id of the type
// @returns evidence_type_label: text - the type
// @returns n_claims: integer - claims
// @returns n_speakers: integer - distinct speakers of these claims
// @returns unattributed: integer - claims among them without a speaker
// @returns n_sources: integer - distinct sources of these claims
// @returns claims: list of text - ids of these claims
//
// @rank n_sources, n_claims
//
// @sparse Few or no claims say what evidence this role turns to.
MATCH (a:Actor)
WHERE a.id = $actor
WITH CASE WHEN a.profile_actors IS NULL THEN [a.id] ELSE a.profile_actors + [a.id] END AS members
MATCH (m:Actor)-[c:CLAIM]->(e:EvidenceItem)
WHERE m.id IN members AND c.certainty <> 'normative'
  AND c.acts_as IN ['requested', 'accessed', 'produced', 'commissioned', 'appraised', 'synthesised', 'shared', 'presented',
                    'applied', 'adapted', 'ignored', 'withheld', 'contested']
WITH e, c
MATCH (e)-[:OF_TYPE]->(t:EvidenceType)
WITH t, c, CASE WHEN c.acts_as IN ['ignored', 'withheld', 'contested'] THEN c.polarity = 'denies'
                ELSE c.polarity <> 'denies' END AS turns_to
WITH t, c, CASE WHEN turns_to THEN 'turns to' ELSE 'passes over' END AS way
WHERE $way = '' OR way = $way
RETURN way, t.id AS evidence_type, t.label AS evidence_type_label,
       count(DISTINCT c.claim) AS n_claims,
       count(DISTINCT c.speaker) AS n_speakers,
       count(DISTINCT CASE WHEN c.speaker IS NULL THEN c.claim END) AS unattributed,
       count(DISTINCT c.source) AS n_sources,
       collect(DISTINCT c.claim) AS claims
ORDER BY n_sources DESC, n_claims DESC, evidence_type_label, evidence_type, way
