// Which evidence is there, and who has it?
//
// One row for each item of evidence that some claim mentions, with what the study says of it, who is said to hold it,
// to have produced it or to have passed it on, and how many claims mention it. Claims that somebody does not have it
// are left out of "held_by", and claims of what ought to be out of all. An item without holders may well have some:
// nobody mentioned them.
//
// @param focus: text = {in_question} - only evidence of this focus; empty for all
//
// @returns evidence: text - id of the item
// @returns evidence_label: text - name of the item
// @returns type_label: text - name of the type of evidence
// @returns focus: text - focus of the item
// @returns says: text - what it says, as far as the study tells
// @returns limits: text - what it is weak in
// @returns held_by: list of text - names of those said to hold, to have produced or to have passed it on
// @returns n_claims: integer - claims that mention the item
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - claims among them without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns claims: list of text - ids of these claims
//
// @sparse At most one item of evidence of this focus is mentioned.
MATCH (e:EvidenceItem)-[c:CLAIM]-(x)
WHERE ($focus = '' OR e.focus = $focus) AND c.certainty <> 'normative'
WITH e, c.claim AS claim, c.speaker AS speaker, c.source AS source,
     CASE WHEN c.acts_as IN ['holds', 'produced', 'shared', 'withheld'] AND c.polarity <> 'denies'
               AND x.kind IN ['Actor', 'Organisation'] THEN x.label END AS holder
WITH DISTINCT e, claim, speaker, source, holder
WITH e, collect(DISTINCT holder) AS held_by, count(DISTINCT claim) AS n_claims, count(DISTINCT speaker) AS n_speakers,
     count(DISTINCT CASE WHEN speaker IS NULL THEN claim END) AS unattributed,
     count(DISTINCT source) AS n_sources, collect(DISTINCT claim) AS claims
OPTIONAL MATCH (e)-[:OF_TYPE]->(t:EvidenceType)
RETURN e.id AS evidence, e.label AS evidence_label, coalesce(t.label, '') AS type_label, e.focus AS focus,
       coalesce(e.says, '') AS says, coalesce(e.limits, '') AS limits, held_by,
       n_claims, n_speakers, unattributed, n_sources, claims
ORDER BY n_sources DESC, n_claims DESC, evidence
