// Which evidence was withheld or never asked for, by whom and why?
//
// Evidence that somebody has may go unused in two ways. "withheld": somebody is said to have held it
// and not supplied it. "never asked for": somebody is said not to have asked for it. One row for each
// item, way and person or organisation; held_by names those who are said to have the item. Claims that
// it is partly so (rarely asked for) and claims to the contrary (it was asked for) about the same
// person or organisation have columns of their own and never cancel the others. Normative claims (what
// ought to be) are left out. Evidence left unused in other ways is in journeys/stopped. Only claims
// that somebody did not ask are counted, not the absence of a claim that they did.
//
// @param focus: text = '' - only evidence of this focus; empty for all
// @param phase: text = '' - only claims in this phase of the cycle; empty for all
//
// @returns evidence: text - id of the item
// @returns label: text - name of the item
// @returns focus: text - focus of the item
// @returns way: text - withheld, or never asked for
// @returns by_whom: text - id of who withheld it or did not ask for it
// @returns by_label: text - name of who did
// @returns held_by: list of text - names of those said to have the item
// @returns reasons: list of text - names of the factors given as the reason
// @returns stages: list of text - stages that the claims name
// @returns says_so: integer - claims that it is so
// @returns partly: integer - claims that it is so for the most part or in part
// @returns contrary: integer - claims that it is not so
// @returns n_claims: integer - claims counted in the row
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - claims without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns claims: list of text - ids of the claims
//
// @sparse Few or no claims say that evidence was withheld or not asked for. Few people mention what they did not ask for.
MATCH (who)-[c:CLAIM]->(e:EvidenceItem)
WHERE c.acts_as IN ['withheld', 'requested'] AND c.certainty <> 'normative'
  AND ($focus = '' OR e.focus = $focus)
  AND ($phase = '' OR c.phase = $phase)
OPTIONAL MATCH (f:Factor)
WHERE f.id = c.reason
WITH e, who, CASE WHEN c.acts_as = 'withheld' THEN 'withheld' ELSE 'never asked for' END AS way,
     collect(DISTINCT f.label) AS reasons, collect(DISTINCT c.stage) AS stages,
     count(CASE WHEN (c.acts_as = 'withheld' AND c.polarity = 'affirms')
                  OR (c.acts_as = 'requested' AND c.polarity = 'denies') THEN 1 END) AS says_so,
     count(CASE WHEN c.polarity = 'mixed' THEN 1 END) AS partly,
     count(CASE WHEN (c.acts_as = 'withheld' AND c.polarity = 'denies')
                  OR (c.acts_as = 'requested' AND c.polarity = 'affirms') THEN 1 END) AS contrary,
     count(*) AS n_claims,
     count(DISTINCT c.speaker) AS n_speakers,
     count(CASE WHEN c.speaker IS NULL THEN 1 END) AS unattributed,
     count(DISTINCT c.source) AS n_sources,
     collect(c.claim) AS claims
WHERE says_so + partly > 0
OPTIONAL MATCH (holder)-[h:CLAIM]->(e)
WHERE h.acts_as = 'holds' AND h.polarity = 'affirms' AND h.certainty <> 'normative'
WITH e, who, way, reasons, stages, says_so, partly, contrary, n_claims, n_speakers, unattributed, n_sources, claims,
     collect(DISTINCT holder.label) AS held_by
RETURN e.id AS evidence, e.label AS label, coalesce(e.focus, 'not stated') AS focus, way,
       who.id AS by_whom, who.label AS by_label, held_by, reasons, stages,
       says_so, partly, contrary, n_claims, n_speakers, unattributed, n_sources, claims
ORDER BY says_so DESC, n_claims DESC, evidence, way, by_whom
