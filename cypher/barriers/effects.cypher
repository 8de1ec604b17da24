// What are barriers and enablers said to block, dispute, start or change?
//
// One row for each factor, verb and target: evidence, workstreams, products, people or organisations.
// Affirming, denying and mixed claims are counted side by side and never cancel out. Normative claims
// (what ought to be) are left out. For the effect of one factor on another see barriers/causes; for
// factors given as the reason for use or non-use see barriers/reasons_given. These are the
// explanations that people gave, not proof of an effect. A pair without a row was not mentioned.
//
// @param factor: text = '' - id of one factor; empty for all
// @param verb: text = '' - only this verb, by its default name, such as blocks; empty for all
// @param kind: text = '' - only things of this kind, such as EvidenceItem or WorkStream; empty for all
//
// @returns factor: text - id of the factor
// @returns factor_label: text - name of the factor
// @returns valence: text - sort of factor in the study's list
// @returns verb: text - what it is said to do, in the study's words
// @returns what: text - id of what it acts on
// @returns what_label: text - name of what it acts on
// @returns what_kind: text - kind of what it acts on
// @returns affirmed: integer - claims that it does
// @returns denied: integer - claims that it does not
// @returns mixed: integer - claims that it does only in part
// @returns n_claims: integer - claims counted in the row
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - claims without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns claims: list of text - ids of the claims
//
// @sparse Few or no claims say what a factor acts on. That does not mean that it has no effect.
MATCH (f:Factor)-[c:CLAIM]->(o)
WHERE o.kind <> 'Factor' AND c.certainty <> 'normative'
  AND ($factor = '' OR f.id = $factor)
  AND ($verb = '' OR c.acts_as = $verb)
  AND ($kind = '' OR o.kind = $kind)
RETURN f.id AS factor, f.label AS factor_label, f.valence AS valence, c.predicate AS verb,
       o.id AS what, o.label AS what_label, o.kind AS what_kind,
       count(CASE WHEN c.polarity = 'affirms' THEN 1 END) AS affirmed,
       count(CASE WHEN c.polarity = 'denies' THEN 1 END) AS denied,
       count(CASE WHEN c.polarity = 'mixed' THEN 1 END) AS mixed,
       count(*) AS n_claims,
       count(DISTINCT c.speaker) AS n_speakers,
       count(CASE WHEN c.speaker IS NULL THEN 1 END) AS unattributed,
       count(DISTINCT c.source) AS n_sources,
       collect(c.claim) AS claims
ORDER BY factor, verb, what
