// Which relations between groups of stakeholders does the study describe, and in what tone?
//
// One row for each relation that the study itself lists between two actors: who does what to whom, in
// what tone, and where it is described. These are a reading of the whole study and not coded claims,
// so nothing is counted. For claims see stakeholders/ties, where the same groups often appear as roles
// or organisations. A pair without a row was not described, which does not mean that there is no
// relation.
//
// @param who: text = '' - id of an actor at either end; empty for all
// @param tone: text = '' - only relations of this tone, for instance strained; empty for all
//
// @returns from_id: text - id of the one who does it
// @returns from_label: text - name of the one who does it
// @returns relation: text - what the relation is
// @returns to_id: text - id of the one to whom it is done
// @returns to_label: text - name of the one to whom it is done
// @returns tone: text - how the relation is described
// @returns what: text - what it is about
// @returns back: list of text - relations listed in the other direction
// @returns locator: text - where it is described
//
// @sparse The study lists at most one such relation. See stakeholders/ties for what claims say.
MATCH (s:Actor)-[r:LINKED]->(o:Actor)
WHERE ($who = '' OR s.id = $who OR o.id = $who)
  AND ($tone = '' OR r.tone = $tone)
WITH DISTINCT s, o, r.relation AS relation, r.tone AS tone, r.what AS what, r.locator AS locator
OPTIONAL MATCH (o)-[q:LINKED]->(s)
WHERE s.id <> o.id
RETURN s.id AS from_id, s.label AS from_label, relation, o.id AS to_id, o.label AS to_label,
       tone, what, collect(DISTINCT q.relation) AS back, locator
ORDER BY from_id, to_id, relation, what, locator
