// Ties list, picture and panel together.
let chosen = {};
let found = null;

// Ids of what stands out: the ends of a line, or a stakeholder or group (if open: its members) and all tied to it.
function neighbourhood() {
  if (chosen.line) return new Set([shown.lines.get(chosen.line).start, shown.lines.get(chosen.line).end]);
  const group = groupOf.get(chosen.node);
  const ids = opened.has(group) ? membersOf[group].map((place) => told.nodes.id[place]) : [chosen.node];
  if (!shown.linesOf.has(ids[0])) return found;
  const near = new Set(ids);
  for (const line of ids.flatMap((id) => shown.linesOf.get(id))) near.add(shown.lines.get(line).start).add(shown.lines.get(line).end);
  return near;
}

// Open and close groups, then look at one of them or (null) at the whole map.
function change(changes, lookAt) {
  setOpen(changes);
  if (chosen.line && !shown.lines.has(chosen.line)) chosen = {};
  byId("drawn").textContent = shownInWords();
  byId("close").hidden = !opened.size;
  found = find(byId("find").value);
  picture.change(lookAt, neighbourhood());
}

function open(group, isOpen) {
  chosen = { node: groupId(group) };
  change([[group, isOpen]], isOpen ? group : null);
  choose({ node: groupId(group) });
}

// What was chosen stays so if it is still drawn; of a stakeholder its group.
function closeAll() {
  const place = placeOf.get(chosen.node);
  if (groups && place !== undefined && tied(place)) chosen = { node: groupId(groups.group[place]) };
  change([...opened].map((group) => [group, false]), null);
  choose(chosen);
}

function choose(choice) {
  const place = placeOf.get(choice.node);
  const group = groups && place !== undefined ? groups.group[place] : null;
  chosen = choice;
  if (group !== null && !opened.has(group)) change([[group, true]], group);
  if (choice.node) showNode(choice.node, choose, open);
  else if (choice.line) showLine(choice.line);
  else showNothing();
  markList();
  picture.mark(choice);
  picture.showcase(neighbourhood());
  // A reader who does not see the picture lands where the claims are.
  if (choice.node || choice.line) byId("panel-title").focus({ preventScroll: !matchMedia("(max-width: 62rem)").matches });
}

function markList() {
  for (const button of document.querySelectorAll("[data-node]"))
    button.setAttribute("aria-pressed", String(button.dataset.node === chosen.node));
}

const find = startList(choose);
const picture = startPicture(choose, open);
find("");
markList();
showNothing();
byId("drawn").textContent = shownInWords();
byId("find").addEventListener("input", (event) => {
  found = find(event.target.value);
  markList();
  picture.showcase(neighbourhood());
});
byId("close").addEventListener("click", () => {
  closeAll();
  byId("whole").focus();
});
addEventListener("keydown", (event) => {
  if (event.key === "/" && event.target.tagName !== "INPUT") {
    event.preventDefault();
    byId("find").focus();
  } else if (event.key === "Escape" && (chosen.node || chosen.line)) {
    const last = document.querySelector('[aria-pressed="true"]');
    choose({});
    (last || byId("find")).focus();
  } else if (event.key === "Escape" && opened.size) {
    closeAll();
    byId("find").focus();
  }
});
document.documentElement.dataset.ready = "";
