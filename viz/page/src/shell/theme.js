/** Light or dark: as the system has it until the reader chooses, and then as chosen. */

const NAME = "graphmodel-theme";

export class Theme {
  constructor(changed) {
    this.changed = changed;
    this._set(kept());
    this._lightOnPaper();
  }

  get dark() {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  change() {
    this._set(this.dark ? "light" : "dark");
    try {
      localStorage.setItem(NAME, this.dark ? "dark" : "light");
    } catch {
      // A page opened from a file may not keep anything; the choice then lasts as long as the page.
    }
    this.changed();
  }

  /** Paper is light: what a view has drawn in colours of its own is drawn anew for it, and back again. */
  _lightOnPaper() {
    const { dataset } = document.documentElement;
    let before = null;
    addEventListener("beforeprint", (event) => {
      if (!event.isTrusted || !this.dark) return;
      before = dataset.theme ?? "";
      dataset.theme = "light";
      this.changed();
      // What the view now has on the page has not heard of the printing yet.
      dispatchEvent(new Event("beforeprint"));
    });
    addEventListener("afterprint", () => {
      if (before === null) return;
      if (before) dataset.theme = before;
      else delete dataset.theme;
      before = null;
      this.changed();
    });
  }

  _set(name) {
    if (name) document.documentElement.dataset.theme = name;
  }
}

function kept() {
  try {
    return localStorage.getItem(NAME);
  } catch {
    return null;
  }
}
