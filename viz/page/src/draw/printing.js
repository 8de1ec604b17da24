/** What is on paper and not on the screen: made when the reader prints, and taken away again. */
import { el } from "./dom.js";

/**
 * @param {() => Node[]} make what stands on paper
 * @returns {{place: HTMLElement, end: () => void}} where it will stand; `end` once the view is redrawn
 */
export function onPrint(make) {
  const place = el("div", { class: "on-paper" });
  const before = () => place.replaceChildren(...make());
  const after = () => place.replaceChildren();
  addEventListener("beforeprint", before);
  addEventListener("afterprint", after);
  return {
    place,
    end: () => {
      removeEventListener("beforeprint", before);
      removeEventListener("afterprint", after);
    },
  };
}
