// Who does what in a workstream?
//
// Counts claims in the workstream, or with it as their subject or object, in which an actor or
// organisation takes part. One row for each participant, verb and other end of the claim. `part` says
// whether the participant acts (subject) or is acted on (object). A claim between two participants
// makes a row for each, so do not add up rows. Claims that only say that a barrier or enabler operates
// are left out (see barriers/top). Normative claims (what ought to be) are left out. Affirming,
// denying and mixed claims are counted side by side and never cancel out. A row with denials only says
// that it did not happen. Stakeholders without a row may have taken part too.
//
// @param workstream: text - id of the workstream
// @param part: text = '' - subject or object; empty for both
//
// @returns who: text - id of the participant
// @returns who_label: text - name of the participant
// @returns who_kind: text - Actor or Organisation
// @returns part: text - subject (acts) or object (is acted on)
// @returns verb: text - what is done, in the study's words
// @returns other: text - id of the other end of the claim
// @returns other_label: text - name of the other end
// @returns other_kind: text - kind of the other end
// @returns affirmed: integer - claims that it is so
// @returns denied: integer - claims that it is not so
// @returns mixed: integer - claims that it is so only in part
// @returns n_claims: integer - claims counted in the row
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - claims without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns claims: list of text - ids of the claims
//
// @sparse Few or no claims say who did what in this workstream. Check its id; if it is right, the study does not mention it, which does not mean that nobody took part.
MATCH (s)-[c:CLAIM]->(o)
WHERE (c.workstream = $workstream OR s.id = $workstream OR o.id = $workstream)
  AND c.certainty <> 'normative'
  AND coalesce(c.acts_as, '') <> 'asserts'
UNWIND ['subject', 'object'] AS part
WITH c, part,
     CASE WHEN part = 'subject' THEN s.id ELSE o.id END AS who,
     CASE WHEN part = 'subject' THEN s.label ELSE o.label END AS who_label,
     CASE WHEN part = 'subject' THEN s.kind ELSE o.kind END AS who_kind,
     CASE WHEN part = 'subject' THEN o.id ELSE s.id END AS other,
     CASE WHEN part = 'subject' THEN o.label ELSE s.label END AS other_label,
     CASE WHEN part = 'subject' THEN o.kind ELSE s.kind END AS other_kind
WHERE who_kind IN ['Actor', 'Organisation'] AND ($part = '' OR part = $part)
RETURN who, who_label, who_kind, part, c.predicate AS verb, other, other_label, other_kind,
       count(CASE WHEN c.polarity = 'affirms' THEN 1 END) AS affirmed,
       count(CASE WHEN c.polarity = 'denies' THEN 1 END) AS denied,
       count(CASE WHEN c.polarity = 'mixed' THEN 1 END) AS mixed,
       count(*) AS n_claims,
       count(DISTINCT c.speaker) AS n_speakers,
       count(CASE WHEN c.speaker IS NULL THEN 1 END) AS unattributed,
       count(DISTINCT c.source) AS n_sources,
       collect(c.claim) AS claims
ORDER BY who, part DESC, verb, other
