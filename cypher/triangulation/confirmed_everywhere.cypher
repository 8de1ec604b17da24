// Which findings are confirmed at every site?
//
// Lists factors with a verdict "confirms" from every place of the study. The study's own comparison of
// its sites is not a place: its verdicts are shown beside the others and do not decide. A place
// without a verdict has not confirmed, so a finding judged at two of three places is not listed,
// though nothing speaks against it. A place may confirm and also elaborate or contradict: those
// verdicts have columns of their own. Claims counted are those that affirm that the factor operates,
// without normative ones; there may be none.
//
// @param valence: text = '' - only factors of this sort: barrier or enabler, whatever the study calls them, or a word of its own; empty for all
//
// @returns factor: text - id of the factor
// @returns factor_label: text - name of the factor
// @returns valence: text - its sort, in the study's word
// @returns in_tables: list of text - tables that judge it
// @returns n_sites: integer - places that confirm, which are all places of the study
// @returns elaborates: integer - verdicts of places that elaborate as well
// @returns contradicts: integer - verdicts of places that contradict as well
// @returns unclear: integer - verdicts of places that leave it open as well
// @returns comparison_says: list of text - verdicts of the study's own comparison
// @returns n_claims: integer - claims that affirm it
// @returns n_speakers: integer - distinct speakers of these claims
// @returns unattributed: integer - claims among them without a speaker
// @returns n_sources: integer - distinct sources of these claims
// @returns claims: list of text - ids of these claims
//
// @sparse At most one finding has a confirming verdict from every place of the study.
MATCH (p:Site)
WHERE coalesce(p.type, '') <> 'comparison'
WITH count(*) AS n_places
MATCH (s:Site)-[v:VERDICT]->(f:Factor)
WHERE $valence = '' OR f.valence = $valence OR f.valence_acts_as = $valence
WITH n_places, v, f, s, coalesce(s.type, '') = 'comparison' AS compared
WITH n_places, f,
     collect(DISTINCT v.`table`) AS in_tables,
     count(DISTINCT CASE WHEN v.verdict = 'confirms' AND NOT compared THEN s.id END) AS n_sites,
     count(CASE WHEN v.verdict = 'elaborates' AND NOT compared THEN 1 END) AS elaborates,
     count(CASE WHEN v.verdict = 'contradicts' AND NOT compared THEN 1 END) AS contradicts,
     count(CASE WHEN v.verdict = 'unclear' AND NOT compared THEN 1 END) AS unclear,
     collect(DISTINCT CASE WHEN compared THEN v.verdict END) AS comparison_says
WHERE n_sites = n_places
OPTIONAL MATCH ()-[c:CLAIM]->(f)
WHERE c.acts_as = 'asserts' AND c.polarity = 'affirms' AND c.certainty <> 'normative'
RETURN f.id AS factor, f.label AS factor_label, f.valence AS valence, in_tables, n_sites,
       elaborates, contradicts, unclear, comparison_says,
       count(c.claim) AS n_claims,
       count(DISTINCT c.speaker) AS n_speakers,
       count(CASE WHEN c.claim IS NOT NULL AND c.speaker IS NULL THEN 1 END) AS unattributed,
       count(DISTINCT c.source) AS n_sources,
       collect(c.claim) AS claims
ORDER BY factor
