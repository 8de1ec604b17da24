// How much power and what interest is each stakeholder rated to have?
//
// One row for each rated actor, from the study's ratings alone; power is never computed from how often
// somebody is mentioned or how well they are connected. Counts are of ratings and their sources, not
// of claims. Where ratings differ, all values are listed and ratings_differ is yes. The basis says
// whether a rating was stated or inferred from the text. A stakeholder without a row was not rated,
// which does not mean that they have little power or interest.
//
// @param power: text = '' - only those with such a rating of power, for instance high; empty for all
// @param interest: text = '' - only those with such a rating of interest, for instance resistant; empty for all
//
// @returns who: text - id of the actor
// @returns who_label: text - name of the actor
// @returns power: list of text - ratings of power; empty: not rated
// @returns power_basis: list of text - basis of the ratings of power
// @returns n_power: integer - number of ratings of power
// @returns interest: list of text - ratings of interest; empty: not rated
// @returns interest_basis: list of text - basis of the ratings of interest
// @returns n_interest: integer - number of ratings of interest
// @returns ratings_differ: boolean - is power, or interest, rated in more than one way?
// @returns n_sources: integer - distinct sources that give the ratings
// @returns sources: list of text - names of those sources
// @returns locators: list of text - where the ratings are found
//
// @sparse At most one actor has such a rating. Actors without a rating are not shown.
MATCH (s:Source)-[r:RATES]->(a:Actor)
WITH a,
     collect(DISTINCT CASE WHEN r.dimension = 'power' THEN r.value END) AS power,
     collect(DISTINCT CASE WHEN r.dimension = 'power' THEN r.basis END) AS power_basis,
     count(CASE WHEN r.dimension = 'power' THEN 1 END) AS n_power,
     count(DISTINCT CASE WHEN r.dimension = 'power' THEN r.value END) AS powers,
     collect(DISTINCT CASE WHEN r.dimension = 'interest' THEN r.value END) AS interest,
     collect(DISTINCT CASE WHEN r.dimension = 'interest' THEN r.basis END) AS interest_basis,
     count(CASE WHEN r.dimension = 'interest' THEN 1 END) AS n_interest,
     count(DISTINCT CASE WHEN r.dimension = 'interest' THEN r.value END) AS interests,
     count(DISTINCT s.id) AS n_sources,
     collect(DISTINCT s.label) AS sources,
     collect(r.locator) AS locators
WHERE ($power = '' OR $power IN power) AND ($interest = '' OR $interest IN interest)
RETURN a.id AS who, a.label AS who_label,
       power, power_basis, n_power, interest, interest_basis, n_interest,
       powers > 1 OR interests > 1 AS ratings_differ,
       n_sources, sources, locators
ORDER BY who
