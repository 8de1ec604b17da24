/** What claims say of evidence items (the table `touches` of `graphmodel_viz/explorer/tables.py`). */

const read = new WeakMap();

/** @returns {import("./states.js").Touch[]} every touch of the study, with its claim */
export function touches(study) {
  if (!read.has(study)) {
    const rows = study.table("touches").map((row) => ({ ...row, claim: study.claimsById.get(row.claim) }));
    read.set(study, rows);
  }
  return read.get(study);
}

/** The touches whose claims the filters leave in. */
export function touchesShown(app) {
  return touches(app.study).filter((touch) => app.included.has(touch.claim.place));
}

/** Items by the focus they are listed under, the one in question first. */
export function itemsByFocus(study) {
  const groups = new Map();
  const rank = (focus) => (focus === study.inQuestion ? -1 : study.focuses.indexOf(focus));
  for (const item of study.ofKind("EvidenceItem")) {
    const focus = study.inQuestion ? (item.focus ?? "not stated") : "all items";
    if (!groups.has(focus)) groups.set(focus, []);
    groups.get(focus).push(item);
  }
  return new Map([...groups].sort(([a], [b]) => rank(a) - rank(b)));
}
