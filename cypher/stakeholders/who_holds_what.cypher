// Who is said to hold which evidence, and was it passed on, kept back or asked for?
//
// One row for each holder and piece of evidence: an actor or organisation that is said to have the
// evidence, to have passed it on, not to have passed it on, or to have withheld it. Use `also` to
// count further verbs as holding, for instance produced;accessed. Columns count claims: said_to_hold;
// then passed on, not passed on (withheld, or said not to have been shared) and partly passed on
// (rarely, or not all) by this holder; then whether anybody asked for the evidence, is said never to
// have asked, or asked only rarely or in part. Those requests are about the evidence and not addressed
// to this holder. Normative claims (what ought to be) are left out. Zero means that nobody mentioned
// it, not that it did not happen.
//
// @param also: list of text = '' - further default verbs that count as holding, such as produced;accessed
// @param holder: text = '' - id of one actor or organisation; empty for all
// @param focus: text = '' - only evidence of this focus; empty for all
//
// @returns holder: text - id of the holder
// @returns holder_label: text - name of the holder
// @returns holder_kind: text - Actor or Organisation
// @returns evidence: text - id of the evidence
// @returns evidence_label: text - name of the evidence
// @returns focus: text - focus of the evidence
// @returns said_to_hold: integer - claims that they have it (affirmed or in part)
// @returns said_not_to_hold: integer - claims that they do not have it
// @returns passed_on: integer - claims that they passed it on
// @returns not_passed_on: integer - claims that they did not pass it on, or withheld it
// @returns partly_passed_on: integer - claims that they passed it on rarely or in part
// @returns asked_for: integer - claims that somebody asked for it
// @returns never_asked_for: integer - claims that somebody did not ask for it
// @returns partly_asked_for: integer - claims that somebody asked for it rarely
// @returns asking: list of text - names of those said to have asked or not asked
// @returns n_claims: integer - claims about this holder and this evidence
// @returns n_speakers: integer - distinct speakers behind them
// @returns unattributed: integer - of them, claims without a speaker
// @returns n_sources: integer - distinct sources behind them
// @returns claims: list of text - ids of the claims about this holder and this evidence
// @returns asking_claims: list of text - ids of the claims about asking for the evidence
//
// @sparse Few or no claims say who holds this evidence. Try `also` with produced;accessed: those who made or obtained evidence may well hold it.
MATCH (s:Actor|Organisation)-[c:CLAIM]->(e:EvidenceItem)
WHERE (c.acts_as IN ['holds', 'shared', 'withheld'] OR c.acts_as IN $also)
  AND c.certainty <> 'normative'
  AND ($holder = '' OR s.id = $holder)
  AND ($focus = '' OR e.focus = $focus)
WITH s, e,
     count(CASE WHEN NOT c.acts_as IN ['shared', 'withheld'] AND c.polarity <> 'denies' THEN 1 END) AS said_to_hold,
     count(CASE WHEN NOT c.acts_as IN ['shared', 'withheld'] AND c.polarity = 'denies' THEN 1 END) AS said_not_to_hold,
     count(CASE WHEN (c.acts_as = 'shared' AND c.polarity = 'affirms')
                  OR (c.acts_as = 'withheld' AND c.polarity = 'denies') THEN 1 END) AS passed_on,
     count(CASE WHEN (c.acts_as = 'shared' AND c.polarity = 'denies')
                  OR (c.acts_as = 'withheld' AND c.polarity = 'affirms') THEN 1 END) AS not_passed_on,
     count(CASE WHEN c.acts_as IN ['shared', 'withheld'] AND c.polarity = 'mixed' THEN 1 END) AS partly_passed_on,
     count(*) AS n_claims,
     count(DISTINCT c.speaker) AS n_speakers,
     count(CASE WHEN c.speaker IS NULL THEN 1 END) AS unattributed,
     count(DISTINCT c.source) AS n_sources,
     collect(c.claim) AS claims
OPTIONAL MATCH (r:Actor|Organisation)-[q:CLAIM]->(e)
WHERE q.acts_as = 'requested' AND q.certainty <> 'normative'
RETURN s.id AS holder, s.label AS holder_label, s.kind AS holder_kind,
       e.id AS evidence, e.label AS evidence_label, e.focus AS focus,
       said_to_hold, said_not_to_hold, passed_on, not_passed_on, partly_passed_on,
       count(CASE WHEN q.polarity = 'affirms' THEN 1 END) AS asked_for,
       count(CASE WHEN q.polarity = 'denies' THEN 1 END) AS never_asked_for,
       count(CASE WHEN q.polarity = 'mixed' THEN 1 END) AS partly_asked_for,
       collect(DISTINCT r.label) AS asking,
       n_claims, n_speakers, unattributed, n_sources, claims,
       collect(q.claim) AS asking_claims
ORDER BY evidence, holder
