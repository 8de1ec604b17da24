// What is said to bring about what?
//
// One row for each pair of factors of which claims say that the one brings about or strengthens
// the other. Affirmed, denied and mixed claims are not netted, and claims of what ought to be are
// left out. This is how those who spoke explain things, not proof of a cause. leads_on_to names
// what the effect is in its turn affirmed to bring about, one step on; where the first factor is
// among these, the two are said to feed each other. A pair without a row was not told of.
//
// @param factor: text = '' - id of a factor on either side; empty for all
// @param stage: text = '' - only claims at this stage; a phase stands for all its functions; empty for all, also those of no stage
//
// @returns cause: text - id of the factor that brings about
// @returns cause_label: text - name of that factor
// @returns effect: text - id of the factor brought about
// @returns effect_label: text - name of that factor
// @returns affirmed: integer - claims that it does
// @returns denied: integer - claims that it does not
// @returns mixed: integer - claims that it does only in part
// @returns tentative: integer - of all claims of the row, those that are hedged
// @returns leads_on_to: list of text - names of the factors that the effect is affirmed to bring about
// @returns n_claims: integer - claims counted in the row
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - claims without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns claims: list of text - ids of the claims
//
// @sparse Hardly any claim, or none, says that one factor brings about another. Such claims are made only where somebody drew the link in words.
MATCH (a:Factor)-[c:CLAIM]->(b:Factor)
WHERE c.acts_as = 'causes' AND c.certainty <> 'normative'
  AND ($factor = '' OR a.id = $factor OR b.id = $factor)
  AND ($stage = '' OR c.stage = $stage OR c.phase = $stage)
WITH a, b,
       count(CASE WHEN c.polarity = 'affirms' THEN 1 END) AS affirmed,
       count(CASE WHEN c.polarity = 'denies' THEN 1 END) AS denied,
       count(CASE WHEN c.polarity = 'mixed' THEN 1 END) AS mixed,
       count(CASE WHEN c.certainty = 'tentative' THEN 1 END) AS tentative,
       count(*) AS n_claims,
       count(DISTINCT c.speaker) AS n_speakers,
       count(CASE WHEN c.speaker IS NULL THEN 1 END) AS unattributed,
       count(DISTINCT c.source) AS n_sources,
       collect(c.claim) AS claims
OPTIONAL MATCH (b)-[d:CLAIM]->(x:Factor)
WHERE d.acts_as = 'causes' AND d.polarity = 'affirms' AND d.certainty <> 'normative'
RETURN a.id AS cause, a.label AS cause_label, b.id AS effect, b.label AS effect_label,
       affirmed, denied, mixed, tentative, collect(DISTINCT x.label) AS leads_on_to,
       n_claims, n_speakers, unattributed, n_sources, claims
ORDER BY n_claims DESC, cause, effect
