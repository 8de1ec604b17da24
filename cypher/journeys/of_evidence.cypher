// What became of one piece of evidence, step by step?
//
// One row for each claim that touches the item: first the claims with a place in the journey, by that
// place, then the others by date, stage, step and claim id. Only the places and the dates are an order
// that somebody stated; the rest is a way to list them, and two claims at one place are a tie.
// Normative claims are included and marked by certainty. The sign is plus (the evidence was there or
// in use), minus (it was not), mixed (rarely, little) or empty (the claim says neither). A stage
// without a row was not mentioned; that does not mean that nothing happened there.
//
// @param evidence: text - id of the evidence item
//
// @returns journey_order: integer - stated place in the journey; empty where none is stated
// @returns date: text - date as far as known
// @returns phase: text - phase of the cycle
// @returns stage: text - stage of the cycle
// @returns stage_label: text - name of the stage
// @returns step: text - step of the evidence journey
// @returns subject: text - id of who or what does it
// @returns subject_label: text - name of the subject
// @returns predicate: text - what they do, in the study's verb
// @returns object: text - id of whom or what it is done to
// @returns object_label: text - name of the object
// @returns polarity: text - affirms, denies or mixed
// @returns certainty: text - stated, tentative or normative
// @returns sign: text - plus, minus or mixed; empty where the claim says neither
// @returns reason: text - id of the factor given as the reason
// @returns reason_label: text - name of that factor
// @returns speaker: text - id of who said it; empty: the authors' narrative or an observation
// @returns speaker_label: text - name of the speaker
// @returns event: text - claims with the same event describe one happening
// @returns workstream: text - workstream of the claim
// @returns site: text - site of the claim
// @returns source: text - id of the source
// @returns source_label: text - name of the source
// @returns summary: text - the claim in the coder's words
// @returns locator: text - where to find it
// @returns claim: text - id of the claim
//
// @sparse At most one claim touches this item. That does not mean that nothing else happened.
MATCH (n:Study)
MATCH (e:EvidenceItem)-[c:CLAIM]-(other)
WHERE e.id = $evidence
// The item is the subject of the claim where the claim leads from it, otherwise its object.
OPTIONAL MATCH (e)-[out:CLAIM]->(other)
WHERE out.claim = c.claim
// The columns one by one: an item that is claimed to act on itself is matched from both ends.
WITH DISTINCT ';' + n.steps + ';' AS steps,
     CASE WHEN out.claim IS NULL THEN other.id ELSE e.id END AS subject,
     CASE WHEN out.claim IS NULL THEN other.label ELSE e.label END AS subject_label,
     CASE WHEN out.claim IS NULL THEN e.id ELSE other.id END AS object,
     CASE WHEN out.claim IS NULL THEN e.label ELSE other.label END AS object_label,
     c.claim AS claim, c.predicate AS predicate, c.polarity AS polarity, c.certainty AS certainty, c.sign AS sign,
     c.`order` AS journey_order, c.date AS date, c.phase AS phase, c.stage AS stage, c.step AS step,
     c.reason AS reason, c.speaker AS speaker, c.event AS event, c.workstream AS workstream, c.site AS site,
     c.source AS source, c.summary AS summary, c.locator AS locator
// The study lists its steps in their order as one text: a step's place is where its name ends there.
UNWIND range(1, size(steps)) AS place
WITH subject, subject_label, object, object_label, claim, predicate, polarity, certainty, sign, journey_order, date,
     phase, stage, step, reason, speaker, event, workstream, site, source, summary, locator, steps, place
WHERE (step IS NOT NULL AND left(steps, place) ENDS WITH (';' + step + ';'))
   OR (step IS NULL AND place = 1)
OPTIONAL MATCH (st:Stage) WHERE st.id = stage
OPTIONAL MATCH (f:Factor) WHERE f.id = reason
OPTIONAL MATCH (sp:Actor) WHERE sp.id = speaker
OPTIONAL MATCH (so:Source) WHERE so.id = source
RETURN journey_order, date, phase, stage, st.label AS stage_label, step,
       subject, subject_label, predicate, object, object_label, polarity, certainty, sign,
       reason, f.label AS reason_label, speaker, sp.label AS speaker_label, event, workstream, site,
       source, so.label AS source_label, summary, locator, claim
ORDER BY coalesce(journey_order, 1000000000), coalesce(date, '9999'), coalesce(st.rank, 1000000000),
         CASE WHEN step IS NULL THEN 1000000000 ELSE place END, claim
