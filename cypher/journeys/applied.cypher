// Which evidence is said to be applied, without a word of what it changed?
//
// Lists items whose outcome is one of three. Applied: used in commissioning work at a stage other than
// supply, or at no stage named, and no loss. Used and lost: applied, and said elsewhere to be lost.
// Partly applied: only claims of mixed polarity (rarely, little) say that it was applied or changed
// something. Evidence that changed something is in journeys/reached_impact. Normative claims (what
// ought to be) are left out. One row for each item; the counts are of the claims of use. Evidence
// without a row may have been applied without anybody reporting it.
//
// @param focus: text = '' - only evidence of this focus; empty for all
//
// @returns evidence: text - id of the item
// @returns label: text - name of the item
// @returns focus: text - focus of the item
// @returns outcome: text - applied, used and lost or partly applied
// @returns n_deciding: integer - claims that decide the outcome; 1: it rests on one claim only
// @returns certainty: text - stated, or tentative where every claim that decides is hedged
// @returns opposed: boolean - was it contested or blocked as well?
// @returns others: list of text - names of who applied it, or of what it changed in part
// @returns stages: list of text - stages that the claims of use name
// @returns n_claims: integer - claims of use
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - claims without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns claims: list of text - ids of the claims of use
// @returns losses: list of text - ids of the claims of a loss
//
// @sparse At most one item of this kind is said to have been applied. Use that nobody reported is not shown.
MATCH (e:EvidenceItem)-[c:CLAIM]-(other)
WHERE e.outcome IN ['applied', 'used and lost', 'partly applied']
  AND c.effect IN ['applied', 'partly applied'] AND c.effect_on = e.id
  AND ($focus = '' OR e.focus = $focus)
WITH e, collect(DISTINCT other.label) AS others, collect(DISTINCT c.stage) AS stages,
     count(DISTINCT c.claim) AS n_claims,
     count(DISTINCT c.speaker) AS n_speakers,
     count(DISTINCT CASE WHEN c.speaker IS NULL THEN c.claim END) AS unattributed,
     count(DISTINCT c.source) AS n_sources,
     collect(DISTINCT c.claim) AS claims
OPTIONAL MATCH (e)-[l:CLAIM]-()
WHERE l.loss
WITH e, others, stages, n_claims, n_speakers, unattributed, n_sources, claims, collect(DISTINCT l.claim) AS losses
RETURN e.id AS evidence, e.label AS label, coalesce(e.focus, 'not stated') AS focus, e.outcome AS outcome,
       e.n_deciding AS n_deciding, e.outcome_certainty AS certainty, e.opposed AS opposed, others, stages,
       n_claims, n_speakers, unattributed, n_sources, claims, losses
ORDER BY n_sources DESC, n_speakers DESC, n_claims DESC, label, evidence
