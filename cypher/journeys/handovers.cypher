// Where did evidence pass from one hand to another, and at which steps?
//
// Takes the claims of one item that carry a place in its journey, in the order in which the journey is
// told, and pairs each claim with those of the next place whose subject is another actor, organisation
// or workstream. Claims whose subject is the evidence itself or a factor have no bearer and are stepped
// over; so are claims of what ought to be. One row for each pair of bearers and
// what they do. The order is that of the telling: a
// row says that one bearer is told of after another, not that the one gave it to the other. A second
// claim of sign minus is where the evidence was let drop. Items that are whole classes of evidence join
// tellings from several places. Claims without a place give no row.
//
// @param focus: text = '' - only evidence of this focus; empty for all
// @param evidence: text = '' - only this item; empty for all
//
// @returns evidence: text - id of the item
// @returns label: text - name of the item
// @returns focus: text - focus of the item
// @returns from_order: integer - place of the first claim in the journey
// @returns from_whom: text - id of the first bearer
// @returns from_label: text - name of the first bearer
// @returns from_step: text - step of the evidence journey
// @returns from_predicate: text - what the first bearer does, in the study's verb
// @returns from_polarity: text - affirms, denies or mixed
// @returns from_sign: text - plus, minus or mixed; empty where the verb says neither
// @returns to_order: integer - place of the next claim in the journey
// @returns to_whom: text - id of the next bearer
// @returns to_label: text - name of the next bearer
// @returns to_step: text - step of the evidence journey
// @returns to_predicate: text - what the next bearer does, in the study's verb
// @returns to_polarity: text - affirms, denies or mixed
// @returns to_sign: text - plus, minus or mixed; empty where the verb says neither
// @returns n_claims: integer - claims of the two bearers at these places
// @returns from_claims: list of text - ids of the claims about the first bearer
// @returns to_claims: list of text - ids of the claims about the next bearer
//
// @sparse No item, or a single one, is told of in a given order with one bearer after another.
MATCH (bearer)-[c:CLAIM]->(e:EvidenceItem)
WHERE c.`order` IS NOT NULL AND c.certainty <> 'normative'
  AND bearer.kind IN ['Actor', 'Organisation', 'WorkStream']
  AND ($focus = '' OR e.focus = $focus)
  AND ($evidence = '' OR e.id = $evidence)
WITH e, collect(DISTINCT c.`order`) AS places
// Each place of the item with the next one that is told.
UNWIND places AS place
UNWIND places AS later
WITH e, place, later
WHERE later > place
WITH e, place, min(later) AS next_place
MATCH (giver)-[g:CLAIM]->(e)
WHERE g.`order` = place AND g.certainty <> 'normative' AND giver.kind IN ['Actor', 'Organisation', 'WorkStream']
WITH e, place, next_place, giver, g.step AS from_step, g.predicate AS from_predicate, g.polarity AS from_polarity,
     g.sign AS from_sign, collect(DISTINCT g.claim) AS from_claims
MATCH (taker)-[t:CLAIM]->(e)
WHERE t.`order` = next_place AND t.certainty <> 'normative' AND taker.kind IN ['Actor', 'Organisation', 'WorkStream']
  AND taker.id <> giver.id
WITH e, place, next_place, giver, from_step, from_predicate, from_polarity, from_sign, from_claims,
     taker, t.step AS to_step, t.predicate AS to_predicate, t.polarity AS to_polarity, t.sign AS to_sign,
     collect(DISTINCT t.claim) AS to_claims
RETURN e.id AS evidence, e.label AS label, coalesce(e.focus, 'not stated') AS focus,
       place AS from_order, giver.id AS from_whom, giver.label AS from_label, from_step,
       from_predicate, from_polarity, from_sign,
       next_place AS to_order, taker.id AS to_whom, taker.label AS to_label, to_step,
       to_predicate, to_polarity, to_sign,
       size(from_claims) + size(to_claims) AS n_claims, from_claims, to_claims
ORDER BY evidence, from_order, from_whom, to_whom, from_predicate, to_predicate, from_polarity, to_polarity,
         coalesce(from_step, ''), coalesce(to_step, '')
