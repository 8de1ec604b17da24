// Which barriers and enablers do some claims affirm and others deny?
//
// Lists factors with at least one claim that they operate and at least one that they do not. With
// count_mixed, a claim that a factor operates only in part counts as a side of its own. Both sides are
// shown with their claims, speakers and sites: a denial at one site and an affirmation at another may
// both be right, and so may claims by different people or about different stages. One speaker may be
// on both sides. Normative claims (what ought to be) are left out. A factor without a row was not
// disputed in so many words, which is not agreement.
//
// @param count_mixed: boolean = no - count claims that it operates only in part as a side of their own?
// @param valence: text = '' - only factors of this sort: barrier or enabler, whatever the study calls them, or a word of its own; empty for all
//
// @returns factor: text - id of the factor
// @returns factor_label: text - name of the factor
// @returns valence: text - sort of factor in the study's list
// @returns affirmed: integer - claims that it operates
// @returns denied: integer - claims that it does not operate
// @returns mixed: integer - claims that it operates only in part
// @returns affirming: list of text - ids of the speakers who affirm
// @returns affirmed_unattributed: integer - affirming claims without a speaker
// @returns denying: list of text - ids of the speakers who deny
// @returns denied_unattributed: integer - denying claims without a speaker
// @returns affirmed_at: list of text - ids of the sites where it is affirmed, where known
// @returns denied_at: list of text - ids of the sites where it is denied, where known
// @returns n_claims: integer - claims on both sides and in part
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - claims without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns affirming_claims: list of text - ids of the claims that affirm
// @returns denying_claims: list of text - ids of the claims that deny
// @returns mixed_claims: list of text - ids of the claims that affirm in part
//
// @sparse Few or no factors are both affirmed and denied. Verdicts of sites on findings are in triangulation/contradicted.
MATCH (s:Actor|Organisation)-[c:CLAIM]->(f:Factor)
WHERE c.acts_as = 'asserts' AND c.certainty <> 'normative'
  AND ($valence = '' OR f.valence = $valence OR f.valence_acts_as = $valence)
WITH f.id AS factor, f.label AS factor_label, f.valence AS valence,
     count(CASE WHEN c.polarity = 'affirms' THEN 1 END) AS affirmed,
     count(CASE WHEN c.polarity = 'denies' THEN 1 END) AS denied,
     count(CASE WHEN c.polarity = 'mixed' THEN 1 END) AS mixed,
     collect(DISTINCT CASE WHEN c.polarity = 'affirms' THEN c.speaker END) AS affirming,
     count(CASE WHEN c.polarity = 'affirms' AND c.speaker IS NULL THEN 1 END) AS affirmed_unattributed,
     collect(DISTINCT CASE WHEN c.polarity = 'denies' THEN c.speaker END) AS denying,
     count(CASE WHEN c.polarity = 'denies' AND c.speaker IS NULL THEN 1 END) AS denied_unattributed,
     collect(DISTINCT CASE WHEN c.polarity = 'affirms' THEN c.site END) AS affirmed_at,
     collect(DISTINCT CASE WHEN c.polarity = 'denies' THEN c.site END) AS denied_at,
     count(*) AS n_claims,
     count(DISTINCT c.speaker) AS n_speakers,
     count(CASE WHEN c.speaker IS NULL THEN 1 END) AS unattributed,
     count(DISTINCT c.source) AS n_sources,
     collect(CASE WHEN c.polarity = 'affirms' THEN c.claim END) AS affirming_claims,
     collect(CASE WHEN c.polarity = 'denies' THEN c.claim END) AS denying_claims,
     collect(CASE WHEN c.polarity = 'mixed' THEN c.claim END) AS mixed_claims
WHERE (affirmed > 0 AND denied > 0) OR ($count_mixed AND mixed > 0 AND affirmed + denied > 0)
RETURN factor, factor_label, valence,
       affirmed, denied, mixed,
       affirming, affirmed_unattributed, denying, denied_unattributed, affirmed_at, denied_at,
       n_claims, n_speakers, unattributed, n_sources,
       affirming_claims, denying_claims, mixed_claims
ORDER BY n_sources DESC, n_speakers DESC, n_claims DESC, factor_label, factor
