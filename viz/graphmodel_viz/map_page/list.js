// The list of stakeholders: the way in without a mouse, and the search.
const SVG = "http://www.w3.org/2000/svg";
const OUTLINES = {
  square: "3,3 17,3 17,17 3,17",
  diamond: "10,1 19,10 10,19 1,10",
  triangle: "10,2 19,17 1,17",
  triangleDown: "1,3 19,3 10,18",
  star: "10,1 12.4,7.2 19,7.4 13.8,11.5 15.6,18 10,14.3 4.4,18 6.2,11.5 1,7.4 7.6,7.2",
  hexagon: "5,2 15,2 19.5,10 15,18 5,18 0.5,10",
};

function lookMark(look) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("width", 20);
  svg.setAttribute("height", 20);
  svg.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS(SVG, look.shape === "dot" ? "circle" : "polygon");
  if (look.shape === "dot") for (const [name, value] of [["cx", 10], ["cy", 10], ["r", 8]]) shape.setAttribute(name, value);
  else shape.setAttribute("points", OUTLINES[look.shape]);
  shape.setAttribute("fill", look.colour);
  shape.setAttribute("class", "mark");
  svg.append(shape);
  return svg;
}

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function nameButton(id, node, choose, note) {
  const entry = make("li");
  const button = make("button", node.label + note);
  button.type = "button";
  button.dataset.node = id;
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => choose({ node: id }, true));
  entry.append(button);
  return entry;
}

function byLabel(one, other) {
  return one[1].label.localeCompare(other[1].label, "en") || (one[0] < other[0] ? -1 : 1);
}

function startList(choose) {
  const drawn = Object.entries(told.nodes).sort(byLabel);
  const alone = Object.entries(told.isolates).sort(byLabel);
  byId("names").append(
    ...drawn.map(([id, node]) => nameButton(id, node, choose, " (" + counted(linesOf.get(id).length, "line") + ")"))
  );
  byId("alone").append(
    ...alone.map(([id, node]) => nameButton(id, node, choose, " (" + counted(node.claims.length, "claim") + ")"))
  );
  byId("alone-counts").textContent =
    counted(alone.length, "stakeholder") + ". The number of claims that name each is in brackets; none of them makes a tie of this kind.";
  byId("counts").textContent = told.counts;
  byId("sizes").textContent = told.sizes;
  byId("notes").append(...told.notes.map((note) => make("li", note)));
  byId("looks").append(
    ...told.legend.map((look) => {
      const entry = make("li");
      entry.append(lookMark(look), document.createTextNode(look.label));
      return entry;
    })
  );
  // Ids of the drawn nodes that have every word; all entries are searched, those below too.
  return function find(text) {
    const words = plain(text).split(/\s+/).filter(Boolean);
    const found = new Set();
    let number = 0;
    for (const button of document.querySelectorAll("#names button, #alone button")) {
      const fits = words.every((one) => plain(button.textContent).includes(one));
      button.parentElement.hidden = !fits;
      number += fits;
      if (fits && told.nodes[button.dataset.node]) found.add(button.dataset.node);
    }
    byId("found").textContent = words.length ? counted(number, "stakeholder") + " found" : "";
    return words.length ? found : null;
  };
}
