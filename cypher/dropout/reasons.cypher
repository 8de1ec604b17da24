// What reasons are given where evidence was lost or never asked for?
//
// Counts the claims of a loss that name a factor as their reason. A loss is a claim that evidence was
// ignored, withheld or never asked for, or that it was not produced, shared, applied and so on. One
// row for each factor: n_claims counts the losses, n_items the evidence lost. The row without a factor
// holds the losses without a reason; compare it with the others to see how much they explain.
// Normative claims (what ought to be) are left out. Factors mentioned beside a loss without being
// named as its reason are in dropout/beside_losses. A reason named often was mentioned often, which
// does not mean that it operated often.
//
// @param focus: text = '' - only evidence of this focus; empty for all
// @param phase: text = '' - only losses placed in this phase of the cycle; empty for all
//
// @returns factor: text - id of the factor given as the reason; empty: none given
// @returns label: text - name of the factor
// @returns level: text - level at which it operates
// @returns n_items: integer - distinct evidence items lost
// @returns items: list of text - names of these items
// @returns phases: list of text - phases that the losses name
// @returns tentative: integer - claims that are hedged
// @returns n_claims: integer - claims of a loss that give this reason
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - claims without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns claims: list of text - ids of the claims
//
// @sparse Few or no losses have a stated reason here.
MATCH (e:EvidenceItem)-[c:CLAIM]-()
WHERE c.loss
  AND ($focus = '' OR e.focus = $focus)
  AND ($phase = '' OR c.phase = $phase)
WITH c.reason AS reason,
     count(DISTINCT e.id) AS n_items, collect(DISTINCT e.label) AS items, collect(DISTINCT c.phase) AS phases,
     count(DISTINCT CASE WHEN c.certainty = 'tentative' THEN c.claim END) AS tentative,
     count(DISTINCT c.claim) AS n_claims,
     count(DISTINCT c.speaker) AS n_speakers,
     count(DISTINCT CASE WHEN c.speaker IS NULL THEN c.claim END) AS unattributed,
     count(DISTINCT c.source) AS n_sources,
     collect(DISTINCT c.claim) AS claims
OPTIONAL MATCH (f:Factor)
WHERE f.id = reason
RETURN reason AS factor, f.label AS label, f.level AS level, n_items, items, phases, tentative,
       n_claims, n_speakers, unattributed, n_sources, claims
ORDER BY CASE WHEN factor IS NULL THEN 1 ELSE 0 END, n_claims DESC, n_items DESC, factor
