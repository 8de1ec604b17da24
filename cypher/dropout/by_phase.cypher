// At each phase of the cycle, how much evidence is used, partly used, disputed, not used or not mentioned?
//
// Counts evidence items by their focus. Each claim about an item at a phase has a sign: plus (the
// evidence was there or in use), minus (it was not) or mixed (rarely, little). Minus beside plus or
// mixed makes the item "disputed" at that phase; otherwise any mixed claim makes it "partly" used; plus
// alone makes it "used", minus alone "not used". Normative claims and neutral verbs have no sign. An
// item without a sign is "silent": nobody mentioned it, which is not the same as not used.
//
// used_generation_only counts used items that are only reported as produced or obtained. Not used
// divides into four: lost (used or partly used before, at another phase), after_dispute (disputed before, at
// another phase), used_elsewhere (there or in use at another phase or at none) and never_used. Before
// is decided by stated order or dates, otherwise by the order of phases. Items of a mixed focus have a row of
// their own. Many items are known from a single claim: read the numbers as items reported.
//
// @param within: text = '' - only claims from this source, about this site or in this workstream; empty for all
// @param focus: text = '' - only evidence of this focus; empty for all
//
// @returns focus: text - focus of the items
// @returns phase: text - id of the phase
// @returns phase_label: text - name of the phase
// @returns items: integer - evidence items of this focus
// @returns mentioned: integer - of these, items with a sign here: the denominator
// @returns used: integer - items reported as used
// @returns used_generation_only: integer - of these, items reported only as produced or obtained
// @returns partly: integer - items reported as partly used
// @returns disputed: integer - items reported as used and as not used
// @returns not_used: integer - items reported as not used
// @returns silent: integer - items not mentioned here
// @returns lost: integer - not used here, used or partly used before, at another phase
// @returns after_dispute: integer - not used here, disputed before, at another phase
// @returns used_elsewhere: integer - not used here, there or in use at another phase or at none
// @returns never_used: integer - not used here, and no claim says that it was there or in use
// @returns used_before: integer - mentioned here, used or partly used before, at another phase
// @returns n_claims: integer - claims that give a sign here
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - claims without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns claims: list of text - ids of the claims
MATCH (p:Stage)
WHERE p.id = p.phase
MATCH (e:EvidenceItem)
WHERE $focus = '' OR e.focus = $focus
OPTIONAL MATCH (e)-[r:STATE_AT]->(p)
WHERE CASE WHEN $within = '' THEN r.scope = 'study' ELSE r.within = $within END
WITH coalesce(e.focus, 'not stated') AS focus, p.id AS phase, p.label AS phase_label, p.rank AS rank,
     count(*) AS items,
     count(CASE WHEN r.state = 'used' THEN 1 END) AS used,
     count(CASE WHEN r.generation_only THEN 1 END) AS used_generation_only,
     count(CASE WHEN r.state = 'partly' THEN 1 END) AS partly,
     count(CASE WHEN r.state = 'disputed' THEN 1 END) AS disputed,
     count(CASE WHEN r.state = 'not used' THEN 1 END) AS not_used,
     count(CASE WHEN r.state IS NULL THEN 1 END) AS silent,
     count(r.state) AS mentioned,
     count(CASE WHEN r.part = 'lost' THEN 1 END) AS lost,
     count(CASE WHEN r.part = 'after dispute' THEN 1 END) AS after_dispute,
     count(CASE WHEN r.part = 'used elsewhere' THEN 1 END) AS used_elsewhere,
     count(CASE WHEN r.part = 'never used' THEN 1 END) AS never_used,
     count(CASE WHEN r.used_before THEN 1 END) AS used_before
OPTIONAL MATCH (e:EvidenceItem)-[c:CLAIM]-()
WHERE coalesce(e.focus, 'not stated') = focus AND c.phase = phase AND c.sign IS NOT NULL
  AND ($within = '' OR c.source = $within OR c.site = $within OR c.workstream = $within)
// A claim that touches two items of a focus counts once.
WITH DISTINCT focus, phase, phase_label, rank, items, mentioned, used, used_generation_only, partly, disputed, not_used,
     silent, lost, after_dispute, used_elsewhere, never_used, used_before,
     c.claim AS claim, c.speaker AS speaker, c.source AS source
// Grouped by two columns only, which is quicker; the others are the same throughout a group.
WITH focus, phase, max(phase_label) AS phase_label, max(rank) AS rank, max(items) AS items,
     max(mentioned) AS mentioned, max(used) AS used,
     max(used_generation_only) AS used_generation_only, max(partly) AS partly, max(disputed) AS disputed,
     max(not_used) AS not_used, max(silent) AS silent, max(lost) AS lost,
     max(after_dispute) AS after_dispute, max(used_elsewhere) AS used_elsewhere, max(never_used) AS never_used,
     max(used_before) AS used_before,
     count(claim) AS n_claims,
     count(DISTINCT speaker) AS n_speakers,
     count(claim) - count(speaker) AS unattributed,
     count(DISTINCT source) AS n_sources,
     collect(claim) AS claims
RETURN focus, phase, phase_label, items, mentioned, used, used_generation_only, partly, disputed, not_used, silent,
       lost, after_dispute, used_elsewhere, never_used, used_before, n_claims, n_speakers, unattributed, n_sources, claims
ORDER BY focus, rank
