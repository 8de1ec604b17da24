// Which evidence was stopped before use, where, by whom and for what reason?
//
// Lists items whose outcome is one of four. Never there: every loss is that it was not produced or not
// commissioned. Not asked for: every loss is that nobody asked for it. Stopped on the way: a loss, and
// some claim that it was there or in use. Not used: a loss and no such claim. A loss is a claim that
// the evidence was ignored, withheld or never asked for, or that it was not produced, shared, applied
// and so on. Items that were applied as well are in journeys/applied, and those that changed something
// in journeys/reached_impact. Normative claims (what ought to be) are left out. Items that more claims
// mention have more chances to be stopped, so compare two focuses within an equal number of claims. One
// row for each item; the counts are of the claims of a loss. That an item was stopped in these accounts
// does not prove that it was used nowhere.
//
// @param focus: text = '' - only evidence of this focus; empty for all
//
// @returns evidence: text - id of the item
// @returns label: text - name of the item
// @returns focus: text - focus of the item
// @returns outcome: text - never there, not asked for, stopped on the way or not used
// @returns n_deciding: integer - claims that decide the outcome; 1: it rests on one claim only
// @returns certainty: text - stated, or tentative where every claim that decides is hedged
// @returns opposed: boolean - was it contested or blocked as well?
// @returns reasons: list of text - names of the factors that the losses give as their reason
// @returns by_whom: list of text - names of those said to have lost it, not to have used it or not to have been changed by it
// @returns stages: list of text - stages that the losses name
// @returns steps: list of text - steps of the evidence journey at which it was lost
// @returns n_claims: integer - claims of a loss
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - claims without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns claims: list of text - ids of the claims of a loss
//
// @sparse At most one item of this kind is said to have been stopped. A loss that nobody reported is not shown.
MATCH (e:EvidenceItem)-[c:CLAIM]-(other)
WHERE c.loss AND ($focus = '' OR e.focus = $focus)
  AND e.outcome IN ['never there', 'not asked for', 'stopped on the way', 'not used']
OPTIONAL MATCH (f:Factor)
WHERE f.id = c.reason
// Each claim once, also if the item is claimed to act on itself.
WITH DISTINCT e, c.claim AS claim, c.speaker AS speaker, c.source AS source, c.stage AS stage, c.step AS step,
     f.label AS reason, CASE WHEN other.kind IN ['Actor', 'Organisation', 'WorkStream'] THEN other.label END AS whom
WITH e, collect(DISTINCT reason) AS reasons, collect(DISTINCT stage) AS stages, collect(DISTINCT step) AS steps,
     collect(DISTINCT whom) AS by_whom,
     count(*) AS n_claims,
     count(DISTINCT speaker) AS n_speakers,
     count(*) - count(speaker) AS unattributed,
     count(DISTINCT source) AS n_sources,
     collect(claim) AS claims
RETURN e.id AS evidence, e.label AS label, coalesce(e.focus, 'not stated') AS focus, e.outcome AS outcome,
       e.n_deciding AS n_deciding, e.outcome_certainty AS certainty, e.opposed AS opposed,
       reasons, by_whom, stages, steps, n_claims, n_speakers, unattributed, n_sources, claims
ORDER BY n_sources DESC, n_speakers DESC, n_claims DESC, label, evidence
