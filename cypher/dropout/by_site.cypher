// At which sites is evidence reported as used, and at which as not used?
//
// Counts evidence items for each site, focus and phase by what the claims about that site say. Plus
// (the evidence was there or in use) beside minus (it was not) makes an item disputed, and so does
// mixed (rarely, little) beside minus; otherwise any mixed claim makes it partly used; plus alone makes
// it used, minus alone not used. Normative claims have no sign. Items not mentioned at a site are in no
// column: sites differ in how much was asked there, so compare the columns of a row, not the sites. A
// claim that names no site takes that of its workstream, or else that of its source; by_claim counts
// those that name it themselves. The row without a site holds claims about no site in particular. A
// site of type "comparison" is not a place.
//
// @param focus: text = '' - only evidence of this focus; empty for all
// @param phase: text = '' - only this phase of the cycle; empty for all
//
// @returns site: text - id of the site; empty where the claims name none
// @returns site_label: text - name of the site
// @returns site_type: text - type of the site
// @returns focus: text - focus of the items
// @returns phase: text - id of the phase
// @returns phase_label: text - name of the phase
// @returns items: integer - evidence items mentioned here
// @returns used: integer - items reported as used
// @returns partly: integer - items reported as partly used
// @returns disputed: integer - items reported as used and as not used
// @returns not_used: integer - items reported as not used
// @returns by_claim: integer - claims that name the site themselves
// @returns n_claims: integer - claims counted in the row
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - claims without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns claims: list of text - ids of the claims
//
// @sparse Few or no claims mention evidence at a site and stage here.
MATCH (e:EvidenceItem)-[c:CLAIM]-()
WHERE c.sign IS NOT NULL AND c.phase IS NOT NULL
  AND ($focus = '' OR e.focus = $focus)
  AND ($phase = '' OR c.phase = $phase)
// The claims on each item at each phase and site, then the state that they give.
WITH e, c.site AS site, c.phase AS phase,
     collect({claim: c.claim, speaker: c.speaker, source: c.source, basis: c.site_basis}) AS said
MATCH (e)-[r:STATE_AT]->(p:Stage)
WHERE r.scope = 'site' AND p.id = phase AND coalesce(r.within, '') = coalesce(site, '')
UNWIND said AS x
WITH coalesce(e.focus, 'not stated') AS focus, site, phase, e.id AS evidence, r.state AS state, x
WITH focus, site, phase,
     count(DISTINCT evidence) AS items,
     count(DISTINCT CASE WHEN state = 'used' THEN evidence END) AS used,
     count(DISTINCT CASE WHEN state = 'partly' THEN evidence END) AS partly,
     count(DISTINCT CASE WHEN state = 'disputed' THEN evidence END) AS disputed,
     count(DISTINCT CASE WHEN state = 'not used' THEN evidence END) AS not_used,
     count(DISTINCT CASE WHEN x.basis = 'claim' THEN x.claim END) AS by_claim,
     count(DISTINCT x.claim) AS n_claims,
     count(DISTINCT x.speaker) AS n_speakers,
     count(DISTINCT CASE WHEN x.speaker IS NULL THEN x.claim END) AS unattributed,
     count(DISTINCT x.source) AS n_sources,
     collect(DISTINCT x.claim) AS claims
MATCH (p:Stage)
WHERE p.id = phase
OPTIONAL MATCH (s:Site)
WHERE s.id = site
RETURN s.id AS site, s.label AS site_label, s.type AS site_type, focus, phase, p.label AS phase_label,
       items, used, partly, disputed, not_used, by_claim, n_claims, n_speakers, unattributed, n_sources, claims
ORDER BY CASE WHEN s.id IS NULL THEN 1 ELSE 0 END, s.id, focus, p.rank
