// Which findings rest on one speaker?
//
// Lists factors whose affirming claims all come from one speaker, with none unattributed. A factor
// reported by one speaker and also in the authors' narrative is not listed, because the narrative may
// rest on others. A speaker is a role, which several people may hold. Denied and mixed claims, by any
// speaker, have columns of their own. Normative claims (what ought to be) are left out. Only claims
// that a factor operates are counted. A finding that rests on one speaker is not wrong: a second does
// not yet support it.
//
// @param min_claims: integer = 1 - smallest number of claims that affirm it
// @param valence: text = '' - only factors of this sort: barrier or enabler, whatever the study calls them, or a word of its own; empty for all
//
// @returns factor: text - id of the factor
// @returns factor_label: text - name of the factor
// @returns valence: text - its sort, in the study's word
// @returns speaker: text - id of the one speaker
// @returns speaker_label: text - name of the one speaker
// @returns n_claims: integer - claims that affirm it
// @returns n_sources: integer - distinct sources of these claims
// @returns denied: integer - claims that it does not operate
// @returns mixed: integer - claims that it does only in part
// @returns claims: list of text - ids of the claims that affirm it
//
// @sparse At most one finding rests on one speaker alone. Findings with unattributed claims are not counted here.
MATCH ()-[c:CLAIM]->(f:Factor)
WHERE c.acts_as = 'asserts' AND c.certainty <> 'normative' AND c.polarity = 'affirms'
  AND ($valence = '' OR f.valence = $valence OR f.valence_acts_as = $valence)
WITH f, min(c.speaker) AS speaker, max(c.speaker) AS last_speaker, count(c.speaker) AS attributed, count(*) AS n_claims
WHERE speaker = last_speaker AND attributed = n_claims AND n_claims >= $min_claims
WITH f, speaker
MATCH ()-[c:CLAIM]->(f)
WHERE c.acts_as = 'asserts' AND c.certainty <> 'normative'
WITH f, speaker,
     count(CASE WHEN c.polarity = 'affirms' THEN 1 END) AS n_claims,
     count(DISTINCT CASE WHEN c.polarity = 'affirms' THEN c.source END) AS n_sources,
     count(CASE WHEN c.polarity = 'denies' THEN 1 END) AS denied,
     count(CASE WHEN c.polarity = 'mixed' THEN 1 END) AS mixed,
     collect(CASE WHEN c.polarity = 'affirms' THEN c.claim END) AS claims
MATCH (a:Actor)
WHERE a.id = speaker
RETURN f.id AS factor, f.label AS factor_label, f.valence AS valence,
       speaker, a.label AS speaker_label, n_claims, n_sources, denied, mixed, claims
ORDER BY n_claims DESC, factor
