// Where did evidence pass from one hand to another, and at which steps?
//
// Takes the claims about one item that have a place in its journey, in their order, and pairs each
// with those at the next place whose subject is another actor, organisation or workstream. Claims
// whose subject is the evidence itself or a factor have no bearer and are skipped; so are normative
// claims. One row for each pair of bearers and what they do. The order is that of the account: a row
// says that one bearer is mentioned after another, not that one gave it to the other. A second claim
// with a minus sign is where the evidence was dropped. Items that are whole classes of evidence join
// accounts from several places. Claims without a place give no row.
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
// @sparse At most one item is reported in a stated order with one bearer after another.
MATCH (bearer)-[c:CLAIM]->(e:EvidenceItem)
WHERE c.`order` IS NOT NULL AND c.certainty <> 'normative'
  AND bearer.kind IN ['Actor', 'Organisation', 'WorkStream']
  AND ($focus = '' OR e.focus = $focus)
  AND ($evidence = '' OR e.id = $evidence)
// What each bearer does at each place of an item.
WITH e, c.`order` AS place, bearer, c.step AS step, c.predicate AS predicate, c.polarity AS polarity, c.sign AS sign,
     collect(c.claim) AS claims
WITH e, collect(DISTINCT place) AS places,
     collect({place: place, whom: bearer.id, label: bearer.label, step: step, predicate: predicate,
              polarity: polarity, sign: sign, claims: claims}) AS said
// Each bearer at a place with those at the next stated place: no other lies between the two.
UNWIND said AS g
UNWIND said AS t
WITH e, places, g, t, g.place AS place, t.place AS next_place
WHERE next_place > place AND t.whom <> g.whom
WITH e, places, g, t, place, next_place
WHERE NOT any(x IN places WHERE x > place AND x < next_place)
RETURN e.id AS evidence, e.label AS label, coalesce(e.focus, 'not stated') AS focus,
       place AS from_order, g.whom AS from_whom, g.label AS from_label, g.step AS from_step,
       g.predicate AS from_predicate, g.polarity AS from_polarity, g.sign AS from_sign,
       next_place AS to_order, t.whom AS to_whom, t.label AS to_label, t.step AS to_step,
       t.predicate AS to_predicate, t.polarity AS to_polarity, t.sign AS to_sign,
       size(g.claims) + size(t.claims) AS n_claims, g.claims AS from_claims, t.claims AS to_claims
ORDER BY evidence, from_order, from_whom, to_whom, from_predicate, to_predicate, from_polarity, to_polarity,
         coalesce(from_step, ''), coalesce(to_step, '')
