// What is said to help, what is said to be missing and what is called for?
//
// One row for each factor that the study lists as an enabler. in_place counts claims that it operates,
// said_missing claims that it does not, partly claims that it does so rarely or in part: a missing
// enabler is a barrier. called_for counts claims that it ought to be there; these say what people
// want, not what is, and are in no other number. Claims are not people: read speakers and sources too.
// An enabler without a row was not mentioned.
//
// @param stage: text = '' - only claims at this stage; a phase stands for all its functions; empty for all, with or without a stage
// @param site: text = '' - only claims at this site; empty for all
// @param about: text = '' - only claims that it operates with this actor, organisation or workstream; empty for all
// @param focus: text = '' - only claims of this focus; empty for all
// @param valence: text = enabler - barrier or enabler, whatever the study calls them, or a word of its own
//
// @returns factor: text - id of the factor
// @returns factor_label: text - name of the factor
// @returns level: text - level of the factor in the study's list
// @returns area: text - area of the factor in the study's list
// @returns affirming_sources: integer - distinct sources behind the claims that it operates
// @returns affirming_speakers: integer - distinct speakers behind the claims that it operates
// @returns in_place: integer - claims that it operates
// @returns said_missing: integer - claims that it does not
// @returns partly: integer - claims that it does only in part
// @returns called_for: integer - claims that it ought to operate, in no other number
// @returns n_claims: integer - claims that it does, does not or partly does
// @returns n_speakers: integer - distinct speakers behind those
// @returns unattributed: integer - of those, claims without a speaker
// @returns n_sources: integer - distinct sources behind those
// @returns claims: list of text - ids of those claims
// @returns missing_claims: list of text - of them, ids of the claims that it does not operate
// @returns calling_claims: list of text - ids of the claims that it ought to
//
// @rank affirming_sources, affirming_speakers, in_place
//
// @sparse Few or no claims mention an enabler here. That does not mean that there is none.
MATCH (s:Actor|Organisation)-[c:CLAIM]->(f:Factor)
WHERE c.acts_as = 'asserts'
  AND (f.valence = $valence OR f.valence_acts_as = $valence)
  AND ($stage = '' OR c.stage = $stage OR c.phase = $stage)
  AND ($site = '' OR c.site = $site)
  AND ($about = '' OR c.about = $about)
  AND ($focus = '' OR c.focus = $focus)
WITH f, c, c.certainty = 'normative' AS ought
RETURN f.id AS factor, f.label AS factor_label, f.level AS level, f.area AS area,
       count(DISTINCT CASE WHEN NOT ought AND c.polarity = 'affirms' THEN c.source END) AS affirming_sources,
       count(DISTINCT CASE WHEN NOT ought AND c.polarity = 'affirms' THEN c.speaker END) AS affirming_speakers,
       count(CASE WHEN NOT ought AND c.polarity = 'affirms' THEN 1 END) AS in_place,
       count(CASE WHEN NOT ought AND c.polarity = 'denies' THEN 1 END) AS said_missing,
       count(CASE WHEN NOT ought AND c.polarity = 'mixed' THEN 1 END) AS partly,
       count(CASE WHEN ought THEN 1 END) AS called_for,
       count(CASE WHEN NOT ought THEN 1 END) AS n_claims,
       count(DISTINCT CASE WHEN NOT ought THEN c.speaker END) AS n_speakers,
       count(CASE WHEN NOT ought AND c.speaker IS NULL THEN 1 END) AS unattributed,
       count(DISTINCT CASE WHEN NOT ought THEN c.source END) AS n_sources,
       collect(CASE WHEN NOT ought THEN c.claim END) AS claims,
       collect(CASE WHEN NOT ought AND c.polarity = 'denies' THEN c.claim END) AS missing_claims,
       collect(CASE WHEN ought THEN c.claim END) AS calling_claims
ORDER BY affirming_sources DESC, affirming_speakers DESC, in_place DESC, factor_label, factor
