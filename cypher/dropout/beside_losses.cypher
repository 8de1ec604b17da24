// Which barriers are mentioned together with losses of evidence?
//
// A loss is a claim that evidence was ignored, withheld or never asked for, or that it was not
// produced, shared, applied and so on. Counts the barrier claims that occur with a loss: about an
// item that was lost, in the same event, or in the same workstream and stage. One row for each factor.
// A claim may occur with losses in several of these ways and counts in each, but once in n_claims.
// Claims that deny that the factor operates, normative claims and the losses themselves are left out.
// Occurring with a loss does not make a factor its cause; factors named as the reason are in
// dropout/reasons.
//
// @param focus: text = '' - only losses of evidence of this focus; empty for all
// @param phase: text = '' - only losses placed in this phase of the cycle; empty for all
//
// @returns factor: text - id of the factor
// @returns label: text - name of the factor
// @returns level: text - level at which it operates
// @returns on_item: integer - claims on an item that was lost
// @returns same_event: integer - claims of the same event as a loss
// @returns same_work_and_stage: integer - claims of the same workstream and stage as a loss
// @returns n_claims: integer - barrier claims counted in the row
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - claims without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns claims: list of text - ids of the barrier claims
//
// @sparse Few or no barriers are mentioned beside a loss here.
MATCH (s)-[c:CLAIM]->(o)
// Most claims are neither or share no place with others: leaving them out here, behind the pattern, is quicker.
WITH s, c, o
WHERE c.certainty <> 'normative'
  AND (c.loss OR c.valence_acts_as = 'barrier')
  AND (s.kind = 'EvidenceItem' OR o.kind = 'EvidenceItem' OR c.event IS NOT NULL
       OR (c.workstream IS NOT NULL AND c.stage IS NOT NULL))
WITH s, c, o, c.loss AS loss,
     c.valence_acts_as = 'barrier' AND c.polarity <> 'denies' AND (s.kind = 'Factor' OR o.kind = 'Factor') AS barrier
WHERE loss OR barrier
// Every place that a loss and a barrier may share: an item, an event, a workstream and stage.
UNWIND [{way: 'item', place: CASE WHEN s.kind = 'EvidenceItem' THEN s.id END},
        {way: 'item', place: CASE WHEN o.kind = 'EvidenceItem' THEN o.id END},
        {way: 'event', place: c.event},
        {way: 'work', place: CASE WHEN c.workstream IS NOT NULL AND c.stage IS NOT NULL
                                  THEN c.workstream + ' ' + c.stage END}] AS k
WITH s, c, o, loss, k.way AS way, k.place AS place
WHERE place IS NOT NULL
WITH way, place,
     count(CASE WHEN loss AND ($phase = '' OR c.phase = $phase)
                 AND ($focus = '' OR s.focus = $focus OR o.focus = $focus) THEN 1 END) AS losses,
     collect(CASE WHEN NOT loss THEN
       {factor: CASE WHEN o.kind = 'Factor' THEN o.id ELSE s.id END,
        claim: c.claim, speaker: c.speaker, source: c.source} END) AS barriers
WHERE losses > 0
UNWIND barriers AS b
WITH b.factor AS factor,
     count(DISTINCT CASE WHEN way = 'item' THEN b.claim END) AS on_item,
     count(DISTINCT CASE WHEN way = 'event' THEN b.claim END) AS same_event,
     count(DISTINCT CASE WHEN way = 'work' THEN b.claim END) AS same_work_and_stage,
     count(DISTINCT b.claim) AS n_claims,
     count(DISTINCT b.speaker) AS n_speakers,
     count(DISTINCT CASE WHEN b.speaker IS NULL THEN b.claim END) AS unattributed,
     count(DISTINCT b.source) AS n_sources,
     collect(DISTINCT b.claim) AS claims
MATCH (f:Factor)
WHERE f.id = factor
RETURN factor, f.label AS label, f.level AS level, on_item, same_event, same_work_and_stage,
       n_claims, n_speakers, unattributed, n_sources, claims
ORDER BY n_claims DESC, factor
