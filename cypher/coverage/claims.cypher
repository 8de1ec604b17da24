// Which claims come from this speaker or source, or carry this code or site?
//
// One row for each claim that matches all options given; use it to open the counts of the other
// questions of this theme. Denied and normative claims are listed like the others: see polarity and
// certainty. site_basis says where a claim's site comes from. Claims are listed by id, up to the
// number given by `most`. If an answer has exactly that many rows there may be more: add an option, or
// raise the number.
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
// @returns subject: text - id of the subject
// @returns subject_label: text - name of it
// @returns verb: text - verb of the claim, in the study's words
// @returns object: text - id of the object
// @returns object_label: text - name of it
// @returns polarity: text - affirms, denies or mixed
// @returns certainty: text - stated, tentative or normative
// @returns site: text - id of the site; empty where it is tied to none
// @returns site_basis: text - claim, workstream or source; empty where it is tied to none
// @returns codes: list of text - its codes
// @returns summary: text - the claim in the coder's words
// @returns locator: text - where to find it in the source
//
// @sparse At most one claim matches all these options.
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
