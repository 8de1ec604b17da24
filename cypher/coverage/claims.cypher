// Which claims come from this speaker or source, or carry this code or site?
//
// One row for each claim that fits all the options given, so that the counts of the other
// questions of this theme can be opened. Denied claims and claims of what ought to be are listed
// like the others; see polarity and certainty. site_basis says how a claim came by its site. The
// first claims by their id are listed, as many as `most` says: where an answer has just so many
// rows there may be more, so narrow it by a further option or ask for more.
//
// @param speaker: text = '' - id of a speaker, or none for claims without one; empty for all
// @param source: text = '' - id of a source; empty for all
// @param site: text = '' - id of a site, or none for claims tied to none; empty for all
// @param code: text = '' - a code of the coding scheme; empty for all
// @param most: integer = 10000 - largest number of claims to list
//
// @returns claim: text - id of the claim
// @returns speaker: text - id of the speaker; empty where none is named
// @returns source: text - id of the source
// @returns subject: text - id of what the claim starts from
// @returns subject_label: text - name of it
// @returns verb: text - what is claimed, in the study's word
// @returns object: text - id of what the claim ends at
// @returns object_label: text - name of it
// @returns polarity: text - affirms, denies or mixed
// @returns certainty: text - stated, tentative or normative
// @returns site: text - id of the site; empty where it is tied to none
// @returns site_basis: text - claim, workstream or source; empty where it is tied to none
// @returns codes: list of text - its codes
// @returns summary: text - the claim in the coder's words
// @returns locator: text - where it stands in the source
//
// @sparse One claim, or none, fits these options together.
MATCH (s)-[c:CLAIM]->(o)
// The options are looked at behind the pattern, and the cells made of the listed claims only, which is quicker.
WITH s, c, o
WHERE ($speaker = '' OR coalesce(c.speaker, 'none') = $speaker)
  AND ($source = '' OR c.source = $source)
  AND ($site = '' OR coalesce(c.site, 'none') = $site)
  AND ($code = '' OR $code IN c.codes)
WITH s, c, o
ORDER BY c.claim
LIMIT $most
RETURN c.claim AS claim, coalesce(c.speaker, '') AS speaker, c.source AS source,
       s.id AS subject, s.label AS subject_label, c.predicate AS verb, o.id AS object, o.label AS object_label,
       c.polarity AS polarity, c.certainty AS certainty,
       coalesce(c.site, '') AS site, coalesce(c.site_basis, '') AS site_basis,
       c.codes AS codes, c.summary AS summary, coalesce(c.locator, '') AS locator
ORDER BY claim
