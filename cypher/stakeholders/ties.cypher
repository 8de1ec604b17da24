// Which people and organisations are tied by claims, and what do the claims say?
//
// Counts claims from one actor or organisation to another, one row for each pair and verb. A tie is
// what is claimed, not what is so. Affirming, denying and mixed claims are counted side by side and
// never cancel out. So a tie may rest on denials alone. Normative claims (what ought to be) are left
// out. A row from an organisation to itself is about several of a kind (trusts share with trusts).
// Claims are not people: see the numbers of speakers and sources. A pair without a row was not
// mentioned, which does not mean that there is no tie.
//
// @param who: text = '' - id of an actor or organisation at either end; empty for all
// @param verb: text = '' - only this verb, by its default name, such as works_with; empty for all
// @param site: text = '' - only claims at this site; empty for all, with or without a site
//
// @returns from_id: text - id of the one who does it
// @returns from_label: text - name of the one who does it
// @returns from_kind: text - Actor or Organisation
// @returns verb: text - what the tie is, in the study's words
// @returns to_id: text - id of the one to whom it is done
// @returns to_label: text - name of the one to whom it is done
// @returns to_kind: text - Actor or Organisation
// @returns affirmed: integer - claims that it is so
// @returns denied: integer - claims that it is not so
// @returns mixed: integer - claims that it is so only in part
// @returns n_claims: integer - claims counted in the row
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - claims without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns claims: list of text - ids of the claims
//
// @sparse At most one claim joins two actors or organisations in this way. That does not mean that there is no tie.
MATCH (s:Actor|Organisation)-[c:CLAIM]->(o:Actor|Organisation)
WHERE c.certainty <> 'normative'
  AND ($verb = '' OR c.acts_as = $verb)
  AND ($site = '' OR c.site = $site)
  AND ($who = '' OR s.id = $who OR o.id = $who)
RETURN s.id AS from_id, s.label AS from_label, s.kind AS from_kind,
       c.predicate AS verb,
       o.id AS to_id, o.label AS to_label, o.kind AS to_kind,
       count(CASE WHEN c.polarity = 'affirms' THEN 1 END) AS affirmed,
       count(CASE WHEN c.polarity = 'denies' THEN 1 END) AS denied,
       count(CASE WHEN c.polarity = 'mixed' THEN 1 END) AS mixed,
       count(*) AS n_claims,
       count(DISTINCT c.speaker) AS n_speakers,
       count(CASE WHEN c.speaker IS NULL THEN 1 END) AS unattributed,
       count(DISTINCT c.source) AS n_sources,
       collect(c.claim) AS claims
ORDER BY n_claims DESC, from_id, to_id, verb
