// Which evidence reached impact, and what did it change?
//
// Impact means that the item is said to have influenced something or to be built into it, or to have
// been applied at a stage where services are specified and contracted (the study says which). Denied
// and mixed claims are not impact. Normative claims (what ought to be) are left out. Claims that the
// item was lost, contested or blocked do not cancel the impact; both are shown. A moved audience
// and a rewritten contract are both impact, so the kinds of use that the claims name are listed. One
// row for each item; the counts are of the claims of impact, and most items rest on one. Evidence that
// was applied without a word of what it changed is in journeys/applied. Evidence without a row may have
// changed something that nobody reported.
//
// @param focus: text = '' - only evidence of this focus; empty for all
//
// @returns evidence: text - id of the item
// @returns label: text - name of the item
// @returns focus: text - focus of the item
// @returns certainty: text - stated, or tentative where every claim of impact is hedged
// @returns kinds_of_use: list of text - kinds of use that the claims of impact name, or not said
// @returns touched: list of text - names of what it influenced or was built into, or of who applied it
// @returns stages: list of text - stages that the claims of impact name
// @returns opposed: boolean - was it contested or blocked as well?
// @returns lost_elsewhere: boolean - is it also said to have been lost?
// @returns n_claims: integer - claims of impact; 1: it rests on one claim only
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - claims without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns claims: list of text - ids of the claims of impact
// @returns losses: list of text - ids of the claims of a loss
//
// @sparse At most one item of this kind is said to have changed something. Impact that nobody reported is not shown.
MATCH (e:EvidenceItem)-[c:CLAIM]-(other)
WHERE e.outcome = 'reached impact' AND c.effect = 'impact' AND c.effect_on = e.id
  AND ($focus = '' OR e.focus = $focus)
WITH e, collect(DISTINCT other.label) AS touched, collect(DISTINCT c.stage) AS stages,
     count(DISTINCT c.claim) AS n_claims,
     count(DISTINCT c.speaker) AS n_speakers,
     count(DISTINCT CASE WHEN c.speaker IS NULL THEN c.claim END) AS unattributed,
     count(DISTINCT c.source) AS n_sources,
     collect(DISTINCT c.claim) AS claims
OPTIONAL MATCH (e)-[l:CLAIM]-()
WHERE l.loss
WITH e, touched, stages, n_claims, n_speakers, unattributed, n_sources, claims, collect(DISTINCT l.claim) AS losses
RETURN e.id AS evidence, e.label AS label, coalesce(e.focus, 'not stated') AS focus,
       e.outcome_certainty AS certainty, e.kinds_of_use AS kinds_of_use, touched, stages, e.opposed AS opposed,
       e.lost_elsewhere AS lost_elsewhere, n_claims, n_speakers, unattributed, n_sources, claims, losses
ORDER BY n_sources DESC, n_speakers DESC, n_claims DESC, label, evidence
