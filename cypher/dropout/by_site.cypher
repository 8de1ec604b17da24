// At which sites is evidence told of as used, and at which as not used?
//
// Counts evidence items at each site, focus and phase by what the claims told of that site say: plus
// (the evidence was there or in use) and minus (it was not) together make an item disputed; else any
// mixed claim (rarely, little) makes it partly used; plus alone used, minus alone not used. Claims of
// what ought to be give no sign. Items of which nothing is told at a site are in no column: sites differ
// in how much was asked there, so compare the columns of one row, not the sites. A claim that names no
// site has that of its workstream, else of its source: by_claim counts those that name it themselves. The
// row without a site holds what is told of no site in particular. Sites of type comparison are no places.
//
// @param focus: text = '' - only evidence of this focus; empty for all
// @param phase: text = '' - only this phase of the cycle; empty for all
//
// @returns site: text - id of the site; empty where the claims are told of none
// @returns site_label: text - name of the site
// @returns site_type: text - type of the site
// @returns focus: text - focus of the items
// @returns phase: text - id of the phase
// @returns phase_label: text - name of the phase
// @returns items: integer - evidence items told of here
// @returns used: integer - items told of as used
// @returns partly: integer - items told of as partly used
// @returns disputed: integer - items of which both use and non-use are told
// @returns not_used: integer - items told of as not used
// @returns by_claim: integer - claims that name the site themselves
// @returns n_claims: integer - claims counted in the row
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - claims without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns claims: list of text - ids of the claims
//
// @sparse Nothing, or next to nothing, is told here of evidence at any site and stage.
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
