// What reasons are given for the use or non-use of evidence?
//
// One row for each factor that claims name as their reason. Counts the claims explained: use (the
// evidence was there or was used), non-use (it was not), partial use (rarely or in part), never asked
// for, and others, such as refusals and disputes, that state neither use nor non-use. Normative claims
// (what ought to be) are left out. Most claims name no reason, and a reason given need not be the
// cause. For factors that occur alongside a loss without being its stated reason see
// dropout/beside_losses.
//
// @param stage: text = '' - only claims at this stage; a phase stands for all its functions; empty for all, with or without a stage
// @param focus: text = '' - only claims on evidence of this focus; empty for all, including claims about no evidence
//
// @returns factor: text - id of the factor given as the reason
// @returns factor_label: text - name of the factor
// @returns valence: text - sort of factor in the study's list
// @returns level: text - level of the factor in the study's list
// @returns for_use: integer - claims of use that it explains
// @returns for_non_use: integer - claims of non-use that it explains
// @returns for_partial_use: integer - claims of rare or partial use that it explains
// @returns never_asked_for: integer - claims that evidence was not asked for, which it explains
// @returns other: integer - other claims that it explains
// @returns n_items: integer - distinct pieces of evidence that the claims touch
// @returns evidence: list of text - names of these pieces of evidence
// @returns n_claims: integer - claims that name it as their reason
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - claims without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns claims: list of text - ids of the claims
//
// @rank n_sources, n_speakers, n_claims
//
// @sparse Few or no claims name a reason here. That does not mean that there was none.
MATCH (s)-[c:CLAIM]->(o)
WHERE c.reason IS NOT NULL AND c.certainty <> 'normative'
  AND ($stage = '' OR c.stage = $stage OR c.phase = $stage)
  AND ($focus = '' OR (s.kind = 'EvidenceItem' AND s.focus = $focus) OR (o.kind = 'EvidenceItem' AND o.focus = $focus))
WITH c.reason AS reason,
     count(CASE WHEN c.sign = 'plus' THEN 1 END) AS for_use,
     count(CASE WHEN c.sign = 'minus' THEN 1 END) AS for_non_use,
     count(CASE WHEN c.sign = 'mixed' THEN 1 END) AS for_partial_use,
     count(CASE WHEN c.effect = 'unasked' THEN 1 END) AS never_asked_for,
     count(CASE WHEN c.sign IS NULL AND coalesce(c.effect, '') <> 'unasked' THEN 1 END) AS other,
     count(*) AS n_claims,
     count(DISTINCT c.speaker) AS n_speakers,
     count(CASE WHEN c.speaker IS NULL THEN 1 END) AS unattributed,
     count(DISTINCT c.source) AS n_sources,
     collect(DISTINCT CASE WHEN s.kind = 'EvidenceItem' THEN s.id END)
       + collect(DISTINCT CASE WHEN o.kind = 'EvidenceItem' THEN o.id END) AS items,
     collect(c.claim) AS claims
UNWIND CASE WHEN size(items) = 0 THEN [''] ELSE items END AS item
OPTIONAL MATCH (e:EvidenceItem {id: item})
WITH reason, for_use, for_non_use, for_partial_use, never_asked_for, other,
     count(DISTINCT e.id) AS n_items, collect(DISTINCT e.label) AS evidence,
     n_claims, n_speakers, unattributed, n_sources, claims
MATCH (f:Factor {id: reason})
RETURN f.id AS factor, f.label AS factor_label, f.valence AS valence, f.level AS level,
       for_use, for_non_use, for_partial_use, never_asked_for, other, n_items, evidence,
       n_claims, n_speakers, unattributed, n_sources, claims
ORDER BY n_sources DESC, n_speakers DESC, n_claims DESC, factor_label, factor
