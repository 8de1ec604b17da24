// Which evidence reached impact, and what did it change?
//
// Impact means that the item is said to have influenced something or to be built into it, or to have
// been applied at a stage where services are specified and contracted (the study says which). Lists
// items with at least one claim of impact and none that the item was contested or blocked; those are
// in journeys/contested. Denied and mixed claims are not impact. Normative claims (what ought to be)
// are left out. Claims that the item was lost (not used, withheld or never asked for) do not cancel
// the impact: they are shown beside it as "lost elsewhere". One row for each item; the counts are of
// the claims of impact. Evidence without a row may have changed something that nobody reported.
//
// @param focus: text = '' - only evidence of this focus; empty for all
//
// @returns evidence: text - id of the item
// @returns label: text - name of the item
// @returns focus: text - focus of the item
// @returns certainty: text - stated, or tentative where every claim of impact is hedged
// @returns touched: list of text - names of what it influenced or was built into, or of who applied it
// @returns stages: list of text - stages that the claims of impact name
// @returns lost_elsewhere: boolean - is it also said to have been lost?
// @returns n_claims: integer - claims of impact
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - claims without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns claims: list of text - ids of the claims of impact
// @returns losses: list of text - ids of the claims of a loss
//
// @sparse At most one item of this kind is said to have changed something without being contested. Impact that nobody reported is not shown.
MATCH (e:EvidenceItem)-[c:CLAIM]-(other)
WHERE c.effect = 'impact' AND c.effect_on = e.id AND ($focus = '' OR e.focus = $focus)
  AND NOT EXISTS { MATCH (e)-[k:CLAIM]-() WHERE k.effect = 'opposed' AND k.effect_on = e.id }
WITH e, collect(DISTINCT other.label) AS touched, collect(DISTINCT c.stage) AS stages,
     CASE WHEN count(CASE WHEN c.certainty = 'stated' THEN 1 END) > 0 THEN 'stated' ELSE 'tentative' END AS certainty,
     count(DISTINCT c.claim) AS n_claims,
     count(DISTINCT c.speaker) AS n_speakers,
     count(DISTINCT CASE WHEN c.speaker IS NULL THEN c.claim END) AS unattributed,
     count(DISTINCT c.source) AS n_sources,
     collect(DISTINCT c.claim) AS claims
OPTIONAL MATCH (e)-[l:CLAIM]-()
WHERE l.loss
WITH e, touched, stages, certainty, n_claims, n_speakers, unattributed, n_sources, claims,
     collect(DISTINCT l.claim) AS losses
RETURN e.id AS evidence, e.label AS label, coalesce(e.focus, 'not stated') AS focus, certainty, touched, stages,
       size(losses) > 0 AS lost_elsewhere, n_claims, n_speakers, unattributed, n_sources, claims, losses
ORDER BY n_claims DESC, evidence
