/** The claims behind brokers: those of the ties of their triads. */

/** The roles of a broker between groups, in the order of the analysis. */
export const ROLES = ["coordinator", "itinerant", "gatekeeper", "representative", "liaison"];

/**
 * @param {import("./study.js").Study} study
 * @returns {(broker: Object, role: ?string) => Array} claims of the triads of a row of `brokers` in a role
 *   (null: without one, "": all); all claims of its ties where the page does not list all its triads
 */
export function brokerClaims(study) {
  const between = new Map();
  const add = (start, end, claim) => {
    const pair = `${start}\n${end}`;
    if (!between.has(pair)) between.set(pair, []);
    between.get(pair).push(claim);
  };
  for (const claim of study.claims) {
    if (!claim.joins) continue;
    add(claim.subject, claim.object, claim);
    if (claim.symmetric) add(claim.object, claim.subject, claim);
  }
  const triads = new Map();
  for (const triad of study.table("broker_triads")) {
    if (!triads.has(triad.broker)) triads.set(triad.broker, []);
    triads.get(triad.broker).push(triad);
  }
  return (broker, role) => {
    const known = triads.get(broker.id) ?? [];
    if (role === "" || known.length < broker.total + broker.ungrouped)
      return broker.claims.map((place) => study.claims[place]);
    const found = new Set();
    for (const triad of known) {
      if ((triad.role ?? null) !== role) continue;
      for (const pair of [`${triad.from_id}\n${broker.id}`, `${broker.id}\n${triad.to_id}`])
        for (const claim of between.get(pair) ?? []) found.add(claim);
    }
    return [...found];
  };
}
