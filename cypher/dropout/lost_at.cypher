// Which evidence was lost: used at one phase of the cycle and not used at a later one?
//
// An item is lost at the first phase where it is not used after an earlier phase where it was used or
// partly used. Not used means that some claim says that it was not there or not in use (a minus sign)
// and none says that it was, fully or in part; where claims say both, the item is disputed and not
// listed. A phase where nobody mentions the item is silent, and silence is never a loss. Normative
// claims have no sign. One row for each item; the counts are of the claims that it was not used at
// that phase. Evidence that was never used is in dropout/never_taken_up: read the two together.
//
// @param focus: text = '' - only evidence of this focus; empty for all
// @param phase: text = '' - only items lost at this phase; empty for all
//
// @returns evidence: text - id of the item
// @returns label: text - name of the item
// @returns focus: text - focus of the item
// @returns phase: text - id of the phase at which it was lost
// @returns phase_label: text - name of the phase
// @returns used_before: list of text - earlier phases at which it is said to be used
// @returns reasons: list of text - names of the factors given as the reason
// @returns involved: list of text - names of the others that the claims mention
// @returns n_claims: integer - claims that it was not used at that phase
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - claims without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns claims: list of text - ids of these claims
// @returns earlier_claims: list of text - ids of the claims that it was used at earlier phases
//
// @sparse Few or no items are reported as used at one phase and not used at a later one: few are followed through the cycle, and claims about one phase seldom mention another.
MATCH (e:EvidenceItem)-[r:STATE_AT]->(p:Stage)
WHERE r.scope = 'study' AND r.lost
  AND ($focus = '' OR e.focus = $focus)
  AND ($phase = '' OR p.id = $phase)
WITH e, p
MATCH (e)-[c:CLAIM]-(other)
WHERE c.phase = p.id AND c.sign IS NOT NULL
OPTIONAL MATCH (f:Factor)
WHERE f.id = c.reason
WITH e, p, collect(DISTINCT f.label) AS reasons, collect(DISTINCT other.label) AS involved,
     count(DISTINCT c.claim) AS n_claims,
     count(DISTINCT c.speaker) AS n_speakers,
     count(DISTINCT CASE WHEN c.speaker IS NULL THEN c.claim END) AS unattributed,
     count(DISTINCT c.source) AS n_sources,
     collect(DISTINCT c.claim) AS claims
MATCH (e)-[b:CLAIM]-()
WHERE b.sign IN ['plus', 'mixed']
MATCH (q:Stage)
WHERE q.id = b.phase AND q.rank < p.rank
WITH e, p, reasons, involved, n_claims, n_speakers, unattributed, n_sources, claims,
     collect(DISTINCT q.id) AS used_before, collect(DISTINCT b.claim) AS earlier_claims
RETURN e.id AS evidence, e.label AS label, coalesce(e.focus, 'not stated') AS focus,
       p.id AS phase, p.label AS phase_label, used_before, reasons, involved,
       n_claims, n_speakers, unattributed, n_sources, claims, earlier_claims
ORDER BY p.rank, evidence
