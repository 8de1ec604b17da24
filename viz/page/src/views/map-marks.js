/** What can be opened on the map: stakeholders, groups and ties, none of which is an element. */
import { counted } from "../data/count.js";
import { standOut } from "../data/map-scene.js";
import { spaced } from "../data/study.js";
import { TIE_STATES } from "../data/words.js";

/** Open what a reader has clicked, or come to by keyboard. */
export function pick(app, name, found, event) {
  if (!found) return;
  if (found.tie) app.open(`mark:tie:${name}:${found.tie.key}`);
  else if (!found.unit.node) {
    if (event.detail > 1)
      app.choose(
        "opened",
        [app.option("opened", ""), found.unit.group].filter((one) => one !== "").join("."),
      );
    else app.open(`mark:${found.unit.key}`);
  } else {
    const before = app.shown.open.startsWith("node:") ? app.shown.open.slice(5) : "";
    if (event.shiftKey && before && before !== found.unit.node.id) {
      app.open(`chain:${JSON.stringify([before, found.unit.node.id])}`);
    } else app.open(`node:${found.unit.node.id}`);
  }
}

/** Say what the pointer or the keyboard is on. */
export function announce(app, name, found, event) {
  const mark =
    found && (found.tie ? app.marks.find(`mark:tie:${name}:${found.tie.key}`) : unitMark(found.unit));
  app.hover.show(mark, event);
  const status = document.getElementById(app.within("map-status"));
  if (mark && !event && status) status.textContent = mark.title;
}

/** What a stakeholder or a group is called. */
export function unitMark(unit) {
  const many = unit.node ? "" : ` (${counted(unit.members.length, "stakeholder")})`;
  return { key: unit.key, title: `${unit.label}${many}`, note: `${counted(unit.weight, "tie")} on this map` };
}

/** Ties and groups are no elements; this is what they open. */
export function markOf(app, made, name, open, opened) {
  const group = made.units.find((unit) => !unit.node && open === `mark:${unit.key}`);
  if (group) {
    const own = made.ties
      .filter((tie) => tie.start === group || tie.end === group)
      .flatMap((tie) => tie.claims);
    return {
      ...unitMark(group),
      note: `${group.members.map((node) => node.label).join("; ")}. Below: the claims that tie the group to others.`,
      claims: [...new Set(own)],
      actions: [
        {
          label: "Open this group on the map",
          act: () => app.choose("opened", [...opened, group.group].join(".")),
        },
      ],
    };
  }
  const tie = made.ties.find((one) => open === `mark:tie:${name}:${one.key}`);
  return tie ? tieMark(app, name, tie) : null;
}

/** What a tie is called, and its claims. */
export function tieMark(app, name, tie) {
  const verbs = tie.verbs.map(spaced).join(", ");
  const shared = tie.shared.map((id) => app.study.label(id)).join("; ");
  return {
    key: `tie:${name}:${tie.key}`,
    title: `${tie.start.label} – ${tie.end.label}`,
    note: [verbs, TIE_STATES[tie.state], shared && `Mentioned together with: ${shared}`]
      .filter(Boolean)
      .join(". "),
    claims: tie.claims,
  };
}

/** Let what the panel shows stand out. */
export function showOpen(app, made) {
  const [what, ...rest] = app.shown.open.split(":");
  const name = rest.join(":");
  if (what === "node") return standOut(made, { ids: [name] });
  if (what === "chain") return standOut(made, { ids: idsOf(name) });
  if (name.startsWith("tie:")) return standOut(made, { tie: name.split(":").slice(2).join(":") });
  return standOut(made, { key: name });
}

/** Ids from the address, which a reader may have cut. */
export function idsOf(name) {
  try {
    return JSON.parse(name).map(String);
  } catch {
    return [];
  }
}
