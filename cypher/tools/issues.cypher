// Which barriers and enablers are reported on a topic?
//
// One row for each factor, those of most sources first. Counts claims that affirm that it operates and that speak of
// the topic: the name of the factor or the summary of the claim contains one of the words. Words are pieces of text, in
// small or large letters, so "access" finds "accessible" too. Denied, mixed and normative claims are left out. With
// from_supply claims at a stage before those where services are specified and bought are left out; claims that name no
// stage are kept, because they may hold at any stage. In a study that names no stage of supply, none is left
// out. A topic without a row was not reported in these words.
//
// @param words: list of text = '' - words for the topic; empty for every topic
// @param valence: list of text = '' - only factors of these sorts: barrier or enabler, whatever the study calls them, or words of its own; empty for all
// @param level: list of text = '' - only factors of these levels; empty for all
// @param from_supply: boolean = no - leave out claims at stages before those of supply
//
// @returns factor: text - id of the factor
// @returns factor_label: text - name of the factor
// @returns valence: text - its sort, in the study's word
// @returns level: text - level at which it operates
// @returns stages: list of text - names of stages of these claims
// @returns n_sources: integer - distinct sources of these claims
// @returns n_claims: integer - claims that affirm it and speak of the topic
// @returns n_speakers: integer - distinct speakers of these claims
// @returns unattributed: integer - claims among them without a speaker
// @returns claims: list of text - ids of these claims
//
// @rank n_sources, n_speakers
//
// @sparse At most one barrier or enabler is reported in these words.
OPTIONAL MATCH (z:Stage)
WHERE z.supply
WITH coalesce(min(z.rank), 0) AS first, size($words) = 0 AS every,
     CASE WHEN size($words) = 0 THEN ['-'] ELSE $words END AS words
MATCH ()-[c:CLAIM]->(f:Factor)
WHERE c.acts_as = 'asserts' AND c.polarity = 'affirms' AND c.certainty <> 'normative'
  AND (size($valence) = 0 OR f.valence IN $valence OR f.valence_acts_as IN $valence) AND (size($level) = 0 OR f.level IN $level)
WITH first, every, words, c, f, toLower(f.label + ' ' + c.summary) AS said
WHERE every OR any(word IN words WHERE said CONTAINS toLower(word))
OPTIONAL MATCH (s:Stage)
WHERE s.id = c.stage
WITH first, c, f, s
WHERE NOT $from_supply OR s.rank IS NULL OR s.rank >= first
RETURN f.id AS factor, f.label AS factor_label, f.valence AS valence, f.level AS level,
       collect(DISTINCT s.label) AS stages,
       count(DISTINCT c.source) AS n_sources,
       count(*) AS n_claims,
       count(DISTINCT c.speaker) AS n_speakers,
       count(CASE WHEN c.speaker IS NULL THEN 1 END) AS unattributed,
       collect(c.claim) AS claims
ORDER BY n_sources DESC, n_speakers DESC, factor_label, factor
