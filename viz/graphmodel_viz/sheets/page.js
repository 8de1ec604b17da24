"use strict";
// Keeps the answers of one copy in a file of the reader's own; nothing leaves the page otherwise.
(() => {
  const copy = JSON.parse(document.getElementById("copy").textContent);
  const fields = [...document.querySelectorAll("[data-code]")];
  const state = document.getElementById("state");
  let saved = true;

  const isTick = (field) => field.type === "checkbox";
  const valueOf = (field) => (isTick(field) ? (field.checked ? "x" : "") : field.value.trim());

  function show() {
    const filled = fields.filter((field) => valueOf(field) !== "").length;
    state.textContent = `${filled} of ${fields.length} filled in${saved ? "" : ", not saved"}`;
    for (const field of fields) {
      const card = field.closest(".card");
      if (card) card.classList.toggle("crossed", isTick(field) && field.checked);
    }
  }

  function answers() {
    const given = {};
    for (const field of fields) {
      const value = valueOf(field);
      if (value !== "") given[field.dataset.code] = value;
    }
    return given;
  }

  document.getElementById("save").addEventListener("click", () => {
    const content = { graphmodel_answers: 1, line: copy.line, manifest: copy.manifest, answers: answers() };
    const file = new Blob([JSON.stringify(content, null, 1)], { type: "application/json" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = copy.file;
    link.click();
    URL.revokeObjectURL(link.href);
    saved = true;
    show();
  });

  document.getElementById("load").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    event.target.value = "";
    try {
      const content = JSON.parse(await file.text());
      if (content.manifest !== copy.manifest) {
        throw new Error("These answers are of another copy. Open the page that they were saved from.");
      }
      for (const field of fields) {
        const value = String(content.answers[field.dataset.code] ?? "");
        if (isTick(field)) field.checked = value !== "";
        else field.value = value;
      }
      saved = true;
      show();
    } catch (error) {
      state.textContent = error instanceof SyntaxError ? "This file holds no answers." : error.message;
    }
  });

  document.addEventListener("input", (event) => {
    if (!event.target.closest("[data-code]")) return;
    saved = false;
    show();
  });
  window.addEventListener("beforeunload", (event) => {
    if (!saved) event.preventDefault();
  });
  show();
  document.documentElement.dataset.ready = "yes";
})();
