// Which evidence is not mentioned again after a phase in which it was used?
//
// Lists items used or partly used at a phase and without a signed claim at any later phase: nobody
// says that they were used there or that they were not. "used" means that some claim says that the
// evidence was there or in use and none says that it was not; "partly" that some claim says so only
// rarely or in part. Normative claims have no sign. One row for each item; the counts are of the
// claims at its last mentioned phase. Silence is not a loss: the evidence may have been used, may have
// been dropped, or nobody was asked. Claims about use or non-use that name no stage may say more:
// their ids are in unplaced_claims.
//
// @param focus: text = '' - only evidence of this focus; empty for all
// @param phase: text = '' - only items last mentioned at this phase; empty for all
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
// @sparse Few or no items are reported as used at a phase and not mentioned later.
MATCH (e:EvidenceItem)-[m:STATE_AT]->(q:Stage)
WHERE m.scope = 'study' AND ($focus = '' OR e.focus = $focus)
WITH e, max(q.rank) AS last_rank
MATCH (e)-[r:STATE_AT]->(p:Stage)
WHERE r.scope = 'study' AND p.rank = last_rank AND r.state IN ['used', 'partly'] AND ($phase = '' OR p.id = $phase)
  AND EXISTS { MATCH (later:Stage) WHERE later.id = later.phase AND later.rank > last_rank }
WITH e, p, r.state AS state
MATCH (e)-[c:CLAIM]-()
WHERE c.phase = p.id AND c.sign IS NOT NULL
WITH e, p.id AS phase, p.label AS phase_label, p.rank AS rank, state,
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
