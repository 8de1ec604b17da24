// Which findings rest on one site?
//
// Lists factors whose affirming claims are all tied to one place, with none tied to no place. A claim
// is tied to a site by its own column, or else by its workstream, or else by its source. Claims from
// national interviews, for example, are tied to none, and a factor with such a claim is not listed.
// The study's own comparison of its sites is not a place: claims tied to it count as tied to none.
// Denied and mixed claims have columns of their own. Normative claims (what ought to be) are left out.
// Only claims that a factor operates are counted. If other sites are silent, the factor may still
// operate there.
//
// @param min_claims: integer = 1 - smallest number of claims that affirm it
// @param site: text = '' - id of one site; empty for all
//
// @returns factor: text - id of the factor
// @returns factor_label: text - name of the factor
// @returns valence: text - its sort, in the study's word
// @returns site: text - id of the one site
// @returns site_label: text - name of the one site
// @returns n_claims: integer - claims that affirm it
// @returns n_speakers: integer - distinct speakers of these claims
// @returns unattributed: integer - claims among them without a speaker
// @returns n_sources: integer - distinct sources of these claims
// @returns denied: integer - claims, at any site or none, that it does not operate
// @returns mixed: integer - claims, at any site or none, that it does only in part
// @returns claims: list of text - ids of the claims that affirm it
//
// @sparse At most one finding rests on one site alone: most are reported without a place or at several.
MATCH (p:Site)
WHERE p.type = 'comparison'
WITH collect(p.id) AS no_places
MATCH ()-[c:CLAIM]->(f:Factor)
WHERE c.acts_as = 'asserts' AND c.certainty <> 'normative' AND c.polarity = 'affirms'
WITH f, CASE WHEN NOT c.site IN no_places THEN c.site END AS place
WITH f, min(place) AS site, max(place) AS last_site, count(place) AS placed, count(*) AS n_claims
WHERE site = last_site AND placed = n_claims AND n_claims >= $min_claims AND ($site = '' OR site = $site)
WITH f, site
MATCH ()-[c:CLAIM]->(f)
WHERE c.acts_as = 'asserts' AND c.certainty <> 'normative'
WITH f, site,
     count(CASE WHEN c.polarity = 'affirms' THEN 1 END) AS n_claims,
     count(DISTINCT CASE WHEN c.polarity = 'affirms' THEN c.speaker END) AS n_speakers,
     count(CASE WHEN c.polarity = 'affirms' AND c.speaker IS NULL THEN 1 END) AS unattributed,
     count(DISTINCT CASE WHEN c.polarity = 'affirms' THEN c.source END) AS n_sources,
     count(CASE WHEN c.polarity = 'denies' THEN 1 END) AS denied,
     count(CASE WHEN c.polarity = 'mixed' THEN 1 END) AS mixed,
     collect(CASE WHEN c.polarity = 'affirms' THEN c.claim END) AS claims
MATCH (s:Site)
WHERE s.id = site
RETURN f.id AS factor, f.label AS factor_label, f.valence AS valence,
       site, s.label AS site_label, n_claims, n_speakers, unattributed, n_sources, denied, mixed, claims
ORDER BY n_claims DESC, factor
