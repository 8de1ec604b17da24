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

const MOST_FOUND = 200; // so many stakeholders inside closed groups are listed for one search

// An entry of the list. Its text is set where it is shown.
function nameEntry(id, choose) {
  const entry = make("li");
  const button = make("button");
  button.type = "button";
  button.dataset.node = id;
  button.addEventListener("click", () => choose({ node: id }));
  entry.append(button);
  return entry;
}

// The list: all stakeholders, or all groups with the members of those that are open beneath them.
function startList(choose) {
  const all = told.nodes.id.map((_, place) => place).sort(byLabel);
  const inMap = all.filter(tied);
  const alone = all.filter((place) => !tied(place));
  const byName = [...groupOf.keys()].sort((one, other) => collator.compare(labelOf(one), labelOf(other)));
  const searched = told.nodes.label.map(plain);
  const entries = new Map();

  function entry(id, note) {
    if (!entries.has(id)) entries.set(id, nameEntry(id, choose));
    entries.get(id).firstChild.textContent = labelOf(id) + note;
    return entries.get(id);
  }

  function stakeholder(place) {
    const id = told.nodes.id[place];
    const lines = shown.linesOf.get(id);
    return entry(id, lines ? " (" + counted(lines.length, "line") + ")" : "");
  }

  function group(id, members) {
    const lines = shown.linesOf.get(id);
    const size = counted(membersOf[groupOf.get(id)].length, "stakeholder");
    const made = entry(id, " (" + size + ", " + (lines ? counted(lines.length, "line") : "open") + ")");
    const below = make("ul");
    below.append(...members.map(stakeholder));
    made.replaceChildren(made.firstChild, ...(members.length ? [below] : []));
    return made;
  }

  byId("alone").append(
    ...alone.map((place) => entry(told.nodes.id[place], " (" + counted(claimsOf(place).length, "claim") + ")"))
  );
  byId("alone-counts").textContent =
    counted(alone.length, "stakeholder") + ". The number of claims that name each is in brackets; none of them makes a tie of this kind.";
  byId("counts").textContent = told.counts;
  byId("sizes").textContent = told.sizes;
  byId("notes").append(...told.notes.map((note) => make("li", note)));
  byId("looks").append(
    ...told.legend.map((look) => {
      const one = make("li");
      one.append(lookMark(look), document.createTextNode(look.label));
      return one;
    })
  );

  // List what has every word; all are searched: those in closed groups and those below too. Returns the ids of what
  // is drawn for them; null where there is no word.
  return function find(text) {
    const asked = plain(text).split(/\s+/).filter(Boolean);
    const fits = (label) => asked.every((one) => label.includes(one));
    const hits = new Set(all.filter((place) => fits(searched[place])));
    const drawn = new Set([...hits].filter(tied).map(unitOf));
    for (const place of alone) entries.get(told.nodes.id[place]).hidden = !hits.has(place);
    let groupsFound = 0;
    let room = MOST_FOUND;
    let cut = false;
    if (!groups) byId("names").replaceChildren(...inMap.filter((place) => hits.has(place)).map(stakeholder));
    else {
      const list = [];
      for (const id of byName) {
        const place = groupOf.get(id);
        const itself = fits(plain(labelOf(id)));
        let members = opened.has(place) || asked.length ? membersOf[place].filter((member) => hits.has(member)) : [];
        if (!itself && !members.length) continue;
        if (itself) for (const member of membersOf[place]) drawn.add(unitOf(member));
        groupsFound += itself;
        if (!opened.has(place)) {
          cut ||= members.length > room;
          members = members.slice(0, room);
          room -= members.length;
        }
        list.push(group(id, members));
      }
      byId("names").replaceChildren(...list);
    }
    const number = counted(hits.size, "stakeholder") + (groups ? " and " + counted(groupsFound, "group") : "") + " found";
    byId("found").textContent = asked.length ? number + (cut ? "; not all are listed" : "") : "";
    return asked.length ? drawn : null;
  };
}
