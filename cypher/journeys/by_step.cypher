// At which steps of its journey is evidence mentioned, and with what result?
//
// Counts the claims that touch evidence items by the step of the journey they mark, in the order of
// the steps. One row for each focus and step. Plus claims say that the evidence was there or in use,
// minus claims that it was not, mixed claims that it was so rarely or little; the others say neither.
// Claims without a step (backing, obstructing) form the last row. Normative claims (what ought to be)
// are left out. A claim that touches two items counts for the focus of each. Few claims about a step
// mean that it was seldom mentioned, not that it seldom happened.
//
// @param focus: text = '' - only evidence of this focus; empty for all
// @param phase: text = '' - only claims in this phase of the cycle; empty for all
// @param site: text = '' - only claims about this site; empty for all
//
// @returns focus: text - focus of the items
// @returns step: text - step of the evidence journey; empty where the claims mark none
// @returns n_items: integer - distinct evidence items that the claims touch
// @returns plus: integer - claims that the evidence was there or in use
// @returns minus: integer - claims that it was not
// @returns mixed: integer - claims that it was rarely or little
// @returns neither: integer - claims that do not say
// @returns verbs: list of text - what is said to be done, in the study's verbs
// @returns n_claims: integer - claims counted in the row
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - claims without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns claims: list of text - ids of the claims
//
// @sparse Few or no claims touch evidence of this kind.
MATCH (e:EvidenceItem)-[c:CLAIM]-()
WHERE c.certainty <> 'normative'
  AND ($focus = '' OR e.focus = $focus)
  AND ($phase = '' OR c.phase = $phase)
  AND ($site = '' OR c.site = $site)
WITH coalesce(e.focus, 'not stated') AS focus, c.step AS step, count(DISTINCT e) AS n_items,
     collect(DISTINCT {claim: c.claim, sign: c.sign, verb: c.predicate, speaker: c.speaker, source: c.source}) AS said
// A claim that touches two items of a focus counts once.
UNWIND said AS x
WITH focus, step, n_items,
     count(CASE WHEN x.sign = 'plus' THEN 1 END) AS plus,
     count(CASE WHEN x.sign = 'minus' THEN 1 END) AS minus,
     count(CASE WHEN x.sign = 'mixed' THEN 1 END) AS mixed,
     count(CASE WHEN x.sign IS NULL THEN 1 END) AS neither,
     collect(DISTINCT x.verb) AS verbs,
     count(*) AS n_claims,
     count(DISTINCT x.speaker) AS n_speakers,
     count(CASE WHEN x.speaker IS NULL THEN 1 END) AS unattributed,
     count(DISTINCT x.source) AS n_sources,
     collect(x.claim) AS claims
// The study lists its steps in their order as one text: a step's place is where its name ends there.
MATCH (n:Study)
UNWIND range(1, size(n.steps) + 2) AS place
WITH n, focus, step, place, n_items, plus, minus, mixed, neither, verbs,
     n_claims, n_speakers, unattributed, n_sources, claims
WHERE (step IS NOT NULL AND left(';' + n.steps + ';', place) ENDS WITH (';' + step + ';'))
   OR (step IS NULL AND place = 1)
RETURN focus, step, n_items, plus, minus, mixed, neither, verbs, n_claims, n_speakers, unattributed, n_sources, claims
ORDER BY focus, CASE WHEN step IS NULL THEN 1000000000 ELSE place END
