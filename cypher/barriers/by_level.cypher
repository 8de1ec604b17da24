// At which level are barriers and enablers said to operate?
//
// One row for each level and each sort of factor (barrier, enabler, neutral, as the study lists it).
// The level is the claim's own, or the factor's if the claim states none, so one factor may be counted
// at two levels. Counts claims that a factor operates. Affirming, denying and mixed claims are counted
// side by side and never cancel out. Normative claims (what ought to be) are left out. A study that
// looks for one focus has more claims about it: compare levels within a focus, not the numbers of one
// focus with those of another.
//
// @param stage: text = '' - only claims at this stage; a phase stands for all its functions; empty for all, with or without a stage
// @param site: text = '' - only claims at this site; empty for all
// @param in_question: text = {in_question} - focus in question
// @param compared_with: text = {compared_with} - focus it is compared with
//
// @returns level: text - level at which the factors operate; not stated if neither claim nor factor has one
// @returns valence: text - sort of the factors in the study's list
// @returns n_factors: integer - distinct factors
// @returns affirmed: integer - claims that they operate
// @returns denied: integer - claims that they do not operate
// @returns mixed: integer - claims that they operate only in part
// @returns n_in_question: integer - of the row's claims, those of the focus in question
// @returns n_compared_with: integer - of the row's claims, those of the focus compared with
// @returns n_claims: integer - claims counted in the row
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - claims without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns claims: list of text - ids of the claims
//
// @sparse Few or no claims say that a barrier or enabler operates here. That does not mean that there is none.
MATCH (s:Actor|Organisation)-[c:CLAIM]->(f:Factor)
WHERE c.acts_as = 'asserts' AND c.certainty <> 'normative'
// The options are looked at behind the pattern, which is quicker.
WITH f, c
WHERE ($stage = '' OR c.stage = $stage OR c.phase = $stage)
  AND ($site = '' OR c.site = $site)
RETURN coalesce(c.level, 'not stated') AS level,
       coalesce(f.valence, 'not stated') AS valence,
       count(DISTINCT f.id) AS n_factors,
       count(CASE WHEN c.polarity = 'affirms' THEN 1 END) AS affirmed,
       count(CASE WHEN c.polarity = 'denies' THEN 1 END) AS denied,
       count(CASE WHEN c.polarity = 'mixed' THEN 1 END) AS mixed,
       count(CASE WHEN c.focus = $in_question THEN 1 END) AS n_in_question,
       count(CASE WHEN c.focus = $compared_with THEN 1 END) AS n_compared_with,
       count(*) AS n_claims,
       count(DISTINCT c.speaker) AS n_speakers,
       count(CASE WHEN c.speaker IS NULL THEN 1 END) AS unattributed,
       count(DISTINCT c.source) AS n_sources,
       collect(c.claim) AS claims
ORDER BY valence, n_sources DESC, n_speakers DESC, n_claims DESC, level
