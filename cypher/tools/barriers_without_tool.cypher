// Which barriers does no tool act on?
//
// Lists barriers without a claim that a tool addresses them, those with most claims first. Counts
// claims that the barrier operates; denied and mixed ones have columns of their own. Normative claims
// (what ought to be) are left out. A barrier known only from verdicts or reasons has 0. If a claim
// says that a tool ought to act on the barrier, does so only in part, or does not, the barrier is
// still listed and the claim is named. A barrier without a tool might still be helped by one, and a
// tool may not be what it needs; many claims do not make a barrier the most important.
//
// @param valence: text = barrier - barrier or enabler, whatever the study calls them, or a word of its own
// @param level: text = '' - level at which it operates, such as organisation; empty for all
// @param min_claims: integer = 0 - smallest number of claims that affirm it
//
// @returns factor: text - id of the barrier
// @returns factor_label: text - name of the barrier
// @returns level: text - level at which it operates
// @returns area: text - area that it belongs to
// @returns n_claims: integer - claims that affirm that it operates
// @returns n_speakers: integer - distinct speakers of these claims
// @returns unattributed: integer - claims among them without a speaker
// @returns n_sources: integer - distinct sources of these claims
// @returns denied: integer - claims that it does not operate
// @returns mixed: integer - claims that it does only in part
// @returns claims: list of text - ids of the claims that affirm it
// @returns tool_claims: list of text - ids of claims that a tool ought to act on it, or does in part or not
//
// @sparse At most one barrier has no tool that is said to act on it.
MATCH (f:Factor)
WHERE (f.valence = $valence OR f.valence_acts_as = $valence) AND ($level = '' OR f.level = $level)
OPTIONAL MATCH (t:Tool)-[a:CLAIM]->(f)
WHERE a.acts_as = 'addresses'
WITH f,
     count(CASE WHEN a.polarity = 'affirms' AND a.certainty <> 'normative' THEN 1 END) AS addressed,
     collect(a.claim) AS tool_claims
WHERE addressed = 0
OPTIONAL MATCH ()-[c:CLAIM]->(f)
WHERE c.acts_as = 'asserts' AND c.certainty <> 'normative'
WITH f, tool_claims,
     count(CASE WHEN c.polarity = 'affirms' THEN 1 END) AS n_claims,
     count(DISTINCT CASE WHEN c.polarity = 'affirms' THEN c.speaker END) AS n_speakers,
     count(CASE WHEN c.polarity = 'affirms' AND c.speaker IS NULL THEN 1 END) AS unattributed,
     count(DISTINCT CASE WHEN c.polarity = 'affirms' THEN c.source END) AS n_sources,
     count(CASE WHEN c.polarity = 'denies' THEN 1 END) AS denied,
     count(CASE WHEN c.polarity = 'mixed' THEN 1 END) AS mixed,
     collect(CASE WHEN c.polarity = 'affirms' THEN c.claim END) AS claims
WHERE n_claims >= $min_claims
RETURN f.id AS factor, f.label AS factor_label, f.level AS level, f.area AS area,
       n_claims, n_speakers, unattributed, n_sources, denied, mixed, claims, tool_claims
ORDER BY n_claims DESC, factor
