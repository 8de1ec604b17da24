// Which findings rest on one speaker?
//
// Lists factors where all claims that affirm them come from one speaker and none is without a
// speaker. A factor told by one speaker and also in the authors' narrative is not here, because
// the narrative may rest on others. A speaker is a role, which several people may hold. Denied
// and mixed claims, by whomever, stand in columns of their own; claims of what ought to be are
// left out. Only claims that say that a factor operates are counted. A finding that rests on one
// speaker is not wrong: it is not yet borne out by a second.
//
// @param min_claims: integer = 1 - smallest number of claims that affirm it
// @param valence: text = '' - barrier, enabler or neutral; empty for all
//
// @returns factor: text - id of the factor
// @returns factor_label: text - name of the factor
// @returns valence: text - barrier, enabler or neutral
// @returns speaker: text - id of the one speaker
// @returns speaker_label: text - name of the one speaker
// @returns n_claims: integer - claims that affirm it
// @returns n_sources: integer - distinct sources of these claims
// @returns denied: integer - claims that it does not operate
// @returns mixed: integer - claims that it does only in part
// @returns claims: list of text - ids of the claims that affirm it
//
// @sparse Hardly any finding, or none, rests on one speaker alone. Findings told without a speaker are not counted here.
MATCH ()-[c:CLAIM]->(f:Factor)
WHERE c.acts_as = 'asserts' AND c.certainty <> 'normative' AND ($valence = '' OR f.valence = $valence)
WITH f, c.polarity AS polarity, c.speaker AS speaker, c.source AS source, count(*) AS n
WITH f,
     max(CASE WHEN polarity = 'affirms' THEN speaker END) AS speaker,
     count(DISTINCT CASE WHEN polarity = 'affirms' THEN speaker END) AS n_speakers,
     sum(CASE WHEN polarity = 'affirms' AND speaker IS NULL THEN n ELSE 0 END) AS unattributed,
     sum(CASE WHEN polarity = 'affirms' THEN n ELSE 0 END) AS n_claims,
     count(DISTINCT CASE WHEN polarity = 'affirms' THEN source END) AS n_sources,
     sum(CASE WHEN polarity = 'denies' THEN n ELSE 0 END) AS denied,
     sum(CASE WHEN polarity = 'mixed' THEN n ELSE 0 END) AS mixed
WHERE n_speakers = 1 AND unattributed = 0 AND n_claims >= $min_claims
MATCH (a:Actor)
WHERE a.id = speaker
MATCH ()-[c:CLAIM]->(f)
WHERE c.acts_as = 'asserts' AND c.certainty <> 'normative' AND c.polarity = 'affirms'
RETURN f.id AS factor, f.label AS factor_label, f.valence AS valence,
       speaker, a.label AS speaker_label, n_claims, n_sources, denied, mixed, collect(c.claim) AS claims
ORDER BY n_claims DESC, factor
