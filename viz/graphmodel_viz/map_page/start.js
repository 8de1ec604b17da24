// Ties list, picture and panel together.
let chosen = {};
let found = null;

function neighbourhood() {
  if (chosen.line) return new Set([told.lines[chosen.line].start, told.lines[chosen.line].end]);
  if (!chosen.node || !told.nodes[chosen.node]) return found;
  const near = new Set([chosen.node]);
  for (const id of linesOf.get(chosen.node)) near.add(told.lines[id].start).add(told.lines[id].end);
  return near;
}

function choose(choice) {
  chosen = choice;
  if (choice.node) showNode(choice.node, choose);
  else if (choice.line) showLine(choice.line);
  else showNothing();
  for (const button of document.querySelectorAll("[data-node]"))
    button.setAttribute("aria-pressed", String(button.dataset.node === choice.node));
  picture.mark(choice);
  picture.showcase(neighbourhood());
  // A reader who does not see the picture lands where the claims are.
  if (choice.node || choice.line) byId("panel-title").focus({ preventScroll: !matchMedia("(max-width: 62rem)").matches });
}

const find = startList(choose);
const picture = startPicture(choose);
byId("find").addEventListener("input", (event) => {
  found = find(event.target.value);
  picture.showcase(neighbourhood());
});
addEventListener("keydown", (event) => {
  if (event.key === "/" && event.target.tagName !== "INPUT") {
    event.preventDefault();
    byId("find").focus();
  } else if (event.key === "Escape" && (chosen.node || chosen.line)) {
    const last = document.querySelector('[aria-pressed="true"]');
    choose({});
    (last || byId("find")).focus();
  }
});
document.documentElement.dataset.ready = "";
