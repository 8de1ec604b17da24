// Which sectors are linked by claims, and how often?
//
// A sector is a type of organisation (third sector, provider trust). Counts claims from an actor or
// organisation of one sector to one of another or the same sector. An actor counts for the sector of
// their organisation; an actor without an organisation, and an organisation without a type, are under
// "(not known)". Affirming, denying and mixed claims are counted side by side and never cancel out.
// Normative claims (what ought to be) are left out. A link may be friendly or hostile: read the verbs.
// A pair without a row has no claim, which does not mean that there is no link.
//
// @param verb: text = '' - only this verb, by its default name, such as works_with; empty for all
// @param sector: text = '' - only links from or to this sector; empty for all
// @param across: boolean = no - leave out links within one sector?
//
// @returns from_sector: text - type of the organisation that does it
// @returns to_sector: text - type of the organisation to which it is done
// @returns verbs: list of text - verbs of the claims, in the study's words
// @returns affirming_sources: integer - distinct sources behind the claims affirmed
// @returns affirming_speakers: integer - distinct speakers behind the claims affirmed
// @returns affirmed: integer - claims that it is so
// @returns denied: integer - claims that it is not so
// @returns mixed: integer - claims that it is so only in part
// @returns n_pairs: integer - distinct pairs of people or organisations that the claims join
// @returns n_claims: integer - claims counted in the row
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - claims without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns claims: list of text - ids of the claims
//
// @rank affirming_sources, affirming_speakers, affirmed
//
// @sparse Few or no claims join actors or organisations of these sectors. That does not mean that there is no link.
MATCH (s:Actor|Organisation)-[c:CLAIM]->(o:Actor|Organisation)
WHERE c.certainty <> 'normative' AND NOT s.is_crowd AND NOT o.is_crowd AND ($verb = '' OR c.acts_as = $verb)
OPTIONAL MATCH (s)-[:MEMBER_OF]->(so:Organisation)
OPTIONAL MATCH (o)-[:MEMBER_OF]->(oo:Organisation)
WITH c, s.id + ' ' + o.id AS pair,
     coalesce(CASE WHEN s.kind = 'Organisation' THEN s.type ELSE so.type END, '(not known)') AS from_sector,
     coalesce(CASE WHEN o.kind = 'Organisation' THEN o.type ELSE oo.type END, '(not known)') AS to_sector
WHERE ($sector = '' OR from_sector = $sector OR to_sector = $sector)
  AND (NOT $across OR from_sector <> to_sector)
RETURN from_sector, to_sector,
       collect(DISTINCT c.predicate) AS verbs,
       count(DISTINCT CASE WHEN c.polarity = 'affirms' THEN c.source END) AS affirming_sources,
       count(DISTINCT CASE WHEN c.polarity = 'affirms' THEN c.speaker END) AS affirming_speakers,
       count(CASE WHEN c.polarity = 'affirms' THEN 1 END) AS affirmed,
       count(CASE WHEN c.polarity = 'denies' THEN 1 END) AS denied,
       count(CASE WHEN c.polarity = 'mixed' THEN 1 END) AS mixed,
       count(DISTINCT pair) AS n_pairs,
       count(*) AS n_claims,
       count(DISTINCT c.speaker) AS n_speakers,
       count(CASE WHEN c.speaker IS NULL THEN 1 END) AS unattributed,
       count(DISTINCT c.source) AS n_sources,
       collect(c.claim) AS claims
ORDER BY affirming_sources DESC, affirming_speakers DESC, affirmed DESC, from_sector, to_sector
