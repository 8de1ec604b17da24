/** The page's terms in plain English, for hovers and the glossary. */

export const TERMS = {
  claim:
    "One thing that a source tells, coded: who or what, a verb, whom or what. Claims are not people: many may come from one speaker.",
  speaker:
    "Who said it, by role. A claim may have none: it is then the authors' own account or something seen.",
  source:
    "Where it was said or seen: an interview, a document, an observation. One source may hold several interviews.",
  item: "Something that people treat as evidence: a report, a survey, data, the experience of patients.",
  code: "A heading of the study’s coding scheme, under which claims are filed. A claim may have several.",
  theme: "A group of codes.",
  profile:
    "What the study’s authors gathered of a stakeholder: resources, objections, ways to reach them. It is their reading of the whole, not a claim.",
  focus: "What an item of evidence is about, in the words of the study.",
  used: "Claims say that the item was there or used at this point of the cycle.",
  partly: "Claims say that the item was rarely or little used.",
  disputed: "Some claims say that the item was used, others that it was not. Neither cancels the other.",
  "left out": "Claims say in so many words that the item was not used, ignored or withheld.",
  silent: "Nobody mentioned the item here. That does not mean that it was not used.",
  "not known": "The study looked, and could not tell. It is not nought.",
  lost: "Said to be left out here, after it was used at an earlier phase.",
  "never taken up": "Said to be left out here, and no use of it is told at any earlier phase.",
  "still heard of": "Told as used, used in part or disputed, here or further on in the cycle.",
  "too few sources":
    "A comparison needs at least six sources that differ. With fewer, no test can tell chance from a difference, so no p is given.",
  normative: "A claim of what ought to be, not of what is. It counts as no use and as no loss.",
  tentative: "A claim made with doubt.",
  tie: "Claims that join two stakeholders. Affirming and denying claims stand side by side.",
  betweenness:
    "How often a stakeholder lies on the shortest ways between others. A central place is not power.",
  community:
    "Stakeholders with more ties among themselves than with others. Another method may draw the borders elsewhere.",
  coordinator: "A broker between two of its own type: all three are of one type.",
  itinerant: "A broker between two of one type who is itself of another.",
  gatekeeper: "A broker through whom another type reaches one of the broker's own.",
  representative: "A broker through whom one of its own type reaches another type.",
  liaison: "A broker between two types, who belongs to neither.",
  degree: "How many others a stakeholder is told to be tied to.",
  "in degree": "How many others are told to do something to, with or for it.",
  "out degree": "How many others it is told to do something to, with or for.",
  strength: "How many claims tell of its ties.",
  closeness:
    "How few steps it takes to reach all others of the same connected part; 1 is one step to everybody.",
  eigenvector:
    "How much it is tied to others who have many ties themselves; 1 is the most in its connected part.",
  constraint:
    "How far its ties lead to people who are tied among themselves. Low means that it joins separate circles.",
  "effective size": "How many of its ties lead to separate circles.",
  efficiency: "The share of its ties that lead to separate circles.",
  hierarchy: "Whether its constraint comes from one tie (high) or from all alike (low).",
  "rests on one": "Every claim that says an item was used there is about, or by, one actor or organisation.",
  broker: "A stakeholder through whom two others are joined who have no tie of their own.",
  power: "As somebody rated it, stated or inferred. Nothing is read off the map.",
  factor: "A barrier or an enabler that a source says operates.",
  verdict: "What a site says of a finding: it confirms, contradicts or elaborates it, or is unclear.",
};

/** Every term with a capital, for the glossary. */
export function glossary() {
  return Object.entries(TERMS).sort(([a], [b]) => a.localeCompare(b));
}
