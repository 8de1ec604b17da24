// Which people and organisations are tied by claims, and what do the claims say?
//
// Counts claims from one actor or organisation to another, one row for each pair and verb. A tie is
// what is claimed, not what is so. Affirming, denying and mixed claims are counted side by side and
// never cancel out. So a tie may rest on denials alone. Normative claims (what ought to be) are left
// out. A row from an organisation to itself is about several of a kind (trusts share with trusts).
// `relation` says whether the verb joins the two: measures of stakeholders rest on joining verbs alone.
// Claims are not people: see the numbers of speakers and sources. A pair without a row was not
// mentioned, which does not mean that there is no tie.
//
// @param who: text = '' - id of an actor or organisation at either end; empty for all
// @param verb: text = '' - only this verb, by its default name, such as works_with; empty for all
// @param site: text = '' - only claims at this site; empty for all, with or without a site
// @param no_classes: boolean = no - leave out classes of stakeholders, such as any primary care trust?
//
// @returns from_id: text - id of the one who does it
// @returns from_label: text - name of the one who does it
// @returns from_kind: text - Actor or Organisation
// @returns from_is_class: boolean - is it a class of stakeholder, not one?
// @returns verb: text - what the tie is, in the study's words
// @returns to_id: text - id of the one to whom it is done
// @returns to_label: text - name of the one to whom it is done
// @returns to_kind: text - Actor or Organisation
// @returns to_is_class: boolean - is it a class of stakeholder, not one?
// @returns relation: text - how the verb relates the two: joins, opposes or leaves_out; empty: neither
// @returns symmetric: boolean - does the verb say the same of both?
// @returns affirming_sources: integer - distinct sources behind the claims affirmed
// @returns affirming_speakers: integer - distinct speakers behind the claims affirmed
// @returns affirmed: integer - claims that it is so
// @returns denied: integer - claims that it is not so
// @returns mixed: integer - claims that it is so only in part
// @returns n_claims: integer - claims counted in the row
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - claims without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns claims: list of text - ids of the claims
//
// @rank affirming_sources, affirming_speakers, affirmed
//
// @sparse At most one claim joins two actors or organisations in this way. That does not mean that there is no tie.
MATCH (s:Actor|Organisation)-[c:CLAIM]->(o:Actor|Organisation)
WHERE c.certainty <> 'normative' AND NOT s.is_crowd AND NOT o.is_crowd
  AND NOT ($no_classes AND (s.is_class OR o.is_class))
  AND ($verb = '' OR c.acts_as = $verb)
  AND ($site = '' OR c.site = $site)
  AND ($who = '' OR s.id = $who OR o.id = $who)
RETURN s.id AS from_id, s.label AS from_label, s.kind AS from_kind, s.is_class AS from_is_class,
       c.predicate AS verb,
       o.id AS to_id, o.label AS to_label, o.kind AS to_kind, o.is_class AS to_is_class,
       c.relation AS relation, c.symmetric AS symmetric,
       count(DISTINCT CASE WHEN c.polarity = 'affirms' THEN c.source END) AS affirming_sources,
       count(DISTINCT CASE WHEN c.polarity = 'affirms' THEN c.speaker END) AS affirming_speakers,
       count(CASE WHEN c.polarity = 'affirms' THEN 1 END) AS affirmed,
       count(CASE WHEN c.polarity = 'denies' THEN 1 END) AS denied,
       count(CASE WHEN c.polarity = 'mixed' THEN 1 END) AS mixed,
       count(*) AS n_claims,
       count(DISTINCT c.speaker) AS n_speakers,
       count(CASE WHEN c.speaker IS NULL THEN 1 END) AS unattributed,
       count(DISTINCT c.source) AS n_sources,
       collect(c.claim) AS claims
ORDER BY affirming_sources DESC, affirming_speakers DESC, affirmed DESC, from_label, to_label, verb, from_id, to_id
