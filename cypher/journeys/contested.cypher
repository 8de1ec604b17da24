// Which evidence was contested or blocked, by whom, and what became of it?
//
// Lists items that a claim says were contested or blocked, whatever became of them; the outcome is
// listed too. Only where nothing else is reported is the outcome itself "contested". Normative claims, and
// claims that it was not contested, are left out. One row for each item; the counts are of the claims
// that it was contested or blocked. To contest evidence may be a fair challenge: read the claims.
//
// @param focus: text = '' - only evidence of this focus; empty for all
//
// @returns evidence: text - id of the item
// @returns label: text - name of the item
// @returns focus: text - focus of the item
// @returns outcome: text - what became of it
// @returns certainty: text - stated, or tentative where every claim of contest is hedged
// @returns by_whom: list of text - names of those who contest or block it
// @returns reasons: list of text - names of the factors given as the reason
// @returns stages: list of text - stages that the claims of contest name
// @returns n_claims: integer - claims that it was contested or blocked
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - claims without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns claims: list of text - ids of the claims that it was contested or blocked
// @returns losses: list of text - ids of the claims of a loss
//
// @sparse At most one item of this kind is said to have been contested. That does not mean that the others were agreed.
MATCH (who)-[c:CLAIM]->(e:EvidenceItem)
WHERE e.opposed AND c.effect = 'opposed' AND c.effect_on = e.id AND ($focus = '' OR e.focus = $focus)
OPTIONAL MATCH (f:Factor)
WHERE f.id = c.reason
WITH e, collect(DISTINCT who.label) AS by_whom, collect(DISTINCT f.label) AS reasons,
     collect(DISTINCT c.stage) AS stages,
     CASE WHEN count(CASE WHEN c.certainty = 'stated' THEN 1 END) > 0 THEN 'stated' ELSE 'tentative' END AS certainty,
     count(DISTINCT c.claim) AS n_claims,
     count(DISTINCT c.speaker) AS n_speakers,
     count(DISTINCT CASE WHEN c.speaker IS NULL THEN c.claim END) AS unattributed,
     count(DISTINCT c.source) AS n_sources,
     collect(DISTINCT c.claim) AS claims
OPTIONAL MATCH (e)-[l:CLAIM]-()
WHERE l.loss
WITH e, by_whom, reasons, stages, certainty, n_claims, n_speakers, unattributed, n_sources, claims,
     collect(DISTINCT l.claim) AS losses
RETURN e.id AS evidence, e.label AS label, coalesce(e.focus, 'not stated') AS focus, e.outcome AS outcome, certainty,
       by_whom, reasons, stages, n_claims, n_speakers, unattributed, n_sources, claims, losses
ORDER BY n_sources DESC, n_speakers DESC, n_claims DESC, label, evidence
