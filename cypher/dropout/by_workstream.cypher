// In which workstreams is evidence reported as used, and in which as not used?
//
// Counts evidence items for each workstream and focus by what the claims about that workstream say.
// Minus (the evidence was not there or not in use) beside plus (it was) or mixed (rarely, little) makes
// an item disputed; otherwise any mixed claim makes it partly used; plus alone makes it used, minus
// alone not used. Claims without a stage count too, unless a phase is given. Normative claims have no
// sign, and claims that name no workstream are left out. Items not mentioned in a workstream are in no
// column. Most workstreams rest on a few claims: read them before you compare.
//
// @param focus: text = '' - only evidence of this focus; empty for all
// @param phase: text = '' - only this phase of the cycle; empty for all
// @param site: text = '' - only workstreams at this site; empty for all
//
// @returns workstream: text - id of the workstream
// @returns workstream_label: text - name of the workstream
// @returns workstream_type: text - type of the workstream
// @returns site: text - id of its site, where it has one
// @returns focus: text - focus of the items
// @returns items: integer - evidence items mentioned here
// @returns used: integer - items reported as used
// @returns partly: integer - items reported as partly used
// @returns disputed: integer - items reported as used and as not used
// @returns not_used: integer - items reported as not used
// @returns used_items: list of text - names of the items reported as used or partly used
// @returns not_used_items: list of text - names of the items reported as not used or disputed
// @returns n_claims: integer - claims counted in the row
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - claims without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns claims: list of text - ids of the claims
//
// @sparse Few or no claims mention evidence in a workstream here.
MATCH (e:EvidenceItem)-[c:CLAIM]-()
WHERE c.sign IS NOT NULL AND c.workstream IS NOT NULL
  AND ($focus = '' OR e.focus = $focus)
  AND ($phase = '' OR c.phase = $phase)
// The claims on each item in each workstream, then the state that they give: at the phase, or as a whole.
WITH e, c.workstream AS workstream,
     collect({claim: c.claim, speaker: c.speaker, source: c.source}) AS said
OPTIONAL MATCH (e)-[r:STATE_AT]->(w:WorkStream)
WHERE $phase = '' AND w.id = workstream
WITH e, workstream, said, r.state AS whole
OPTIONAL MATCH (e)-[q:STATE_AT]->(p:Stage)
WHERE p.id = $phase AND q.scope = 'workstream' AND q.within = workstream
WITH e, workstream, said, coalesce(whole, q.state) AS state
WITH workstream, coalesce(e.focus, 'not stated') AS focus, count(*) AS items,
     count(CASE WHEN state = 'used' THEN 1 END) AS used,
     count(CASE WHEN state = 'partly' THEN 1 END) AS partly,
     count(CASE WHEN state = 'disputed' THEN 1 END) AS disputed,
     count(CASE WHEN state = 'not used' THEN 1 END) AS not_used,
     collect(DISTINCT CASE WHEN state IN ['used', 'partly'] THEN e.label END) AS used_items,
     collect(DISTINCT CASE WHEN state IN ['not used', 'disputed'] THEN e.label END) AS not_used_items,
     collect(said) AS said_of_items
UNWIND said_of_items AS said
UNWIND said AS x
WITH workstream, focus, items, used, partly, disputed, not_used, used_items, not_used_items,
     count(DISTINCT x.claim) AS n_claims,
     count(DISTINCT x.speaker) AS n_speakers,
     count(DISTINCT CASE WHEN x.speaker IS NULL THEN x.claim END) AS unattributed,
     count(DISTINCT x.source) AS n_sources,
     collect(DISTINCT x.claim) AS claims
MATCH (w:WorkStream)
WHERE w.id = workstream
OPTIONAL MATCH (w)-[:AT]->(s:Site)
WITH w, s, focus, items, used, partly, disputed, not_used, used_items, not_used_items,
     n_claims, n_speakers, unattributed, n_sources, claims
WHERE $site = '' OR s.id = $site
RETURN w.id AS workstream, w.label AS workstream_label, w.type AS workstream_type, s.id AS site, focus,
       items, used, partly, disputed, not_used, used_items, not_used_items,
       n_claims, n_speakers, unattributed, n_sources, claims
ORDER BY workstream, focus
