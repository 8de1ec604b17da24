// How many claims come from each source, and who speaks in them?
//
// Counts claims for each source that has any, including denied and normative ones. A source is not a
// person: it may be many interviews or a whole report. One that does not stand alone retells or sums up
// others. Many claims mean that much was coded from a source, not that it carries more weight.
// coverage/sources_unused lists sources without claims, coverage/claims the claims behind a row.
//
// @param type: text = '' - only sources of this type, such as interview; empty for all
//
// @returns source: text - id of the source
// @returns source_label: text - name of the source
// @returns type: text - type of the source
// @returns stands_alone: boolean - does it not retell or sum up other sources?
// @returns n_claims: integer - claims from it
// @returns share: number - share of all claims of the study, from 0 to 1
// @returns n_speakers: integer - distinct speakers in it
// @returns unattributed: integer - claims without a speaker
// @returns n_sites: integer - distinct sites that its claims are tied to
//
// @sparse At most one source of this type has claims.
MATCH ()-[c:CLAIM]->()
WITH count(*) AS total
MATCH ()-[c:CLAIM]->()
WITH total, c.source AS source, c.speaker AS speaker, c.site AS site, count(*) AS n
WITH total, source, sum(n) AS n_claims,
     count(DISTINCT speaker) AS n_speakers,
     sum(CASE WHEN speaker IS NULL THEN n ELSE 0 END) AS unattributed,
     count(DISTINCT site) AS n_sites
MATCH (s:Source)
WHERE s.id = source AND ($type = '' OR s.type = $type)
RETURN source, s.label AS source_label, s.type AS type, s.stands_alone AS stands_alone, n_claims, 1.0 * n_claims / total AS share,
       n_speakers, unattributed, n_sites
ORDER BY n_claims DESC, source
