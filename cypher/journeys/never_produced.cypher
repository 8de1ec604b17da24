// Which evidence is reported never to have been produced?
//
// A gap: some claim denies that the item was produced or commissioned. Claims of what ought to be are
// left out. A gap differs from a loss on the way, where the evidence is there and is not used. One row
// for each item; the counts are of the claims that report the gap. Claims that report the same item as
// there, in full or in part, are never set off against them: they are in contrary_claims, and an item
// with such claims may be missing in one place and there in another.
//
// @param focus: text = '' - only evidence of this focus; empty for all
// @param phase: text = '' - only gaps reported at this phase of the cycle; empty for all
//
// @returns evidence: text - id of the item
// @returns label: text - name of the item
// @returns focus: text - focus of the item
// @returns by_whom: list of text - names of those said not to have produced or commissioned it
// @returns reasons: list of text - names of the factors given as the reason
// @returns phases: list of text - phases at which the gap is reported
// @returns certainty: text - stated, or tentative where every claim of the gap is hedged
// @returns n_claims: integer - claims that report the gap
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - claims without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns claims: list of text - ids of these claims
// @returns contrary_claims: list of text - ids of the claims that report the item as there
//
// @sparse Hardly any evidence, or none, is reported as never produced. What nobody missed is not in the answer.
MATCH (who)-[c:CLAIM]->(e:EvidenceItem)
WHERE c.gap
  AND ($focus = '' OR e.focus = $focus)
  AND ($phase = '' OR c.phase = $phase)
OPTIONAL MATCH (f:Factor)
WHERE f.id = c.reason
WITH e, collect(DISTINCT who.label) AS by_whom, collect(DISTINCT f.label) AS reasons,
     collect(DISTINCT c.phase) AS phases,
     CASE WHEN count(CASE WHEN c.certainty = 'stated' THEN 1 END) > 0 THEN 'stated' ELSE 'tentative' END AS certainty,
     count(*) AS n_claims,
     count(DISTINCT c.speaker) AS n_speakers,
     count(*) - count(c.speaker) AS unattributed,
     count(DISTINCT c.source) AS n_sources,
     collect(c.claim) AS claims
OPTIONAL MATCH (e)-[t:CLAIM]-()
WHERE t.sign IN ['plus', 'mixed']
WITH e, by_whom, reasons, phases, certainty, n_claims, n_speakers, unattributed, n_sources, claims,
     collect(DISTINCT t.claim) AS contrary_claims
RETURN e.id AS evidence, e.label AS label, coalesce(e.focus, 'not stated') AS focus, by_whom, reasons, phases,
       certainty, n_claims, n_speakers, unattributed, n_sources, claims, contrary_claims
ORDER BY n_claims DESC, evidence
