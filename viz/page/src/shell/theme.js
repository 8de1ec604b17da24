/** Light or dark: as the system has it until the reader chooses, and then as chosen. */

const NAME = "graphmodel-theme";

export class Theme {
  constructor(changed) {
    this.changed = changed;
    this._set(kept());
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
