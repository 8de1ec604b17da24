// Of which evidence is nothing more told after a phase at which it was used?
//
// Lists items used or partly used at a phase, of which no claim gives a sign at any later phase: neither
// that they were used there nor that they were not. The state is that of the phase: "used" where some
// claim says that the evidence was there or in use and none says that it was not, "partly" where some
// claim says that it was so rarely or little. Claims of what ought to be give no sign. One row for each
// item; the counts are of the claims at its last told phase. Silence is not a loss: it may be that the
// evidence was used on, that it was dropped, or that nobody was asked. Claims that tell of use or non-use
// without naming a stage may say more: their ids are in unplaced_claims.
//
// @param focus: text = '' - only evidence of this focus; empty for all
// @param phase: text = '' - only items last told of at this phase; empty for all
//
// @returns evidence: text - id of the item
// @returns label: text - name of the item
// @returns focus: text - focus of the item
// @returns phase: text - id of the phase
// @returns phase_label: text - name of the phase
// @returns state: text - used or partly
// @returns n_claims: integer - claims that give it this state
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - claims without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns claims: list of text - ids of these claims
// @returns unplaced_claims: list of text - ids of claims on the item that give a sign and name no stage
//
// @sparse Hardly any item, or none, is told of as used at a phase with nothing told of it later.
MATCH (e:EvidenceItem)-[m:STATE_AT]->(q:Stage)
WHERE m.scope = 'study' AND ($focus = '' OR e.focus = $focus)
WITH e, max(q.rank) AS last_rank
MATCH (e)-[r:STATE_AT]->(p:Stage)
WHERE r.scope = 'study' AND p.rank = last_rank AND r.state IN ['used', 'partly'] AND ($phase = '' OR p.id = $phase)
  AND EXISTS { MATCH (later:Stage) WHERE later.id = later.phase AND later.rank > last_rank }
MATCH (e)-[c:CLAIM]-()
WHERE c.phase = p.id AND c.sign IS NOT NULL
WITH e, p.id AS phase, p.label AS phase_label, p.rank AS rank, r.state AS state,
     count(DISTINCT c.claim) AS n_claims,
     count(DISTINCT c.speaker) AS n_speakers,
     count(DISTINCT CASE WHEN c.speaker IS NULL THEN c.claim END) AS unattributed,
     count(DISTINCT c.source) AS n_sources,
     collect(DISTINCT c.claim) AS claims
OPTIONAL MATCH (e)-[u:CLAIM]-()
WHERE u.phase IS NULL AND u.sign IS NOT NULL
WITH e, phase, phase_label, rank, state, n_claims, n_speakers, unattributed, n_sources, claims,
     collect(DISTINCT u.claim) AS unplaced_claims
RETURN e.id AS evidence, e.label AS label, coalesce(e.focus, 'not stated') AS focus,
       phase, phase_label, state, n_claims, n_speakers, unattributed, n_sources, claims, unplaced_claims
ORDER BY rank, evidence
