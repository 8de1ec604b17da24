// Which barriers and enablers are said to operate at each stage?
//
// One row for each stage and factor, in the order of the cycle. Within a stage, factors are ranked by
// the distinct sources of the claims that affirm them, then by the named speakers, then by the claims;
// equal ones share a rank. Counts claims that a factor operates. Affirming, denying and mixed claims
// are counted side by side and never cancel out. Normative claims (what ought to be) are left out.
// Claims without a stage are also left out, and they may be many. A factor without a row at a stage
// was not mentioned there; it may still operate there.
//
// @param stage: text = '' - only this stage; a phase stands for all its functions; empty for all
// @param valence: text = '' - only factors of this sort: barrier or enabler, whatever the study calls them, or a word of its own; empty for all
// @param focus: text = '' - only claims of this focus; empty for all
// @param min_claims: integer = 1 - smallest number of claims at the stage
//
// @returns stage: text - id of the stage
// @returns stage_label: text - name of the stage
// @returns phase: text - id of the phase that it belongs to
// @returns factor: text - id of the factor
// @returns factor_label: text - name of the factor
// @returns valence: text - sort of factor in the study's list
// @returns affirming_sources: integer - distinct sources behind the claims affirmed
// @returns affirming_speakers: integer - distinct speakers behind the claims affirmed
// @returns affirmed: integer - claims that it operates there
// @returns denied: integer - claims that it does not
// @returns mixed: integer - claims that it does only in part
// @returns n_claims: integer - claims counted in the row
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - claims without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns claims: list of text - ids of the claims
//
// @rank affirming_sources, affirming_speakers, affirmed within stage
//
// @sparse Few or no claims place a barrier or enabler at this stage. Check the id of the stage. Many claims name no stage: barriers/top counts them all.
MATCH (s:Actor|Organisation)-[c:CLAIM]->(f:Factor)
WHERE c.acts_as = 'asserts' AND c.certainty <> 'normative'
  AND c.stage IS NOT NULL
  AND ($stage = '' OR c.stage = $stage OR c.phase = $stage)
  AND ($valence = '' OR f.valence = $valence OR f.valence_acts_as = $valence)
  AND ($focus = '' OR c.focus = $focus)
WITH c.stage AS stage, f,
       count(DISTINCT CASE WHEN c.polarity = 'affirms' THEN c.source END) AS affirming_sources,
       count(DISTINCT CASE WHEN c.polarity = 'affirms' THEN c.speaker END) AS affirming_speakers,
       count(CASE WHEN c.polarity = 'affirms' THEN 1 END) AS affirmed,
       count(CASE WHEN c.polarity = 'denies' THEN 1 END) AS denied,
       count(CASE WHEN c.polarity = 'mixed' THEN 1 END) AS mixed,
       count(*) AS n_claims,
       count(DISTINCT c.speaker) AS n_speakers,
       count(CASE WHEN c.speaker IS NULL THEN 1 END) AS unattributed,
       count(DISTINCT c.source) AS n_sources,
       collect(c.claim) AS claims
WHERE n_claims >= $min_claims
MATCH (t:Stage {id: stage})
WITH t, t.rank AS place, f, affirming_sources, affirming_speakers, affirmed, denied, mixed, n_claims, n_speakers, unattributed, n_sources, claims
RETURN t.id AS stage, t.label AS stage_label, t.phase AS phase,
       f.id AS factor, f.label AS factor_label, f.valence AS valence,
       affirming_sources, affirming_speakers, affirmed, denied, mixed, n_claims, n_speakers, unattributed, n_sources, claims
ORDER BY place, stage, affirming_sources DESC, affirming_speakers DESC, affirmed DESC, factor_label, factor
