// Which findings do some claims affirm and others deny?
//
// Lists factors of which one claim at least says that they operate and another that they do not.
// The two sides are counted apart and never netted: they may come from different sites or
// speakers, or tell of different times, so read both lists. Mixed claims ("rarely", "little")
// stand apart. Claims of what ought to be are left out. Only claims that say that a factor
// operates are counted, not those that champion it, address it or give it as a reason. Claims are
// not people, and one denial may outweigh many repetitions.
//
// @param valence: text = '' - barrier, enabler or neutral; empty for all
//
// @returns factor: text - id of the factor
// @returns factor_label: text - name of the factor
// @returns valence: text - barrier, enabler or neutral
// @returns affirmed: integer - claims that it operates
// @returns affirming_speakers: integer - distinct speakers who affirm
// @returns affirming_unattributed: integer - affirming claims without a speaker
// @returns denied: integer - claims that it does not
// @returns denying_speakers: integer - distinct speakers who deny
// @returns denying_unattributed: integer - denying claims without a speaker
// @returns mixed: integer - claims that it does only in part
// @returns n_sources: integer - distinct sources of all these claims
// @returns affirming_claims: list of text - ids of the claims that affirm
// @returns denying_claims: list of text - ids of the claims that deny
// @returns mixed_claims: list of text - ids of the mixed claims
//
// @sparse Hardly any factor, or none, is both affirmed and denied. Nobody was asked to deny it, so this is not agreement.
MATCH ()-[c:CLAIM]->(f:Factor)
WHERE c.acts_as = 'asserts' AND c.certainty <> 'normative' AND ($valence = '' OR f.valence = $valence)
WITH f, c.polarity AS polarity, c.speaker AS speaker, c.source AS source, count(*) AS n
WITH f,
     sum(CASE WHEN polarity = 'affirms' THEN n ELSE 0 END) AS affirmed,
     count(DISTINCT CASE WHEN polarity = 'affirms' THEN speaker END) AS affirming_speakers,
     sum(CASE WHEN polarity = 'affirms' AND speaker IS NULL THEN n ELSE 0 END) AS affirming_unattributed,
     sum(CASE WHEN polarity = 'denies' THEN n ELSE 0 END) AS denied,
     count(DISTINCT CASE WHEN polarity = 'denies' THEN speaker END) AS denying_speakers,
     sum(CASE WHEN polarity = 'denies' AND speaker IS NULL THEN n ELSE 0 END) AS denying_unattributed,
     sum(CASE WHEN polarity = 'mixed' THEN n ELSE 0 END) AS mixed,
     count(DISTINCT source) AS n_sources
WHERE affirmed > 0 AND denied > 0
MATCH ()-[c:CLAIM]->(f)
WHERE c.acts_as = 'asserts' AND c.certainty <> 'normative'
RETURN f.id AS factor, f.label AS factor_label, f.valence AS valence,
       affirmed, affirming_speakers, affirming_unattributed,
       denied, denying_speakers, denying_unattributed, mixed, n_sources,
       collect(CASE WHEN c.polarity = 'affirms' THEN c.claim END) AS affirming_claims,
       collect(CASE WHEN c.polarity = 'denies' THEN c.claim END) AS denying_claims,
       collect(CASE WHEN c.polarity = 'mixed' THEN c.claim END) AS mixed_claims
ORDER BY denied DESC, affirmed DESC, factor
