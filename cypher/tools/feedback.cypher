// What was said about each tool by those who tried it?
//
// One row for each tool that somebody praised, criticised or proposed to change, or that has reported
// strengths or weaknesses. Praise and criticism are counted side by side. Reported strengths and
// weaknesses are the summary in the list of tools and may rest on the same remarks as the claims, so
// do not add them up. Denied and mixed claims have columns of their own. Normative praise and
// criticism are left out; a proposal is normative by nature and always counts. Claims are not people:
// a workshop speaks with one voice here. A tool without a row has no comments, which is neither praise
// nor blame.
//
// @param tool: text = '' - id of one tool; empty for all
//
// @returns tool: text - id of the tool
// @returns tool_label: text - name of the tool
// @returns status: text - status of the tool
// @returns praised: integer - claims that praise it
// @returns criticised: integer - claims that criticise it
// @returns suggested: integer - claims that propose a change to it
// @returns denied: integer - claims that deny praise, criticism or a proposal
// @returns mixed: integer - claims that make one only in part
// @returns reported_strengths: list of text - strengths in the list of tools
// @returns reported_weaknesses: list of text - weaknesses in the list of tools
// @returns n_claims: integer - all claims counted in the row
// @returns n_speakers: integer - distinct speakers of these claims
// @returns unattributed: integer - claims among them without a speaker
// @returns n_sources: integer - distinct sources of these claims
// @returns praising_claims: list of text - ids of the claims that praise it
// @returns criticising_claims: list of text - ids of the claims that criticise it
// @returns suggesting_claims: list of text - ids of the claims that propose a change
// @returns claims: list of text - ids of all claims counted in the row
//
// @sparse At most one tool has comments.
MATCH (t:Tool)
WHERE $tool = '' OR t.id = $tool
OPTIONAL MATCH ()-[c:CLAIM]->(t)
WHERE c.acts_as = 'suggests' OR (c.acts_as IN ['praises', 'criticises'] AND c.certainty <> 'normative')
WITH t,
     count(CASE WHEN c.acts_as = 'praises' AND c.polarity = 'affirms' THEN 1 END) AS praised,
     count(CASE WHEN c.acts_as = 'criticises' AND c.polarity = 'affirms' THEN 1 END) AS criticised,
     count(CASE WHEN c.acts_as = 'suggests' AND c.polarity = 'affirms' THEN 1 END) AS suggested,
     count(CASE WHEN c.polarity = 'denies' THEN 1 END) AS denied,
     count(CASE WHEN c.polarity = 'mixed' THEN 1 END) AS mixed,
     count(c.claim) AS n_claims,
     count(DISTINCT c.speaker) AS n_speakers,
     count(CASE WHEN c.claim IS NOT NULL AND c.speaker IS NULL THEN 1 END) AS unattributed,
     count(DISTINCT c.source) AS n_sources,
     collect(CASE WHEN c.acts_as = 'praises' AND c.polarity = 'affirms' THEN c.claim END) AS praising_claims,
     collect(CASE WHEN c.acts_as = 'criticises' AND c.polarity = 'affirms' THEN c.claim END) AS criticising_claims,
     collect(CASE WHEN c.acts_as = 'suggests' AND c.polarity = 'affirms' THEN c.claim END) AS suggesting_claims,
     collect(c.claim) AS claims
WHERE n_claims > 0 OR t.reported_strengths IS NOT NULL OR t.reported_weaknesses IS NOT NULL
RETURN t.id AS tool, t.label AS tool_label, t.status AS status,
       praised, criticised, suggested, denied, mixed,
       t.reported_strengths AS reported_strengths, t.reported_weaknesses AS reported_weaknesses,
       n_claims, n_speakers, unattributed, n_sources,
       praising_claims, criticising_claims, suggesting_claims, claims
ORDER BY n_claims DESC, tool
