// Who is said to be left out, of what and by whom?
//
// Counts claims that somebody is left out of the work ("left out"), and claims that somebody is not
// involved in it ("not involved") or only rarely or in part ("involved only in part"). Claims that
// somebody was not left out ("said not to be left out") and claims that they were in part ("partly
// left out") have rows of their own. One row for each person or organisation left out, whoever leaves
// them out, and how it is put. Workstreams and stages are those that the claims name; an empty list
// means that no claim says of what. Normative claims (what ought to be) are left out. Others may be
// left out whom nobody mentions.
//
// @param who: text = '' - id of the one left out or of the one who does it; empty for all
// @param how: text = '' - only rows put in this way, such as not involved; empty for all
// @param workstream: text = '' - only claims in this workstream; empty for all
//
// @returns left_out: text - id of the one left out
// @returns left_out_label: text - name of the one left out
// @returns left_out_kind: text - Actor or Organisation
// @returns by_whom: text - id of the one who leaves out
// @returns by_label: text - name of the one who leaves out
// @returns how: text - how it is put, such as left out or not involved
// @returns workstreams: list of text - names of the workstreams that the claims name
// @returns stages: list of text - names of the stages that the claims name
// @returns reasons: list of text - names of the factors given as the reason
// @returns tentative: integer - claims that are hedged
// @returns n_claims: integer - claims counted in the row
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - claims without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns summaries: list of text - what the claims say, in the coder's words
// @returns claims: list of text - ids of the claims
//
// @sparse Few or no claims say in so many words that somebody is left out or not involved. Those left out are often those whom nobody mentions: see stakeholders/not_mentioned_at_stage.
MATCH (s)-[c:CLAIM]->(o:Actor|Organisation)
WHERE c.certainty <> 'normative'
  AND (c.acts_as = 'excludes' OR (c.acts_as = 'engages' AND c.polarity <> 'affirms'))
  AND ($workstream = '' OR c.workstream = $workstream)
  AND ($who = '' OR s.id = $who OR o.id = $who)
WITH s, c, o,
     CASE WHEN c.acts_as = 'excludes' AND c.polarity = 'affirms' THEN 'left out'
          WHEN c.acts_as = 'excludes' AND c.polarity = 'mixed' THEN 'partly left out'
          WHEN c.acts_as = 'excludes' THEN 'said not to be left out'
          WHEN c.polarity = 'mixed' THEN 'involved only in part'
          ELSE 'not involved' END AS how
WHERE $how = '' OR how = $how
OPTIONAL MATCH (w:WorkStream {id: c.workstream})
OPTIONAL MATCH (t:Stage {id: c.stage})
OPTIONAL MATCH (f:Factor {id: c.reason})
RETURN o.id AS left_out, o.label AS left_out_label, o.kind AS left_out_kind,
       s.id AS by_whom, s.label AS by_label, how,
       collect(DISTINCT w.label) AS workstreams,
       collect(DISTINCT t.label) AS stages,
       collect(DISTINCT f.label) AS reasons,
       count(CASE WHEN c.certainty = 'tentative' THEN 1 END) AS tentative,
       count(*) AS n_claims,
       count(DISTINCT c.speaker) AS n_speakers,
       count(CASE WHEN c.speaker IS NULL THEN 1 END) AS unattributed,
       count(DISTINCT c.source) AS n_sources,
       collect(c.summary) AS summaries,
       collect(c.claim) AS claims
ORDER BY left_out, by_whom, how
