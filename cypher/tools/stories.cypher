// What is reported of each piece of evidence: was it there, was it lost, did it change anything?
//
// One row for each item with the claims of its story, grouped by what they say: that the evidence was there or in use,
// that it was contested or held up, that it was lost or not used, and that it changed something. Items of most sources
// come first. A claim may stand in two of the columns. Denied and mixed claims count by their
// sign. Normative claims are left out. With whole, only items for which both a start and an end are reported: that they
// were there, and what became of them. To see a story in its order, ask journeys/of_evidence.
//
// @param focus: text = '' - only evidence of this focus; empty for all
// @param whole: boolean = no - only stories with a beginning and an end
//
// @returns evidence: text - id of the item
// @returns label: text - name of the item
// @returns focus: text - focus of the item
// @returns outcome: text - what became of it; empty where nothing is reported
// @returns there: list of text - ids of claims that it was there or in use
// @returns opposed: list of text - ids of claims that it was contested or held up
// @returns lost: list of text - ids of claims that it was lost or not used
// @returns changed: list of text - ids of claims that it changed something
// @returns n_sources: integer - distinct sources of all claims of the story
// @returns n_claims: integer - all claims of the story
// @returns n_speakers: integer - distinct speakers of these claims
// @returns unattributed: integer - claims among them without a speaker
// @returns claims: list of text - ids of these claims
//
// @rank n_sources, n_claims
//
// @sparse The study reports the story of at most one piece of evidence.
MATCH (e:EvidenceItem)-[c:CLAIM]-()
WHERE c.certainty <> 'normative' AND ($focus = '' OR e.focus = $focus)
WITH DISTINCT e, c.claim AS claim, c.speaker AS speaker, c.source AS source, coalesce(c.sign, '') AS sign,
     coalesce(c.loss, false) AS loss,
     coalesce(c.effect = 'impact' AND c.effect_on = e.id, false) AS impact,
     coalesce(c.effect = 'opposed' AND c.effect_on = e.id, false) AS against
WHERE sign <> '' OR loss OR impact OR against
WITH e,
     collect(CASE WHEN sign = 'plus' AND NOT impact THEN claim END) AS there,
     collect(CASE WHEN against THEN claim END) AS opposed,
     collect(CASE WHEN loss THEN claim END) AS lost,
     collect(CASE WHEN impact THEN claim END) AS changed,
     count(DISTINCT source) AS n_sources, count(*) AS n_claims, count(DISTINCT speaker) AS n_speakers,
     count(*) - count(speaker) AS unattributed, collect(claim) AS claims
WHERE NOT $whole OR (size(there) > 0 AND size(lost) + size(changed) > 0)
RETURN e.id AS evidence, e.label AS label, coalesce(e.focus, 'not stated') AS focus, coalesce(e.outcome, '') AS outcome,
       there, opposed, lost, changed, n_sources, n_claims, n_speakers, unattributed, claims
ORDER BY n_sources DESC, n_claims DESC, label, evidence
