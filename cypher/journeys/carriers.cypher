// Who carried evidence to others: who shared, presented or adapted it most?
//
// Counts claims that an actor or organisation passed evidence on, presented it to a decision-making
// group, or repackaged it. One row for each of them. Affirmed claims are counted for each of the three
// ways; denied and mixed claims (rarely, little) are counted separately, so a row may rest on denials
// alone. Items are those that a claim names; some claims name only the recipient, and one happening
// may be reported in both ways. Normative claims (what ought to be) are left out. Counts say how often
// it was mentioned, not how often it was done. Those without a row were not mentioned.
//
// @param focus: text = '' - only claims of this focus; empty for all
// @param phase: text = '' - only claims in this phase of the cycle; empty for all
// @param site: text = '' - only claims about this site; empty for all
//
// @returns who: text - id of the actor or organisation
// @returns who_label: text - name of the actor or organisation
// @returns who_kind: text - Actor or Organisation
// @returns shared: integer - claims that they passed evidence on
// @returns presented: integer - claims that they put evidence before a group that decides
// @returns adapted: integer - claims that they repackaged evidence
// @returns partly: integer - claims that they did so rarely or little
// @returns denied: integer - claims that they did not
// @returns n_items: integer - distinct evidence items that the affirmed claims name
// @returns items: list of text - names of these items
// @returns received_by: list of text - names of those who received it by the affirmed claims
// @returns n_claims: integer - claims counted in the row
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - claims without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns claims: list of text - ids of the claims
//
// @sparse Few or no people are said to have passed evidence on here. Much is passed on that nobody mentions.
MATCH (s)-[c:CLAIM]->(o)
WHERE c.acts_as IN ['shared', 'presented', 'adapted'] AND c.certainty <> 'normative'
  AND ($focus = '' OR c.focus = $focus)
  AND ($phase = '' OR c.phase = $phase)
  AND ($site = '' OR c.site = $site)
// The ends are looked at afterwards: a server would otherwise begin at every node.
WITH s, c, o, c.polarity = 'affirms' AS done
WHERE s.kind IN ['Actor', 'Organisation']
WITH s,
     count(CASE WHEN done AND c.acts_as = 'shared' THEN 1 END) AS shared,
     count(CASE WHEN done AND c.acts_as = 'presented' THEN 1 END) AS presented,
     count(CASE WHEN done AND c.acts_as = 'adapted' THEN 1 END) AS adapted,
     count(CASE WHEN c.polarity = 'mixed' THEN 1 END) AS partly,
     count(CASE WHEN c.polarity = 'denies' THEN 1 END) AS denied,
     count(DISTINCT CASE WHEN done AND o.kind = 'EvidenceItem' THEN o.id END) AS n_items,
     collect(DISTINCT CASE WHEN done AND o.kind = 'EvidenceItem' THEN o.label END) AS items,
     collect(DISTINCT CASE WHEN done AND o.kind <> 'EvidenceItem' THEN o.label END) AS received_by,
     count(*) AS n_claims,
     count(DISTINCT c.speaker) AS n_speakers,
     count(CASE WHEN c.speaker IS NULL THEN 1 END) AS unattributed,
     count(DISTINCT c.source) AS n_sources,
     collect(c.claim) AS claims
RETURN s.id AS who, s.label AS who_label, s.kind AS who_kind, shared, presented, adapted, partly, denied,
       n_items, items, received_by, n_claims, n_speakers, unattributed, n_sources, claims
ORDER BY shared + presented + adapted DESC, n_items DESC, who
