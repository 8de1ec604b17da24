// Which barriers and enablers are reported, and which tools act on each?
//
// One row for each barrier or enabler, those of most sources first, then those of most sites: never by claims alone,
// since one source may say a thing often. Counts claims that affirm that it operates; denied and mixed ones have
// columns of their own, and normative claims (what ought to be) are left out. Sites are those that these claims name,
// and those whose verdicts confirm it; a site that is not among them may never have been asked.
// What its tools are for, how they are made and who uses them is what the list of tools says of all tools that act on
// it, in full or in part, or ought to. The gap says why no tool answers it: "tool without audience", where no tool that
// acts on it is said to be for anybody; otherwise, the first that holds, "tool acts only in part", "tool said not to act on
// it", "tool only wished for", "no tool". A finding without a gap may still lack what it needs: to address is what a tool
// is meant to do, not what it achieved.
//
// @param valence: list of text = '' - only findings of these sorts: barrier or enabler, whatever the study calls them, or words of its own; empty for all
// @param area: text = '' - only this area; empty for all
// @param gaps_only: boolean = no - only findings with a gap
// @param min_sources: integer = 0 - smallest number of sources that affirm it
//
// @returns factor: text - id of the factor
// @returns factor_label: text - name of the factor
// @returns valence: text - its sort, in the study's word
// @returns level: text - level at which it operates
// @returns area: text - area that it belongs to
// @returns stages: list of text - names of stages at which it is affirmed
// @returns n_sources: integer - distinct sources of the claims that affirm it
// @returns n_sites: integer - distinct sites that these claims name or whose verdicts confirm it
// @returns n_claims: integer - claims that affirm it
// @returns n_speakers: integer - distinct speakers of these claims
// @returns unattributed: integer - claims among them without a speaker
// @returns denied: integer - claims that it does not operate
// @returns mixed: integer - claims that it does only in part
// @returns confirming_sites: integer - sites whose verdicts confirm it
// @returns contradicting_sites: integer - sites whose verdicts contradict it
// @returns acting: list of text - names of tools that are said to act on it
// @returns in_part: list of text - names of tools that are said to act on it only in part
// @returns wished_for: list of text - names of tools that ought to act on it
// @returns not_acting: list of text - names of tools that are said not to act on it
// @returns gap: text - why no tool answers it; none where one does
// @returns purposes: list of text - its tools, each with its purpose
// @returns types: list of text - types of its tools
// @returns formats: list of text - their formats
// @returns contents: list of text - what they hold
// @returns audiences: list of text - whom they are for
// @returns occasions: list of text - when they are used
// @returns from_scratch: list of text - must they be made from scratch?
// @returns similar: list of text - tools like them
// @returns states: list of text - its tools, each with its status
// @returns claims: list of text - ids of the claims that affirm it
// @returns tool_claims: list of text - ids of claims that a tool acts on it, ought to, does in part or not
//
// @rank n_sources, n_sites
//
// @sparse At most one barrier or enabler is reported that often.
MATCH (f:Factor)
WHERE (size($valence) = 0 OR f.valence IN $valence OR f.valence_acts_as IN $valence) AND ($area = '' OR f.area = $area)
OPTIONAL MATCH (t:Tool)-[a:CLAIM]->(f)
WHERE a.acts_as = 'addresses'
WITH f, t,
     count(CASE WHEN a.polarity = 'affirms' AND a.certainty <> 'normative' THEN 1 END) AS yes,
     count(CASE WHEN a.polarity = 'mixed' AND a.certainty <> 'normative' THEN 1 END) AS partly,
     count(CASE WHEN a.polarity = 'denies' AND a.certainty <> 'normative' THEN 1 END) AS no,
     count(CASE WHEN a.certainty = 'normative' THEN 1 END) AS wish
OPTIONAL MATCH (t)-[m:CLAIM]->(w:Actor|Organisation)
WHERE m.acts_as = 'aimed_at' AND m.polarity = 'affirms' AND m.certainty <> 'normative'
WITH f, t, yes, partly, no, wish, collect(DISTINCT w.label) AS aimed
UNWIND [''] + coalesce(t.audience, []) + aimed AS heard
WITH f, t, yes, partly, no, wish, heard, yes + partly + wish > 0 AS is_for,
     replace(coalesce(t.status, 'status not stated'), '_', ' ') AS state
