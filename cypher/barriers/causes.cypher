// Which factors are said to bring about which others?
//
// One row for each pair of factors where a claim says that one brings about or strengthens the other.
// Affirming, denying and mixed claims are counted side by side and never cancel out. Normative claims
// (what ought to be) are left out. These are the explanations that people gave, not proof of a cause.
// leads_on_to lists what the effect is in turn said to bring about, one step on; if the first factor
// is in that list, the two are said to feed each other. A pair without a row was not mentioned.
//
// @param factor: text = '' - id of a factor on either side; empty for all
// @param stage: text = '' - only claims at this stage; a phase stands for all its functions; empty for all, with or without a stage
//
// @returns cause: text - id of the factor that brings about
// @returns cause_label: text - name of that factor
// @returns effect: text - id of the factor brought about
// @returns effect_label: text - name of that factor
// @returns affirming_sources: integer - distinct sources behind the claims affirmed
// @returns affirming_speakers: integer - distinct speakers behind the claims affirmed
// @returns affirmed: integer - claims that it does
// @returns denied: integer - claims that it does not
// @returns mixed: integer - claims that it does only in part
// @returns tentative: integer - of the row's claims, those that are hedged
// @returns leads_on_to: list of text - names of the factors that the effect is affirmed to bring about
// @returns n_claims: integer - claims counted in the row
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - claims without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns claims: list of text - ids of the claims
//
// @rank affirming_sources, affirming_speakers, affirmed
//
// @sparse Few or no claims say that one factor brings about another. Such claims exist only where somebody put the link into words.
MATCH (a:Factor)-[c:CLAIM]->(b:Factor)
WHERE c.acts_as = 'causes' AND c.certainty <> 'normative'
  AND ($factor = '' OR a.id = $factor OR b.id = $factor)
  AND ($stage = '' OR c.stage = $stage OR c.phase = $stage)
WITH a, b,
       count(DISTINCT CASE WHEN c.polarity = 'affirms' THEN c.source END) AS affirming_sources,
       count(DISTINCT CASE WHEN c.polarity = 'affirms' THEN c.speaker END) AS affirming_speakers,
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
       affirming_sources, affirming_speakers, affirmed, denied, mixed, tentative, collect(DISTINCT x.label) AS leads_on_to,
       n_claims, n_speakers, unattributed, n_sources, claims
ORDER BY affirming_sources DESC, affirming_speakers DESC, affirmed DESC, cause_label, effect_label, cause, effect
