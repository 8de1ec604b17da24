// Which evidence is reported as not used at a phase, with no earlier use?
//
// An item is listed at a phase where some claim says that it was not there or not in use (a minus
// sign), none says there that it was, fully or in part, and none says that it was used at an earlier
// phase (used, partly used or disputed). It may appear at several phases. A phase where nobody
// mentions the item is silent and lists nothing. Claims without a stage belong to no phase and are
// left out. Normative claims have no sign. One row for each item and phase; the counts are of the
// claims that it was not used there. Evidence that was used first and lost later is in
// dropout/lost_at: read the two together.
//
// @param focus: text = '' - only evidence of this focus; empty for all
// @param phase: text = '' - only this phase of the cycle; empty for all
//
// @returns evidence: text - id of the item
// @returns label: text - name of the item
// @returns focus: text - focus of the item
// @returns phase: text - id of the phase
// @returns phase_label: text - name of the phase
// @returns evidence_type: text - name of the type of evidence
// @returns reasons: list of text - names of the factors given as the reason
// @returns involved: list of text - names of the others that the claims mention
// @returns n_claims: integer - claims that it was not used at that phase
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - claims without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns claims: list of text - ids of these claims
//
// @sparse Few or no items are reported as not used without earlier use.
MATCH (e:EvidenceItem)-[r:STATE_AT]->(p:Stage)
WHERE r.scope = 'study' AND r.never_taken_up
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
OPTIONAL MATCH (e)-[:OF_TYPE]->(t:EvidenceType)
RETURN e.id AS evidence, e.label AS label, coalesce(e.focus, 'not stated') AS focus,
       p.id AS phase, p.label AS phase_label, t.label AS evidence_type, reasons, involved,
       n_claims, n_speakers, unattributed, n_sources, claims
ORDER BY p.rank, evidence
