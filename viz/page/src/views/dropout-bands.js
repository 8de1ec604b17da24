/** The bands: all items of a focus at each phase, and how they went from one phase to the next. */
import { counted } from "../data/count.js";
import { STANDINGS } from "../data/dropout.js";
import { svg } from "../draw/dom.js";
import { finished } from "../draw/legend.js";
import { patterns } from "../draw/patterns.js";
import { capital, fitted, lines, width } from "../draw/text.js";

const HEIGHT = 190;
const SMALLEST = 13;
const WORDS = new Map(STANDINGS);
const SHORT = {
  used: "used",
  partly: "partly",
  disputed: "disputed",
  lost: "lost",
  never: "never taken up",
  again: "left out again",
  silent: "not mentioned",
};

export function bandsPicture(app, bands) {
  const phases = app.study.phases;
  const W = Math.max(app.width, 150 + phases.length * 130);
  const named = 130;
  const bar = Math.min(150, ((W - named) / phases.length) * 0.55);
  const step = phases.length > 1 ? (W - named - bar - 4) / (phases.length - 1) : 0;
  const x = (place) => named + step * place;
  const picture = svg("svg", {
    class: "picture bands",
    role: "group",
    "aria-label": "What becomes of the items of each focus",
  });
  picture.append(patterns("d"));
  let y = 0;
  phases.forEach((phase, place) => {
    const last = place === phases.length - 1;
    const head = lines(phase.label, last ? bar : Math.max(bar, step - 12), 4, 12, 600);
    head.forEach((line, n) => {
      picture.append(svg("text", { x: x(place), y: 14 + n * 15, class: "head" }, line));
    });
    y = Math.max(y, head.length * 15 + 10);
  });
  for (const one of bands.filter(({ total }) => total)) {
    picture.append(...bandOf(app, one, { y, x, bar }));
    y += HEIGHT + 22;
  }
  return finished(picture, entries(), { width: W, y });
}

function bandOf(app, { focus, total, columns, flows }, { y, x, bar }) {
  const tone = app.tone(focus);
  const scale = (number) => (HEIGHT * number) / total;
  const tops = columns.map(({ groups }) => {
    let top = y;
    return new Map(
      groups.map(({ name, rows }) => {
        const place = [name, top];
        top += scale(rows.length);
        return place;
      }),
    );
  });
  const made = [
    svg("text", { x: 4, y: y + 16, class: "group" }, fitted(capital(focus), 118, 14, 700)),
    svg("text", { x: 4, y: y + 33, class: "tiny" }, `${counted(total, "item")} = 100 %`),
  ];
  flows.forEach((ribbons, place) =>
    made.push(...ribbonsOf(app, focus, tone, ribbons, { place, tops, x, bar, scale })),
  );
  columns.forEach(({ phase, groups }, place) => {
    for (const { name, rows } of groups.filter((group) => group.rows.length)) {
      made.push(
        segment(
          app,
          { focus, tone, phase, name, rows, total },
          { x: x(place), y: tops[place].get(name), bar, height: scale(rows.length) },
        ),
      );
    }
  });
  return made;
}

function segment(app, { focus, tone, phase, name, rows, total }, { x, y, bar, height }) {
  const share = `${Math.round((100 * rows.length) / total)} %`;
  const long = `${SHORT[name]} ${rows.length} (${share})`;
  const text = width(long, 12) < bar - 8 ? long : `${rows.length} (${share})`;
  const label = app.study.label(phase);
  const group = svg(
    "g",
    { class: `segment ${tone} standing-${name}` },
    svg("rect", { x, y, width: bar, height: Math.max(height, 1), class: "body" }),
    svg("rect", { x, y, width: bar, height: Math.max(height, 1), class: "hit" }),
  );
  if (height >= SMALLEST) {
    group.append(
      svg("rect", {
        x: x + 3,
        y: y + height / 2 - 8,
        width: width(text, 12) + 6,
        height: Math.min(16, height - 1),
        class: "plate",
      }),
      svg("text", { x: x + 6, y: y + height / 2 + 4 }, text),
    );
  }
  const claims = claimsOf(app, rows);
  return app.marks.add(group, {
    key: `band:${focus}:${phase}:${name}`,
    title: `${capital(focus)} at ${label}: ${WORDS.get(name)}`,
    note: `${rows.length} of ${counted(total, "item")}: ${listed(app, rows)}`,
    claims,
  });
}

/** From each standing at one phase to each at the next, in the order of the standings at both ends. */
function ribbonsOf(app, focus, tone, ribbons, { place, tops, x, bar, scale }) {
  const order = STANDINGS.map(([name]) => name);
  const by = (a, b) =>
    order.indexOf(a.from) - order.indexOf(b.from) || order.indexOf(a.to) - order.indexOf(b.to);
  const [left, right] = [new Map(tops[place]), new Map(tops[place + 1])];
  const [x1, x2] = [x(place) + bar, x(place + 1)];
  const middle = (x1 + x2) / 2;
  return [...ribbons].sort(by).map(({ from, to, rows }) => {
    const thick = scale(rows.length);
    const [a, b] = [left.get(from), right.get(to)];
    left.set(from, a + thick);
    right.set(to, b + thick);
    const d = `M${x1},${a}C${middle},${a} ${middle},${b} ${x2},${b}V${b + thick}C${middle},${b + thick} ${middle},${a + thick} ${x1},${a + thick}Z`;
    const quiet = to === "silent" || from === "silent";
    const ribbon = svg(
      "g",
      { class: `ribbon ${tone} ${quiet ? "quiet" : ""}` },
      svg("path", { d, class: "hit" }),
    );
    const [before, after] = [app.study.phases[place].label, app.study.phases[place + 1].label];
    return app.marks.add(ribbon, {
      key: `flow:${focus}:${place}:${from}:${to}`,
      title: `${capital(focus)}: ${WORDS.get(from)} at ${before}, then ${WORDS.get(to)} at ${after}`,
      note: `${counted(rows.length, "item")}: ${listed(
        app,
        rows.map(([first]) => first),
      )}`,
      claims: claimsOf(app, rows.flat()),
    });
  });
}

/** The claims of rows of states, each once. */
export function claimsOf(app, rows) {
  return [...new Set(rows.flatMap((row) => row.claims))].map((place) => app.study.claims[place]);
}

/** Labels of the items of rows of states; the first few where there are many. */
export function listed(app, rows, most = 8) {
  const labels = rows.slice(0, most).map((row) => app.study.label(row.evidence));
  return labels.join("; ") + (rows.length > most ? `; and ${rows.length - most} more` : "");
}

function entries() {
  return STANDINGS.map(([name, label]) => ({
    draw: (x, y) =>
      svg(
        "g",
        { class: `segment tone-none standing-${name}` },
        svg("rect", { x: x - 10, y: y - 7, width: 20, height: 14, class: "body" }),
      ),
    label,
    wide: 20,
  }));
}
