// Whose voices are behind the claims, and how many claims does each have?
//
// Counts claims for each speaker. The speaker is who said it, not who it is about and not who coded
// it. Speakers are roles, which one person or several may hold. The row without a speaker counts
// unattributed claims: the authors' narrative and observations. All claims are counted, including
// denied and normative ones. A large share means that much was coded from one voice, not that the
// voice is right or typical. coverage/claims lists the claims behind a row. Nothing was coded from
// actors without a row.
//
// @returns speaker: text - id of the speaker; empty for claims without one
// @returns speaker_label: text - name of the speaker
// @returns granularity: text - whether the speaker is a person, a role or a group
// @returns n_claims: integer - claims by that speaker
// @returns share: number - share of all claims of the study, from 0 to 1
// @returns n_sources: integer - distinct sources that the speaker speaks in
// @returns sources: list of text - ids of these sources
// @returns n_sites: integer - distinct sites that the claims are tied to
// @returns sites: list of text - ids of these sites; empty where the claims are tied to none
//
// @sparse No claim of this study names a speaker, or all come from one.
MATCH ()-[c:CLAIM]->()
WITH count(*) AS total
MATCH ()-[c:CLAIM]->()
WITH total, c.speaker AS said_by, c.source AS source, c.site AS site, count(*) AS n
WITH total, said_by, sum(n) AS n_claims,
     collect(DISTINCT source) AS sources, count(DISTINCT source) AS n_sources,
     collect(DISTINCT site) AS sites, count(DISTINCT site) AS n_sites
OPTIONAL MATCH (a:Actor)
WHERE a.id = said_by
RETURN coalesce(said_by, '') AS speaker,
       CASE WHEN said_by IS NULL THEN 'no speaker: narrative or observation' ELSE a.label END AS speaker_label,
       a.granularity AS granularity, n_claims, 1.0 * n_claims / total AS share,
       n_sources, sources, n_sites, sites
ORDER BY n_claims DESC, speaker
