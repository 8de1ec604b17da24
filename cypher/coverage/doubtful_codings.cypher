// Of which codings was the coder unsure, and why?
//
// One row for each claim that carries a coding note: what was inferred, read in or left open when
// it was coded. A note is a caution and not a correction, and a claim without one is not thereby
// certain. Set aside these claims and ask again to see whether an answer stands without them.
//
// @param source: text = '' - id of one source; empty for all
//
// @returns claim: text - id of the claim
// @returns note: text - what the coder noted
// @returns subject: text - id of what the claim starts from
// @returns subject_label: text - name of it
// @returns verb: text - what is claimed, in the study's word
// @returns object: text - id of what the claim ends at
// @returns object_label: text - name of it
// @returns polarity: text - affirms, denies or mixed
// @returns certainty: text - stated, tentative or normative
// @returns speaker: text - id of the speaker; empty where none is named
// @returns source: text - id of the source
// @returns summary: text - the claim in the coder's words
// @returns locator: text - where it stands in the source
//
// @sparse One claim, or none, of this source carries a coding note.
MATCH (s)-[c:CLAIM]->(o)
WHERE c.note IS NOT NULL AND ($source = '' OR c.source = $source)
RETURN c.claim AS claim, c.note AS note, s.id AS subject, s.label AS subject_label,
       c.predicate AS verb, o.id AS object, o.label AS object_label,
       c.polarity AS polarity, c.certainty AS certainty, coalesce(c.speaker, '') AS speaker,
       c.source AS source, c.summary AS summary, coalesce(c.locator, '') AS locator
ORDER BY claim
