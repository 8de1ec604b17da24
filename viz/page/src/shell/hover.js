/** What a mark is, shown beside it while the pointer or the focus is on it. Esc takes it away. */
import { el } from "../draw/dom.js";
import { described } from "../draw/marks.js";

/**
 * @param {import("../app.js").App} app
 * @returns {{show: (mark: ?import("../draw/marks.js").Mark, event: ?PointerEvent) => void}} for what is no element
 */
export function hover(app) {
  const box = el("div", { class: "hover", role: "tooltip", id: "hover", hidden: true });
  document.body.append(box);

  function textOf(target) {
    const mark = target?.closest?.("[data-mark]");
    const pane = mark && app.panes.find(({ main }) => main.contains(mark));
    if (pane) return [mark, pane.marks.all.get(mark.getAttribute("data-mark"))];
    const term = target?.closest?.("[data-term]");
    return term ? [term, { title: app.study.definition(term.getAttribute("data-term")) }] : [null, null];
  }

  function show(event) {
    const [element, mark] = textOf(event.target);
    if (!element || !mark) {
      hide();
      return;
    }
    box.textContent = described(mark);
    box.hidden = false;
    place(box, element.getBoundingClientRect(), event);
  }

  function hide() {
    box.hidden = true;
  }

  document.addEventListener("pointerover", show);
  document.addEventListener("focusin", (event) => event.target.matches?.(":focus-visible") && show(event));
  document.addEventListener("focusout", hide);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  document.addEventListener("scroll", hide, { capture: true, passive: true });
  return {
    show(mark, event) {
      if (!mark || !event) {
        hide();
        return;
      }
      box.textContent = described(mark);
      box.hidden = false;
      place(box, new DOMRect(event.clientX, event.clientY, 0, 6), event);
    },
  };
}

/** Beside an element, inside the window; beside the pointer where the element is large. */
function place(box, around, event) {
  const large = around.width > 300 || around.height > 200;
  const x = large && event.clientX ? event.clientX : around.left + around.width / 2;
  const y = large && event.clientY ? event.clientY + 12 : around.bottom + 8;
  const { width, height } = box.getBoundingClientRect();
  box.style.left = `${Math.max(8, Math.min(x - width / 2, innerWidth - width - 8))}px`;
  box.style.top = `${y + height > innerHeight - 8 ? Math.max(8, around.top - height - 8) : y}px`;
}
