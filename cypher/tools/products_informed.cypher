// Which specifications, plans and other products are there, and what is built into them?
//
// One row for each product that some claim mentions, with the evidence that is said to be built into it, the evidence
// that is said not to be, and how many claims mention the product. Claims of what ought to be are left out. Evidence
// that nobody mentioned may be in a product all the same.
//
// @returns product: text - id of the product
// @returns product_label: text - name of the product
// @returns product_kind: text - kind of product
// @returns informed_by: list of text - names of evidence said to be built into it, or to have changed it
// @returns not_informed_by: list of text - names of evidence said not to be
// @returns n_claims: integer - claims that mention the product
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - claims among them without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns claims: list of text - ids of these claims
//
// @sparse At most one product is mentioned.
MATCH (p:Product)-[c:CLAIM]-(x)
WHERE c.certainty <> 'normative'
WITH p, c.claim AS claim, c.speaker AS speaker, c.source AS source,
     CASE WHEN c.acts_as IN ['informs', 'influenced'] AND x.kind = 'EvidenceItem' THEN x.label END AS evidence,
     c.polarity AS polarity
WITH DISTINCT p, claim, speaker, source, evidence, polarity
RETURN p.id AS product, p.label AS product_label, coalesce(p.type, '') AS product_kind,
       collect(DISTINCT CASE WHEN polarity <> 'denies' THEN evidence END) AS informed_by,
       collect(DISTINCT CASE WHEN polarity = 'denies' THEN evidence END) AS not_informed_by,
       count(DISTINCT claim) AS n_claims, count(DISTINCT speaker) AS n_speakers,
       count(DISTINCT CASE WHEN speaker IS NULL THEN claim END) AS unattributed,
       count(DISTINCT source) AS n_sources, collect(DISTINCT claim) AS claims
ORDER BY n_sources DESC, n_claims DESC, product
