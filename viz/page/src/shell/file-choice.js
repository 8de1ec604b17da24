/** A file of the reader's that the page opens; nothing of it leaves the page. */
import { el } from "../draw/dom.js";

/**
 * @param {string} label what the file is
 * @param {(text: string) => void} read takes what it holds
 * @returns {{input: HTMLElement, choose: () => void}} `input` belongs on the page, `choose` asks for a file
 */
export function fileChoice(label, read) {
  const input = el("input", {
    type: "file",
    accept: ".json,application/json",
    class: "only-read",
    tabindex: "-1",
    "aria-label": label,
  });
  input.addEventListener("change", async () => {
    const [chosen] = input.files;
    if (!chosen) return;
    const text = await chosen.text();
    input.value = "";
    read(text);
  });
  return { input, choose: () => input.click() };
}
