/** Light or dark: as the system has it until the reader chooses, and then as chosen. Paper is always light. */

const NAME = "graphmodel-theme";
const SYSTEM = "(prefers-color-scheme: dark)";

export class Theme {
  /** @param {() => void} changed called when what is drawn in colours of its own must be redrawn */
  constructor(changed) {
    this.changed = changed;
    this.chosen = kept();
    this._set(this._now());
    matchMedia(SYSTEM).addEventListener("change", () => this._turn(this._now()));
    addEventListener("beforeprint", (event) => this._toPaper(event));
    addEventListener("afterprint", () => this._turn(this._now()));
  }

  /** Change between light and dark, and keep the choice. */
  change() {
    this.chosen = this._now() === "dark" ? "light" : "dark";
    try {
      localStorage.setItem(NAME, this.chosen);
    } catch {
      // A page opened from a file may not keep anything; the choice then lasts as long as the page.
    }
    this._turn(this.chosen);
  }

  _now() {
    return this.chosen ?? (matchMedia(SYSTEM).matches ? "dark" : "light");
  }

  _toPaper(event) {
    if (!event.isTrusted || this.shown === "light") return;
    this._turn("light");
    // What the view now has on the page does not know about the printing yet.
    dispatchEvent(new Event("beforeprint"));
  }

  _turn(theme) {
    if (theme === this.shown) return;
    this._set(theme);
    this.changed();
  }

  _set(theme) {
    this.shown = theme;
    document.documentElement.dataset.theme = theme;
  }
}

/** The choice of an earlier visit. */
function kept() {
  try {
    const choice = localStorage.getItem(NAME);
    return choice === "dark" || choice === "light" ? choice : null;
  } catch {
    return null;
  }
}
