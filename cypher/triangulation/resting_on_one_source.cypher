// Which findings rest on one source?
//
// Lists factors whose affirming claims all come from one source. Sources that retell or sum up others
// (independent = no, or type "synthesis") do not count as a second source: what they add has a column
// of its own, and a finding that only they report has no known source and is not listed. A source is
// not a person: it may be many interviews, so see the speakers. Denied and mixed claims, from any
// source, have columns of their own. Normative claims (what ought to be) are left out. Only claims that
// a factor operates are counted. A finding from one source is not wrong: no second source of this study
// supports it.
//
// @param min_claims: integer = 1 - smallest number of claims from the one source
// @param source: text = '' - id of one source; empty for all
//
// @returns factor: text - id of the factor
// @returns factor_label: text - name of the factor
// @returns valence: text - its sort, in the study's word
// @returns source: text - id of the one source
// @returns source_label: text - name of the one source
// @returns source_type: text - type of the one source
// @returns n_claims: integer - claims of that source that affirm it
// @returns n_speakers: integer - distinct speakers of these claims
// @returns unattributed: integer - claims among them without a speaker
// @returns repeated: integer - further affirming claims in sources that retell others
// @returns denied: integer - claims that it does not operate
// @returns mixed: integer - claims that it does only in part
// @returns claims: list of text - ids of the claims of that source that affirm it
//
// @sparse At most one matching finding rests on one source alone.
MATCH ()-[c:CLAIM]->(f:Factor)
WHERE c.acts_as = 'asserts' AND c.certainty <> 'normative' AND c.polarity = 'affirms'
MATCH (t:Source)
WHERE t.id = c.source AND t.stands_alone
WITH f, min(c.source) AS source, max(c.source) AS last_source, count(*) AS n_claims
WHERE source = last_source AND n_claims >= $min_claims AND ($source = '' OR source = $source)
WITH f, source
MATCH ()-[c:CLAIM]->(f)
WHERE c.acts_as = 'asserts' AND c.certainty <> 'normative'
// All that affirm it first hand are of the one source.
WITH f, source,
     count(CASE WHEN c.polarity = 'affirms' AND c.source = source THEN 1 END) AS n_claims,
     count(DISTINCT CASE WHEN c.polarity = 'affirms' AND c.source = source THEN c.speaker END) AS n_speakers,
     count(CASE WHEN c.polarity = 'affirms' AND c.source = source AND c.speaker IS NULL THEN 1 END) AS unattributed,
     count(CASE WHEN c.polarity = 'affirms' AND c.source <> source THEN 1 END) AS repeated,
     count(CASE WHEN c.polarity = 'denies' THEN 1 END) AS denied,
     count(CASE WHEN c.polarity = 'mixed' THEN 1 END) AS mixed,
     collect(CASE WHEN c.polarity = 'affirms' AND c.source = source THEN c.claim END) AS claims
MATCH (s:Source)
WHERE s.id = source
RETURN f.id AS factor, f.label AS factor_label, f.valence AS valence,
       source, s.label AS source_label, s.type AS source_type,
       n_claims, n_speakers, unattributed, repeated, denied, mixed, claims
ORDER BY n_claims DESC, factor
