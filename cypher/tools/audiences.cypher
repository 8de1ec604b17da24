// Who are the tools for?
//
// One row for each tool. "declared" is the audience in the list of tools, in its own words; "aimed_at"
// are the people and organisations that claims say the tool is for. The two come from different places
// and are kept apart: a difference may be a finding, or only a difference of words. Claims that a tool
// is not for somebody, or ought to be, have columns of their own. Being aimed at somebody does not
// mean that they use it: see tools/feedback. A tool with empty lists has no stated audience.
//
// @param audience: text = '' - only tools whose declared audience, or somebody they are said to be for, contains this; empty for all
//
// @returns tool: text - id of the tool
// @returns tool_label: text - name of the tool
// @returns tool_type: text - type of the tool
// @returns status: text - status of the tool
// @returns declared: list of text - audience as the list of tools gives it
// @returns aimed_at: list of text - names of those it is said to be for
// @returns not_for: list of text - names of those it is said not to be for, or only in part
// @returns ought_for: list of text - names of those it ought to be for
// @returns n_claims: integer - claims behind the three lists of names
// @returns n_speakers: integer - distinct speakers of these claims
// @returns unattributed: integer - claims among them without a speaker
// @returns n_sources: integer - distinct sources of these claims
// @returns claims: list of text - ids of these claims
//
// @sparse Few or no tools are said to be for such an audience.
WITH toLower($audience) AS wanted
MATCH (t:Tool)
OPTIONAL MATCH (t)-[c:CLAIM]->(a:Actor|Organisation)
WHERE c.acts_as = 'aimed_at'
WITH wanted, t,
     coalesce(any(x IN t.audience WHERE toLower(x) CONTAINS wanted), false) AS declared_so,
     count(CASE WHEN toLower(a.label) CONTAINS wanted THEN 1 END) AS claimed_so,
     collect(DISTINCT CASE WHEN c.polarity = 'affirms' AND c.certainty <> 'normative' THEN a.label END) AS aimed_at,
     collect(DISTINCT CASE WHEN c.polarity <> 'affirms' AND c.certainty <> 'normative' THEN a.label END) AS not_for,
     collect(DISTINCT CASE WHEN c.certainty = 'normative' THEN a.label END) AS ought_for,
     count(c.claim) AS n_claims,
     count(DISTINCT c.speaker) AS n_speakers,
     count(CASE WHEN c.claim IS NOT NULL AND c.speaker IS NULL THEN 1 END) AS unattributed,
     count(DISTINCT c.source) AS n_sources,
     collect(c.claim) AS claims
WHERE wanted = '' OR declared_so OR claimed_so > 0
RETURN t.id AS tool, t.label AS tool_label, t.type AS tool_type, t.status AS status, t.audience AS declared,
       aimed_at, not_for, ought_for, n_claims, n_speakers, unattributed, n_sources, claims
ORDER BY tool
