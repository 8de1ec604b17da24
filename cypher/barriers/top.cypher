// Which barriers are mentioned most?
//
// Counts claims that a factor operates, for the factors that the study lists as barriers. They are
// ranked by the distinct sources of the claims that affirm them, then by the named speakers, then by
// the claims; equal ones share a rank, and denials are shown but count in no rank. Affirming,
// denying and mixed claims are counted side by side and never cancel out. Normative claims (what ought
// to be) are left out. Claims are not people: one speaker may make many claims, and one finding may be
// reported several times, so read the speakers and sources too. A high count says that a barrier is
// talked about, not that it is important or widespread. Missing enablers are barriers as well: see
// said_missing in barriers/enablers.
//
// @param stage: text = '' - only claims at this stage; a phase stands for all its functions; empty for all, with or without a stage
// @param site: text = '' - only claims at this site; empty for all
// @param workstream: text = '' - only claims in this workstream; empty for all
// @param about: text = '' - only claims that the barrier operates with this actor, organisation or workstream; empty for all
// @param focus: text = '' - only claims of this focus; empty for all
// @param valence: text = barrier - barrier or enabler, whatever the study calls them, or a word of its own
//
// @returns factor: text - id of the factor
// @returns factor_label: text - name of the factor
// @returns level: text - level of the factor in the study's list
// @returns area: text - area of the factor in the study's list
// @returns affirming_sources: integer - distinct sources behind the claims affirmed
// @returns affirming_speakers: integer - distinct speakers behind the claims affirmed
// @returns affirmed: integer - claims that it operates
// @returns denied: integer - claims that it does not operate
// @returns mixed: integer - claims that it operates only in part
// @returns n_claims: integer - claims counted in the row
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - claims without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns claims: list of text - ids of the claims
//
// @rank affirming_sources, affirming_speakers, affirmed
//
// @sparse Few or no claims say that a barrier operates here. That does not mean that there is none.
MATCH (s:Actor|Organisation)-[c:CLAIM]->(f:Factor)
WHERE c.acts_as = 'asserts' AND c.certainty <> 'normative'
  AND (f.valence = $valence OR f.valence_acts_as = $valence)
  AND ($stage = '' OR c.stage = $stage OR c.phase = $stage)
  AND ($site = '' OR c.site = $site)
  AND ($workstream = '' OR c.workstream = $workstream)
  AND ($about = '' OR c.about = $about)
  AND ($focus = '' OR c.focus = $focus)
RETURN f.id AS factor, f.label AS factor_label, f.level AS level, f.area AS area,
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
ORDER BY affirming_sources DESC, affirming_speakers DESC, affirmed DESC, factor_label, factor
