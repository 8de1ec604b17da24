// How many claims are tied to each site, and how is the site known?
//
// Counts claims for each site and basis. The basis says where a claim's site comes from: "claim" (its
// own column), "workstream" (the workstream it belongs to), "source" (where it was made), or "none" if
// nothing ties it to a site, as with national interviews. Each claim counts once, at the nearest
// basis. All claims are counted, including denied and normative ones. A site of type "comparison" is
// the study's own comparison and not a place. Few claims at a site mean that little was coded there,
// not that little happened.
//
// @returns site: text - id of the site; empty for claims tied to none
// @returns site_label: text - name of the site
// @returns site_type: text - type of the site; a comparison is not a place
// @returns basis: text - claim, workstream, source or none
// @returns n_claims: integer - claims so tied
// @returns share: number - share of all claims of the study, from 0 to 1
// @returns n_speakers: integer - distinct speakers of these claims
// @returns unattributed: integer - claims among them without a speaker
// @returns n_sources: integer - distinct sources of these claims
//
// @sparse No claim of this study is tied to a site, or all claims are tied to sites in the same way.
MATCH ()-[c:CLAIM]->()
WITH count(*) AS total
MATCH ()-[c:CLAIM]->()
WITH total, c.site AS tied_to, coalesce(c.site_basis, 'none') AS basis, c.speaker AS speaker, c.source AS source,
     count(*) AS n
WITH total, tied_to, basis, sum(n) AS n_claims,
     count(DISTINCT speaker) AS n_speakers,
     sum(CASE WHEN speaker IS NULL THEN n ELSE 0 END) AS unattributed,
     count(DISTINCT source) AS n_sources
OPTIONAL MATCH (s:Site)
WHERE s.id = tied_to
RETURN coalesce(tied_to, '') AS site,
       CASE WHEN tied_to IS NULL THEN 'not tied to a site' ELSE s.label END AS site_label,
       s.type AS site_type, basis, n_claims, 1.0 * n_claims / total AS share,
       n_speakers, unattributed, n_sources
ORDER BY site, basis
