// Which evidence is reported as not used at a phase, and was it ever in use anywhere?
//
// An item is listed at a phase where some claim says that it was not there or not in use (a minus
// sign) and none says there that it was, fully or in part; where claims say both, the item is disputed
// and not listed. What that means is in "part", the first that holds. Lost: used or partly used before, at
// another phase. After dispute: disputed before, at another phase. Used elsewhere: some claim says that it
// was there or in use at another phase, or at none. Never used: no claim says so. What came before is
// decided by the order or the dates that claims state; "by_rank" says that only the order of phases decides. A
// phase where nobody mentions the item is silent and lists nothing. Normative claims have no sign. One
// row for each item and phase; the counts are of the claims that it was not used there.
//
// @param focus: text = '' - only evidence of this focus; empty for all
// @param phase: text = '' - only this phase of the cycle; empty for all
// @param part: text = '' - only lost, after dispute, used elsewhere or never used; empty for all
//
// @returns evidence: text - id of the item
// @returns label: text - name of the item
// @returns focus: text - focus of the item
// @returns phase: text - id of the phase
// @returns phase_label: text - name of the phase
// @returns part: text - lost, after dispute, used elsewhere or never used
// @returns by_rank: boolean - is what came before known by the order of phases alone?
// @returns evidence_type: text - name of the type of evidence
// @returns reasons: list of text - names of the factors given as the reason
// @returns involved: list of text - names of the others that the claims mention
// @returns n_claims: integer - claims that it was not used at that phase
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - claims without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns claims: list of text - ids of these claims
// @returns use_claims: list of text - ids of the claims that it was there or in use, anywhere
//
// @sparse Few or no items are reported as not used. What nobody mentions is silent, not unused.
MATCH (e:EvidenceItem)-[r:STATE_AT]->(p:Stage)
WHERE r.scope = 'study' AND r.state = 'not used'
  AND ($focus = '' OR e.focus = $focus)
  AND ($phase = '' OR p.id = $phase)
  AND ($part = '' OR r.part = $part)
WITH e, p, r.part AS part, r.by_rank AS by_rank
MATCH (e)-[c:CLAIM]-(other)
WHERE c.phase = p.id AND c.sign IS NOT NULL
OPTIONAL MATCH (f:Factor)
WHERE f.id = c.reason
WITH e, p, part, by_rank, collect(DISTINCT f.label) AS reasons, collect(DISTINCT other.label) AS involved,
     count(DISTINCT c.claim) AS n_claims,
     count(DISTINCT c.speaker) AS n_speakers,
     count(DISTINCT CASE WHEN c.speaker IS NULL THEN c.claim END) AS unattributed,
     count(DISTINCT c.source) AS n_sources,
     collect(DISTINCT c.claim) AS claims
OPTIONAL MATCH (e)-[u:CLAIM]-()
WHERE u.sign IN ['plus', 'mixed']
WITH e, p, part, by_rank, reasons, involved, n_claims, n_speakers, unattributed, n_sources, claims,
     collect(DISTINCT u.claim) AS use_claims
OPTIONAL MATCH (e)-[:OF_TYPE]->(t:EvidenceType)
RETURN e.id AS evidence, e.label AS label, coalesce(e.focus, 'not stated') AS focus,
       p.id AS phase, p.label AS phase_label, part, by_rank, t.label AS evidence_type, reasons, involved,
       n_claims, n_speakers, unattributed, n_sources, claims, use_claims
ORDER BY p.rank, evidence