WITH f,
     max(yes) AS acts, max(partly) AS acts_in_part, max(no) AS acts_not, max(wish) AS ought,
     max(CASE WHEN yes > 0 AND heard <> '' THEN 1 ELSE 0 END) AS has_audience,
     collect(DISTINCT CASE WHEN yes > 0 THEN t.label END) AS acting,
     collect(DISTINCT CASE WHEN partly > 0 THEN t.label END) AS in_part,
     collect(DISTINCT CASE WHEN wish > 0 THEN t.label END) AS wished_for,
     collect(DISTINCT CASE WHEN no > 0 THEN t.label END) AS not_acting,
     collect(DISTINCT CASE WHEN is_for THEN t.label + ': ' + coalesce(t.purpose, 'purpose not stated') END) AS purposes,
     collect(DISTINCT CASE WHEN is_for THEN t.type END) AS types,
     collect(DISTINCT CASE WHEN is_for THEN t.format END) AS formats,
     collect(DISTINCT CASE WHEN is_for THEN t.content END) AS contents,
     collect(DISTINCT CASE WHEN is_for AND heard <> '' THEN heard END) AS audiences,
     collect(DISTINCT CASE WHEN is_for THEN t.occasion END) AS occasions,
     collect(DISTINCT CASE WHEN is_for THEN t.from_scratch END) AS from_scratch,
     collect(DISTINCT CASE WHEN is_for THEN t.similar END) AS similar,
     collect(DISTINCT CASE WHEN is_for THEN t.label + ': ' + state END) AS states
OPTIONAL MATCH (p:Site)-[v:VERDICT]->(f)
WHERE coalesce(p.type, '') <> 'comparison'
WITH f, acts, acts_in_part, acts_not, ought, has_audience, acting, in_part, wished_for, not_acting, purposes, types,
     formats, contents, audiences, occasions, from_scratch, similar, states,
     collect(DISTINCT CASE WHEN v.verdict = 'confirms' THEN p.id END) AS confirming,
     count(DISTINCT CASE WHEN v.verdict = 'contradicts' THEN p.id END) AS contradicting_sites
OPTIONAL MATCH ()-[c:CLAIM]->(f)
WHERE c.acts_as = 'addresses' OR (c.acts_as = 'asserts' AND c.certainty <> 'normative')
OPTIONAL MATCH (s:Stage)
WHERE s.id = c.stage
WITH f, acts, acts_in_part, acts_not, ought, has_audience, acting, in_part, wished_for, not_acting, purposes, types,
     formats, contents, audiences, occasions, from_scratch, similar, states, confirming, contradicting_sites,
     c, s, coalesce(c.acts_as = 'asserts' AND c.polarity = 'affirms', false) AS affirms
WITH f, acts, acts_in_part, acts_not, ought, has_audience, acting, in_part, wished_for, not_acting, purposes, types,
     formats, contents, audiences, occasions, from_scratch, similar, states, confirming, contradicting_sites,
     collect(DISTINCT CASE WHEN affirms THEN s.label END) AS stages,
     count(DISTINCT CASE WHEN affirms THEN c.source END) AS n_sources,
     confirming + collect(DISTINCT CASE WHEN affirms THEN c.site END) AS places,
     count(CASE WHEN affirms THEN 1 END) AS n_claims,
     count(DISTINCT CASE WHEN affirms THEN c.speaker END) AS n_speakers,
     count(CASE WHEN affirms AND c.speaker IS NULL THEN 1 END) AS unattributed,
     count(CASE WHEN c.acts_as = 'asserts' AND c.polarity = 'denies' THEN 1 END) AS denied,
     count(CASE WHEN c.acts_as = 'asserts' AND c.polarity = 'mixed' THEN 1 END) AS mixed,
     collect(CASE WHEN affirms THEN c.claim END) AS claims,
     collect(CASE WHEN c.acts_as = 'addresses' THEN c.claim END) AS tool_claims
UNWIND [''] + places AS place
WITH f, acting, in_part, wished_for, not_acting, purposes, types, formats, contents, audiences, occasions, from_scratch,
     similar, states, size(confirming) AS confirming_sites, contradicting_sites, stages, n_sources, n_claims,
     n_speakers, unattributed, denied, mixed, claims, tool_claims,
     count(DISTINCT CASE WHEN place <> '' THEN place END) AS n_sites,
     CASE WHEN acts > 0 AND has_audience = 0 THEN 'tool without audience'
          WHEN acts > 0 THEN 'none'
          WHEN acts_in_part > 0 THEN 'tool acts only in part'
          WHEN acts_not > 0 THEN 'tool said not to act on it'
          WHEN ought > 0 THEN 'tool only wished for'
          ELSE 'no tool' END AS gap
WHERE n_sources >= $min_sources AND (gap <> 'none' OR NOT $gaps_only)
RETURN f.id AS factor, f.label AS factor_label, f.valence AS valence, f.level AS level, f.area AS area, stages,
       n_sources, n_sites, n_claims, n_speakers, unattributed, denied, mixed, confirming_sites, contradicting_sites,
       acting, in_part, wished_for, not_acting, gap, purposes, types, formats, contents, audiences, occasions,
       from_scratch, similar, states, claims, tool_claims
ORDER BY n_sources DESC, n_sites DESC, factor_label, factor
