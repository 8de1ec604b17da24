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

function claimList(claims) {
  const list = make("ol");
  list.append(...claims.map(claimEntry));
  return list;
}

function lineEntry(id, choose) {
  const line = told.lines[id];
  const entry = make("li");
  const verbs = line.verbs.length ? line.verbs.join(", ") + " — " : "";
  const button = make("button", lineName(line) + ": " + verbs + counted(line.claims.length, "claim"), "go");
  button.type = "button";
  button.addEventListener("click", () => choose({ line: id }));
  entry.append(button);
  return entry;
}

function showNothing() {
  byId("panel-title").textContent = "Claims";
  byId("panel").replaceChildren(
    make("p", "Choose a stakeholder or a line to read the claims behind it. Esc lets go of it.")
  );
}

function showNode(id, choose) {
  const node = nodeOf(id);
  const parts = [make("p", node.facts.join(" · "), "facts")];
  if (node.members.length) {
    const members = make("ul");
    members.append(...node.members.map((name) => make("li", name)));
    parts.push(make("h3", counted(node.members.length, "stakeholder")), members);
  }
  const lines = linesOf.get(id) || [];
  if (lines.length) {
    const list = make("ul", undefined, "lines");
    list.append(...lines.map((line) => lineEntry(line, choose)));
    parts.push(make("h3", counted(lines.length, "line")), list);
  }
  parts.push(make("h3", counted(node.claims.length, "claim")), claimList(node.claims));
  byId("panel-title").textContent = node.label;
  byId("panel").replaceChildren(...parts);
  byId("panel").scrollTop = 0;
}

function showLine(id) {
  const line = told.lines[id];
  const parts = [];
  if (line.verbs.length) parts.push(make("p", line.verbs.join(", "), "ways"));
  parts.push(make("p", line.counts, "ways"));
  if (line.state) parts.push(make("p", "This tie is " + line.state + ".", "ways"));
  if (line.shared.length) parts.push(make("p", "Both in: " + line.shared.join("; "), "ways"));
  parts.push(make("h3", counted(line.claims.length, "claim")), claimList(line.claims));
  byId("panel-title").textContent = lineName(line);
  byId("panel").replaceChildren(...parts);
  byId("panel").scrollTop = 0;
}
