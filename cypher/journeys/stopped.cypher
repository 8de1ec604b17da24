// Which evidence was stopped, where, by whom and for what reason?
//
// Lists items with at least one claim of a loss and none of impact. A loss is a claim that the
// evidence was ignored, withheld or never asked for, or that it was not produced, shared, applied and
// so on. Impact means that the item is said to have influenced something or to be built into it, or to
// have been applied at a stage where services are specified and contracted. Items that were also
// contested are listed, with the claims that say so. Normative claims (what ought to be) are left out.
// One row for each item; the counts are of the claims of a loss. The reasons are those that these
// claims state: an empty list means that they state none, and barriers mentioned beside the item are
// in dropout/beside_losses. That an item was stopped in these accounts does not prove that it was used
// nowhere.
//
// @param focus: text = '' - only evidence of this focus; empty for all
//
// @returns evidence: text - id of the item
// @returns label: text - name of the item
// @returns focus: text - focus of the item
// @returns certainty: text - stated, or tentative where every claim of a loss is hedged
// @returns reasons: list of text - names of the factors that the losses give as their reason
// @returns by_whom: list of text - names of those said to have lost it, not to have used it or not to have been changed by it
// @returns stages: list of text - stages that the losses name
// @returns steps: list of text - steps of the evidence journey at which it was lost
// @returns n_claims: integer - claims of a loss
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - claims without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns claims: list of text - ids of the claims of a loss
// @returns contests: list of text - ids of the claims that it was contested or blocked
//
// @sparse At most one item of this kind is said to have been lost without any impact. A loss that nobody reported is not shown.
MATCH (e:EvidenceItem)-[c:CLAIM]-(other)
WHERE c.loss AND ($focus = '' OR e.focus = $focus)
  AND NOT EXISTS { MATCH (e)-[i:CLAIM]-() WHERE i.effect = 'impact' AND i.effect_on = e.id }
OPTIONAL MATCH (f:Factor)
WHERE f.id = c.reason
// Each claim once, also if the item is claimed to act on itself.
WITH DISTINCT e, c.claim AS claim, c.speaker AS speaker, c.source AS source, c.certainty AS certainty,
     c.stage AS stage, c.step AS step, f.label AS reason,
     CASE WHEN other.kind IN ['Actor', 'Organisation', 'WorkStream'] THEN other.label END AS whom
WITH e, collect(DISTINCT reason) AS reasons, collect(DISTINCT stage) AS stages, collect(DISTINCT step) AS steps,
     collect(DISTINCT whom) AS by_whom,
     CASE WHEN count(CASE WHEN certainty = 'stated' THEN 1 END) > 0 THEN 'stated' ELSE 'tentative' END AS certainty,
     count(*) AS n_claims,
     count(DISTINCT speaker) AS n_speakers,
     count(*) - count(speaker) AS unattributed,
     count(DISTINCT source) AS n_sources,
     collect(claim) AS claims
OPTIONAL MATCH (e)-[k:CLAIM]-()
WHERE k.effect = 'opposed' AND k.effect_on = e.id
WITH e, reasons, stages, steps, by_whom, certainty, n_claims, n_speakers, unattributed, n_sources, claims,
     collect(k.claim) AS contests
RETURN e.id AS evidence, e.label AS label, coalesce(e.focus, 'not stated') AS focus, certainty,
       reasons, by_whom, stages, steps, n_claims, n_speakers, unattributed, n_sources, claims, contests
ORDER BY n_claims DESC, evidence
