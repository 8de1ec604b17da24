// The panel beside the picture: what is told of a node or a line. Text only, never markup.
function claimEntry(place) {
  const claims = told.claims;
  const entry = make("li", undefined, "claim");
  entry.append(make("p", claims.summary[place] || "(no summary)"));
  const about = [
    [null, claims.claim[place]],
    ["Source", word(claims.source[place])],
    ["Speaker", word(claims.speaker[place]) || "not named"],
    ["Codes", claims.codes[place].map(word).join(", ")],
    ["Stage", word(claims.stage[place])],
    ["Polarity", word(claims.polarity[place])],
    ["Certainty", word(claims.certainty[place])],
    ["Where", word(claims.locator[place])],
    [null, claims.quoted[place] ? "quoted in the source" : null],
  ];
  const parts = about.filter((one) => one[1]).map((one) => (one[0] ? one[0] + ": " + one[1] : one[1]));
  entry.append(make("p", parts.join(" · "), "about"));
  return entry;
}

const AT_ONCE = 500; // entries of a long list that are shown before one asks for more

// A list and, where it is long, a button that shows more of it.
function inParts(list, items, entryOf) {
  const more = make("button");
  more.type = "button";
  let number = 0;
  const add = () => {
    const next = items.slice(number, number + AT_ONCE);
    list.append(...next.map(entryOf));
    number += next.length;
    more.textContent = "Show more (" + (items.length - number).toLocaleString("en-GB") + " left)";
  };
  add();
  more.addEventListener("click", () => {
    add();
    if (number < items.length) return;
    more.remove();
    byId("panel").focus({ preventScroll: true });
  });
  return number < items.length ? [list, more] : [list];
}

function claimList(claims) {
  return [make("h3", counted(claims.length, "claim")), ...inParts(make("ol"), claims, claimEntry)];
}

function goEntry(text, go) {
  const entry = make("li");
  const button = make("button", text, "go");
  button.type = "button";
  button.addEventListener("click", go);
  entry.append(button);
  return entry;
}

const verbsOf = (line) => words(union(line.ties.map((tie) => told.ties.verbs[tie]))).sort(collator.compare);

function lineEntry(id, choose) {
  const line = shown.lines.get(id);
  const verbs = verbsOf(line).join(", ");
  const text = lineName(line) + ": " + (verbs && verbs + " — ") + counted(claimsOn(line).length, "claim");
  return goEntry(text, () => choose({ line: id }));
}

function showNothing() {
  const how = groups
    ? "Choose a stakeholder, a group or a line to read the claims behind it. A double click on a group opens it, as does the button that stands here when it is chosen. Esc lets go of what is chosen; once more, and the groups close."
    : "Choose a stakeholder or a line to read the claims behind it. Esc lets go of it.";
  byId("panel-title").textContent = "Claims";
  byId("panel").replaceChildren(make("p", how));
}

function openButton(group, open) {
  const isOpen = opened.has(group);
  const button = make("button", isOpen ? "Close this group" : "Open this group");
  button.type = "button";
  button.addEventListener("click", () => open(group, !isOpen));
  return button;
}

function showNode(id, choose, open) {
  const node = nodeOf(id);
  const parts = [make("p", node.facts.join(" · "), "facts")];
  if (groupOf.has(id)) parts.push(openButton(groupOf.get(id), open));
  if (node.members.length) {
    const entry = (place) => goEntry(told.nodes.label[place], () => choose({ node: told.nodes.id[place] }));
    const list = make("ul", undefined, "members");
    parts.push(make("h3", counted(node.members.length, "stakeholder")), ...inParts(list, node.members, entry));
  }
  const lines = shown.linesOf.get(id) || [];
  if (lines.length) {
    const list = make("ul", undefined, "lines");
    parts.push(make("h3", counted(lines.length, "line")), ...inParts(list, lines, (line) => lineEntry(line, choose)));
  }
  parts.push(...claimList(node.claims));
  byId("panel-title").textContent = node.label;
  byId("panel").replaceChildren(...parts);
  byId("panel").scrollTop = 0;
}

// What the states of the ties behind a line are, where none of them joins the two.
function statesOf(line) {
  const states = [...new Set(line.ties.map((tie) => told.ties.state[tie]))].sort();
  return states.map((state) => told.states[state].words);
}

function showLine(id) {
  const line = shown.lines.get(id);
  const { ties } = line;
  const claims = claimsOn(line);
  const verbs = verbsOf(line);
  const states = statesOf(line);
  const shared = words(union(ties.map((tie) => told.ties.shared[tie]))).sort(collator.compare);
  const said = ties.length === 1 ? word(told.ties.said[ties[0]]) : counted(claims.length, "claim") + " behind " + counted(ties.length, "tie");
  const parts = [];
  if (verbs.length) parts.push(make("p", verbs.join(", "), "ways"));
  parts.push(make("p", said, "ways"));
  if (states.every(Boolean)) parts.push(make("p", (ties.length === 1 ? "This tie is " : "These ties are ") + states.join(", or ") + ".", "ways"));
  if (shared.length) parts.push(make("p", "Both in: " + shared.join("; "), "ways"));
  parts.push(...claimList(claims));
  byId("panel-title").textContent = lineName(line);
  byId("panel").replaceChildren(...parts);
  byId("panel").scrollTop = 0;
}
