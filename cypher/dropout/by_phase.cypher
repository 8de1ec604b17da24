// At each phase of the cycle, how much evidence is told of as used, partly used, disputed, not used, or not at all?
//
// Counts evidence items, by their focus. Every claim on an item at a phase gives a sign: plus (the
// evidence was there or in use), minus (it was not) or mixed (rarely, little). Plus and minus together
// make the item "disputed" there; else any mixed makes it "partly"; plus alone "used", minus alone "not
// used". Claims of what ought to be and verbs that do not say give no sign. An item without a sign is
// "silent", which is not the same as not used: nobody told. Of the items used, used_generation_only are
// those of which it is told that they were produced or obtained, with no word of use. "Lost" are items
// not used here that were used or partly used at an earlier phase and not lost before; "never taken up"
// are items not used here of which no use is told at any earlier phase. Items of a mixed focus are a
// row of their own. Many items are known from one claim: read the numbers as items told of.
//
// @param source: text = '' - only claims from this source; empty for all
// @param site: text = '' - only claims told of this site; empty for all
//
// @returns focus: text - focus of the items
// @returns phase: text - id of the phase
// @returns phase_label: text - name of the phase
// @returns items: integer - evidence items of this focus
// @returns used: integer - items told of as used
// @returns used_generation_only: integer - of these, items told of only as produced or obtained
// @returns partly: integer - items told of as partly used
// @returns disputed: integer - items of which both use and non-use are told
// @returns not_used: integer - items told of as not used
// @returns silent: integer - items of which nothing is told here
// @returns lost: integer - not used here, used or partly used earlier and not lost before
// @returns never_taken_up: integer - not used here, and no use told at any earlier phase
// @returns n_claims: integer - claims that give a sign here
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - claims without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns claims: list of text - ids of the claims
MATCH (p:Stage)
WHERE p.id = p.phase
MATCH (e:EvidenceItem)
OPTIONAL MATCH (e)-[c:CLAIM]-()
WHERE c.phase = p.id AND c.sign IS NOT NULL
  AND ($source = '' OR c.source = $source)
  AND ($site = '' OR c.site = $site)
// The state of each item at each phase.
WITH e, p,
     count(CASE WHEN c.sign = 'plus' THEN 1 END) AS plus,
     count(CASE WHEN c.sign = 'minus' THEN 1 END) AS minus,
     count(CASE WHEN c.sign = 'mixed' THEN 1 END) AS mixed,
     count(CASE WHEN c.sign = 'plus'
                 AND (c.acts_as IN ['produced', 'commissioned', 'accessed', 'shared', 'withheld']
                      OR (c.acts_as IS NULL AND c.step = 'generation')) THEN 1 END) AS generation
WITH e, p, generation = plus AS generation_only,
     CASE WHEN plus > 0 AND minus > 0 THEN 'disputed'
          WHEN mixed > 0 THEN 'partly'
          WHEN plus > 0 THEN 'used'
          WHEN minus > 0 THEN 'not used'
          ELSE 'silent' END AS state
// The first phases at which use is told, and all phases of the item in one list.
WITH e, min(CASE WHEN state IN ['used', 'partly'] THEN p.rank END) AS first_used,
     min(CASE WHEN state IN ['used', 'partly', 'disputed'] THEN p.rank END) AS first_told,
     collect({phase: p.id, label: p.label, rank: p.rank, state: state, generation_only: generation_only}) AS told
UNWIND told AS here
// An item is lost at the first phase at which it is not used after one at which it was.
WITH e, first_used, first_told, collect(here) AS told,
     min(CASE WHEN here.state = 'not used' AND here.rank > first_used THEN here.rank END) AS lost_at
UNWIND told AS here
WITH e, here.phase AS phase, here.label AS phase_label, here.rank AS rank, here.state AS state,
     here.generation_only AS generation_only,
     coalesce(here.rank = lost_at, false) AS lost,
     here.state = 'not used' AND (first_told IS NULL OR here.rank < first_told) AS never
WITH coalesce(e.focus, 'not stated') AS focus, phase, phase_label, rank,
     count(*) AS items,
     count(CASE WHEN state = 'used' THEN 1 END) AS used,
     count(CASE WHEN state = 'used' AND generation_only THEN 1 END) AS used_generation_only,
     count(CASE WHEN state = 'partly' THEN 1 END) AS partly,
     count(CASE WHEN state = 'disputed' THEN 1 END) AS disputed,
     count(CASE WHEN state = 'not used' THEN 1 END) AS not_used,
     count(CASE WHEN state = 'silent' THEN 1 END) AS silent,
     count(CASE WHEN lost THEN 1 END) AS lost,
     count(CASE WHEN never THEN 1 END) AS never_taken_up
OPTIONAL MATCH (e:EvidenceItem)-[c:CLAIM]-()
WHERE coalesce(e.focus, 'not stated') = focus AND c.phase = phase AND c.sign IS NOT NULL
  AND ($source = '' OR c.source = $source)
  AND ($site = '' OR c.site = $site)
// A claim that touches two items of a focus counts once.
WITH DISTINCT focus, phase, phase_label, rank, items, used, used_generation_only, partly, disputed, not_used, silent,
     lost, never_taken_up, c.claim AS claim, c.speaker AS speaker, c.source AS source
// Grouped by two columns only, which is quicker; the others are the same throughout a group.
WITH focus, phase, max(phase_label) AS phase_label, max(rank) AS rank, max(items) AS items, max(used) AS used,
     max(used_generation_only) AS used_generation_only, max(partly) AS partly, max(disputed) AS disputed,
     max(not_used) AS not_used, max(silent) AS silent, max(lost) AS lost, max(never_taken_up) AS never_taken_up,
     count(claim) AS n_claims,
     count(DISTINCT speaker) AS n_speakers,
     count(claim) - count(speaker) AS unattributed,
     count(DISTINCT source) AS n_sources,
     collect(claim) AS claims
RETURN focus, phase, phase_label, items, used, used_generation_only, partly, disputed, not_used, silent, lost,
       never_taken_up, n_claims, n_speakers, unattributed, n_sources, claims
ORDER BY focus, rank
