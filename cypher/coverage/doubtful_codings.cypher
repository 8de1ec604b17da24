// Which codings was the coder unsure of, and why?
//
// One row for each claim with a coding note: what was inferred, read in or left open when it was
// coded. A note is a caution, not a correction, and a claim without one is not certain for that
// reason. Leave these claims out and ask again to see whether an answer stands without them.
//
// @param source: text = '' - id of one source; empty for all
//
// @returns claim: text - id of the claim
// @returns note: text - the coder's note
// @returns subject: text - id of the subject
// @returns subject_label: text - name of it
// @returns verb: text - verb of the claim, in the study's words
// @returns object: text - id of the object
// @returns object_label: text - name of it
// @returns polarity: text - affirms, denies or mixed
// @returns certainty: text - stated, tentative or normative
// @returns speaker: text - id of the speaker; empty where none is named
// @returns source: text - id of the source
// @returns summary: text - the claim in the coder's words
// @returns locator: text - where to find it in the source
//
// @sparse At most one claim from this source has a coding note.
MATCH (s)-[c:CLAIM]->(o)
WHERE c.note IS NOT NULL AND ($source = '' OR c.source = $source)
RETURN c.claim AS claim, c.note AS note, s.id AS subject, s.label AS subject_label,
       c.predicate AS verb, o.id AS object, o.label AS object_label,
       c.polarity AS polarity, c.certainty AS certainty, coalesce(c.speaker, '') AS speaker,
       c.source AS source, c.summary AS summary, coalesce(c.locator, '') AS locator
ORDER BY claim
