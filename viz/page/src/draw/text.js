/** Texts that fit their place: shortened with "…" or broken into lines, by their measured width. */

const FONT = '"Segoe UI", system-ui, -apple-system, "Noto Sans", sans-serif';
let ruler = null;

/** Width in pixels of a text in the page's font. */
export function width(text, size = 12, weight = 400) {
  ruler ??= document.createElement("canvas").getContext("2d");
  ruler.font = `${weight} ${size}px ${FONT}`;
  return ruler.measureText(text).width;
}

/** A text, cut with "…" where it is wider than its place. */
export function fitted(text, room, size = 12, weight = 400) {
  if (width(text, size, weight) <= room) return text;
  const letters = [...text];
  let [low, high] = [0, letters.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const fits = width(`${letters.slice(0, middle).join("")}…`, size, weight) <= room;
    if (fits) low = middle;
    else high = middle - 1;
  }
  return `${letters.slice(0, low).join("").trimEnd()}…`;
}

/** Lines of the longest label that is shown whole; one that a study spins out further is cut. */
const WHOLE = 14;

/**
 * A text broken at its spaces (not at those that hold a number and its sign together) into lines. A word that is wider than
 * a line goes on in the next, from a hyphen where it has one. The last of `most` lines is cut where it must be.
 */
export function lines(text, room, { most = WHOLE, size = 12, weight = 400 } = {}) {
  const words = String(text)
    .split(/[^\S\u00a0]+/)
    .filter(Boolean);
  const made = [];
  let line = "";
  while (words.length) {
    const longer = line ? `${line} ${words[0]}` : words[0];
    const isLast = made.length + 1 >= most;
    if (width(longer, size, weight) <= room) {
      line = longer;
      words.shift();
    } else if (isLast) {
      line = [line, ...words.splice(0)].filter(Boolean).join(" ");
    } else if (line) {
      made.push(line);
      line = "";
    } else {
      const [first, rest] = broken(words[0], room, size, weight);
      made.push(first);
      words[0] = rest;
    }
  }
  if (line) made.push(line);
  return made.map((one) => fitted(one, room, size, weight));
}

/** What fits of a word that is wider than its line, and its rest; at least a letter of each. */
function broken(word, room, size, weight) {
  const letters = [...word];
  const fits = (end, sign) => width(`${letters.slice(0, end).join("")}${sign}`, size, weight) <= room;
  let end = 1;
  while (end < letters.length - 1 && fits(end + 1, "-")) end += 1;
  for (let own = letters.length - 1; own > 1; own -= 1)
    if (/[-–/]/.test(letters[own - 1]) && fits(own, ""))
      return [letters.slice(0, own).join(""), letters.slice(own).join("")];
  return [`${letters.slice(0, end).join("")}-`, letters.slice(end).join("")];
}

/** The first labels of a list, and how many more there are. */
export function someOf(labels, most = 20) {
  const more = labels.length - most;
  return `${labels.slice(0, most).join("; ")}${more > 0 ? `; and ${more} more` : ""}`;
}

/** With a capital at its beginning. */
export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
