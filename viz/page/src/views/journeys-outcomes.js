/** What became of the items: outcomes by focus and by the number of claims on an item. */
import { isInBand } from "../data/outcomes.js";
import { numberTable } from "../draw/table.js";
import { explained } from "../draw/terms.js";
import { capital, someOf } from "../draw/text.js";

const ALL = { name: "all", words: "all", least: 1, most: null };

/**
 * Rows are outcomes, columns focuses: all items mentioned, then those with as many claims, side by side.
 * @param {import("../pane.js").Pane} app
 * @param {ReturnType<typeof import("../data/outcomes.js").outcomesShown>} groups
 */
export function outcomesTable(app, groups) {
  const heard = groups.filter(({ mentioned }) => mentioned.length);
  const { rules } = app.study;
  const columns = [ALL, ...rules.bands].flatMap((band) =>
    heard.map(({ focus, mentioned }) => ({
      focus,
      band,
      items: mentioned.filter(({ claims }) => isInBand(band, claims.length)),
    })),
  );
  const rows = rules.outcomes.filter((outcome) => outcome !== rules.noClaims).map((outcome) => ({ outcome }));
  return numberTable(app, {
    caption:
      "Items mentioned, by outcome and by the number of claims on them. An item has the first outcome that its claims give it; the first number counts items, the second those whose outcome rests on one claim.",
    columns: [
      { title: "Outcome", cell: ({ outcome }) => explained(app.study, outcome) },
      ...columns.map(({ focus, band, items }) => ({
        title: `${capital(focus)}, ${band.words}: ${items.length}`,
        number: true,
        cell: ({ outcome }) => numberOf(items.filter((one) => one.outcome === outcome)),
        mark: ({ outcome }) =>
          outcomeMark(
            focus,
            band,
            items.filter((one) => one.outcome === outcome),
            items.length,
            outcome,
          ),
      })),
    ],
    rows,
  });
}

function numberOf(items) {
  if (!items.length) return 0;
  const alone = items.filter(({ deciding }) => deciding.length === 1).length;
  return alone ? `${items.length} (${alone})` : items.length;
}

function outcomeMark(focus, band, items, whole, outcome) {
  if (!items.length) return null;
  const number = (test) => items.filter(test).length;
  const besides = [
    [number(({ deciding }) => deciding.length === 1), "on one claim"],
    [number(({ opposed }) => opposed), "opposed"],
    [number(({ lostElsewhere }) => lostElsewhere), "lost elsewhere"],
  ].filter(([count]) => count);
  const claims = items.flatMap((one) => (one.deciding.length ? one.deciding : one.claims));
  return {
    key: `outcome:${focus}:${band.name}:${outcome}`,
    title: `${capital(focus)}, ${band === ALL ? "all items mentioned" : band.words}: ${outcome}`,
    note: [
      `${items.length} of ${whole} items`,
      ...besides.map(([count, words]) => `${count} ${words}`),
      someOf(items.map(({ item }) => item.label)),
    ].join(". "),
    claims: [...new Set(claims)].sort((a, b) => a.place - b.place),
  };
}

/** The kinds of use of the items that reached impact, a line for each focus; the kinds are never added up. */
export function usesWords({ rules }, groups) {
  return groups.flatMap(({ focus, mentioned }) => {
    const reached = mentioned.filter(({ outcome }) => outcome === rules.reached);
    const kinds = [...new Set(reached.flatMap(({ uses }) => uses))];
    const last = (kind) => Number(kind === rules.notSaid);
    kinds.sort((a, b) => last(a) - last(b) || (a < b ? -1 : 1));
    const counts = kinds.map((kind) => `${kind} ${reached.filter(({ uses }) => uses.includes(kind)).length}`);
    return reached.length
      ? [
          `${capital(focus)}: kinds of use of the ${reached.length} that reached impact: ${counts.join(", ")}.`,
        ]
      : [];
  });
}
