// Who champions and who obstructs evidence, workstreams and factors?
//
// Counts claims that an actor or organisation champions or supports something (side "for"), or blocks
// or contests it (side "against"). One row for each target, stakeholder and verb. Targets are
// evidence, workstreams and factors, and also people and organisations. Affirming, denying and mixed
// claims are counted side by side and never cancel out. A row with denials only says that they did not
// champion it, not that they obstructed it. Normative claims (what ought to be) are left out. Factors
// that obstruct are in barriers/effects. To contest evidence may be a fair challenge: read the claims.
// A stakeholder without a row was not said to take a side.
//
// @param kind: text = '' - only things of this kind, such as EvidenceItem, WorkStream or Factor; empty for all
// @param side: text = '' - for or against; empty for both
// @param what: text = '' - id of one thing; empty for all
// @param who: text = '' - id of one actor or organisation; empty for all
//
// @returns what: text - id of what is championed or obstructed
// @returns what_label: text - name of it
// @returns what_kind: text - kind of it
// @returns side: text - for or against
// @returns who: text - id of the stakeholder
// @returns who_label: text - name of the stakeholder
// @returns who_kind: text - Actor or Organisation
// @returns verb: text - what they do, in the study's words
// @returns affirmed: integer - claims that it is so
// @returns denied: integer - claims that it is not so
// @returns mixed: integer - claims that it is so only in part
// @returns n_claims: integer - claims counted in the row
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - claims without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns claims: list of text - ids of the claims
//
// @sparse Few or no claims say that somebody champions or obstructs this. That does not mean that nobody did.
MATCH (s:Actor|Organisation)-[c:CLAIM]->(o)
WHERE c.acts_as IN ['champions', 'supported', 'blocks', 'contested']
  AND c.certainty <> 'normative'
  AND ($kind = '' OR o.kind = $kind)
  AND ($what = '' OR o.id = $what)
  AND ($who = '' OR s.id = $who)
WITH s, c, o, CASE WHEN c.acts_as IN ['champions', 'supported'] THEN 'for' ELSE 'against' END AS side
WHERE $side = '' OR side = $side
RETURN o.id AS what, o.label AS what_label, o.kind AS what_kind, side,
       s.id AS who, s.label AS who_label, s.kind AS who_kind, c.predicate AS verb,
       count(CASE WHEN c.polarity = 'affirms' THEN 1 END) AS affirmed,
       count(CASE WHEN c.polarity = 'denies' THEN 1 END) AS denied,
       count(CASE WHEN c.polarity = 'mixed' THEN 1 END) AS mixed,
       count(*) AS n_claims,
       count(DISTINCT c.speaker) AS n_speakers,
       count(CASE WHEN c.speaker IS NULL THEN 1 END) AS unattributed,
       count(DISTINCT c.source) AS n_sources,
       collect(c.claim) AS claims
ORDER BY what_kind, what, side DESC, who, verb
