// Which tools are meant to act on a barrier or enabler?
//
// Pairs of a factor and a tool, from claims that the tool addresses the factor. To address is what a
// tool is meant to do, not what it achieved: see tools/feedback for what users said. Claims that a
// tool does not act on the factor, or only in part, have columns of their own and never cancel out; so
// do claims that it ought to, which are not in n_claims. A pair with 0 in "affirmed" is therefore not
// a tool for that factor. A factor without a row is not said to be addressed by any tool: see
// tools/barriers_without_tool.
//
// @param factor: text = '' - id of one factor; empty for all
// @param valence: text = '' - only factors of this sort: barrier or enabler, whatever the study calls them, or a word of its own; empty for all
//
// @returns factor: text - id of the factor
// @returns factor_label: text - name of the factor
// @returns valence: text - its sort, in the study's word
// @returns tool: text - id of the tool
// @returns tool_label: text - name of the tool
// @returns tool_type: text - type of the tool
// @returns status: text - status of the tool
// @returns affirmed: integer - claims that it acts on the factor
// @returns denied: integer - claims that it does not
// @returns mixed: integer - claims that it does only in part
// @returns n_claims: integer - claims of these three sorts
// @returns n_speakers: integer - distinct speakers of these claims
// @returns unattributed: integer - claims among them without a speaker
// @returns n_sources: integer - distinct sources of these claims
// @returns claims: list of text - ids of these claims
// @returns ought: integer - further claims that the tool ought to act on it
// @returns ought_claims: list of text - ids of the claims that it ought to
//
// @sparse Few or no claims say that a tool acts on this. It may still help; nobody said so.
MATCH (t:Tool)-[c:CLAIM]->(f:Factor)
WHERE c.acts_as = 'addresses' AND ($factor = '' OR f.id = $factor) AND ($valence = '' OR f.valence = $valence OR f.valence_acts_as = $valence)
WITH t, f, c, c.certainty = 'normative' AS wished
RETURN f.id AS factor, f.label AS factor_label, f.valence AS valence,
       t.id AS tool, t.label AS tool_label, t.type AS tool_type, t.status AS status,
       count(CASE WHEN NOT wished AND c.polarity = 'affirms' THEN 1 END) AS affirmed,
       count(CASE WHEN NOT wished AND c.polarity = 'denies' THEN 1 END) AS denied,
       count(CASE WHEN NOT wished AND c.polarity = 'mixed' THEN 1 END) AS mixed,
       count(CASE WHEN NOT wished THEN 1 END) AS n_claims,
       count(DISTINCT CASE WHEN NOT wished THEN c.speaker END) AS n_speakers,
       count(CASE WHEN NOT wished AND c.speaker IS NULL THEN 1 END) AS unattributed,
       count(DISTINCT CASE WHEN NOT wished THEN c.source END) AS n_sources,
       collect(CASE WHEN NOT wished THEN c.claim END) AS claims,
       count(CASE WHEN wished THEN 1 END) AS ought,
       collect(CASE WHEN wished THEN c.claim END) AS ought_claims
ORDER BY factor, affirmed DESC, tool
