/** Lets a reader move sectors and rows of the map: by dragging, by Shift and an arrow, and by buttons. */
import { droppedAt, stepped } from "../data/map-places.js";
import { el, svg } from "../draw/dom.js";

/** Pixels from which a press is a drag. */
const FAR = 6;
const STEPS = [
  ["ArrowLeft", "←", "to the left", [-1, 0]],
  ["ArrowUp", "↑", "up", [0, -1]],
  ["ArrowDown", "↓", "down", [0, 1]],
  ["ArrowRight", "→", "to the right", [1, 0]],
];

/**
 * @param {import("../pane.js").Pane} app
 * @param {SVGElement} element the picture
 * @param {import("../data/map-places.js").Places} places
 * @param {?import("../data/map-places.js").Arrangement} own
 * @returns {{bar: HTMLElement, show: (open: string) => void}} buttons that move what is open
 */
export function moving(app, element, places, own) {
  const go = (arrangement, mark) => {
    app.choose("arranged", JSON.stringify(arrangement));
    // The page has drawn the map again.
    const pane = app.app.panes.find(({ name }) => name === app.name);
    if (mark) pane?.marks.element(mark)?.focus();
  };
  element.addEventListener(
    "keydown",
    (event) => {
      const step = STEPS.find(([key]) => key === event.key);
      const mark = event.target.closest?.("[data-mark]")?.getAttribute("data-mark");
      const key = keyOf(`mark:${mark ?? ""}`);
      if (!event.shiftKey || !step || !key) return;
      event.preventDefault();
      event.stopPropagation();
      const next = stepped(places, own, key, step[3]);
      if (next) go(next, mark);
    },
    { capture: true },
  );
  dragging(element, places, own, go);
  const bar = el("p", { class: "map-moves on-screen" });
  const show = (open) => bar.replaceChildren(...buttons(places, own, keyOf(open), go));
  show(app.shown.open);
  return { bar, show };
}

/** The key of the sector or row that is open. */
function keyOf(open) {
  if (open.startsWith("mark:sector:")) return open.slice("mark:".length);
  if (open.startsWith("mark:row:")) return open.slice("mark:row:".length);
  return open.startsWith("node:") ? open : "";
}

function buttons(places, own, key, go) {
  const rows = places.regions.flatMap((one) => one.rows.map(({ row }) => row));
  const title = places.regions.find((one) => one.key === key)?.sector.title;
  const label = title ?? rows.find((row) => row.key === key && row.here)?.label;
  if (!label) return [];
  return [
    `Move “${label}”: `,
    ...STEPS.filter(([, , , [across]]) => title || !across).map(([name, sign, words, step]) => {
      const next = stepped(places, own, key, step);
      return el(
        "button",
        {
          type: "button",
          "data-key": `move:${name}`,
          "aria-label": `Move ${words}`,
          title: `Move ${words} (Shift and an arrow)`,
          disabled: !next,
          on: { click: () => go(next) },
        },
        sign,
      );
    }),
  ];
}

/** What is pressed and moved follows the pointer, and a line shows where it goes in. Touch scrolls, and has the buttons. */
function dragging(element, places, own, go) {
  let drag = null;
  const line = svg("line", { class: "drop-place" });
  const at = ({ clientX, clientY }) => {
    const box = element.getBoundingClientRect();
    const scale = element.viewBox.baseVal.width / box.width || 1;
    return [(clientX - box.left) * scale, (clientY - box.top) * scale];
  };
  const goal = ([x, y]) => {
    const column = places.left.findLastIndex((left, n) => !n || x > (left + places.right[n - 1]) / 2);
    return droppedAt(places, own, drag.key, column, y - places.top);
  };
  const end = () => {
    for (const part of drag.parts) part.removeAttribute("transform");
    element.classList.remove("is-dragging");
    line.remove();
    drag = null;
  };
  element.addEventListener("pointerdown", (event) => {
    const mark = event.target.closest?.("[data-mark]");
    const key = keyOf(`mark:${mark?.getAttribute("data-mark") ?? ""}`);
    if (event.button || event.shiftKey || event.pointerType === "touch" || !key) return;
    const parts = mark.closest(".region")
      ? key.startsWith("sector:")
        ? [mark.closest(".region")]
        : [...element.querySelectorAll(`[data-row="${CSS.escape(key)}"]`)]
      : [];
    drag = { key, parts, from: at(event), moves: false };
  });
  element.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const [x, y] = at(event);
    const [far, down] = [x - drag.from[0], y - drag.from[1]];
    if (!drag.moves && Math.hypot(far, down) < FAR) return;
    if (!drag.moves) {
      drag.moves = true;
      element.setPointerCapture(event.pointerId);
      element.classList.add("is-dragging");
      if (drag.key.startsWith("sector:")) element.append(...drag.parts); // above all others
      element.append(line);
    }
    for (const part of drag.parts) part.setAttribute("transform", `translate(${far},${down})`);
    const { column, y: into } = goal([x, y]);
    const place = {
      x1: places.left[column],
      x2: places.right[column],
      y1: into + places.top,
      y2: into + places.top,
    };
    for (const [name, value] of Object.entries(place)) line.setAttribute(name, value);
  });
  element.addEventListener("pointerup", (event) => {
    if (!drag) return;
    const { arrangement } = drag.moves ? goal(at(event)) : {};
    end();
    if (!arrangement) return;
    // The click that ends a drag opens nothing.
    const stop = (click) => click.stopPropagation();
    addEventListener("click", stop, { capture: true });
    setTimeout(() => removeEventListener("click", stop, { capture: true }));
    go(arrangement);
  });
  element.addEventListener("pointercancel", () => drag && end());
}
