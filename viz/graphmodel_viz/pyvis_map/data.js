"use strict";
// What the page was given, and how to read it.
const drawingData = JSON.parse(document.getElementById("drawing").textContent);
const told = JSON.parse(document.getElementById("told").textContent);
const byId = (id) => document.getElementById(id);

function make(tag, text, className) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function counted(number, noun) {
  return number.toLocaleString("en-GB") + " " + noun + (number === 1 ? "" : "s");
}

const collator = new Intl.Collator("en");
const word = (place) => (place < 0 ? null : told.words[place]);
const words = (places) => places.map(word);
const union = (lists) => [...new Set(lists.flat())].sort((one, other) => one - other);

// Stakeholders by place; those without a tie stand below the map.
const placeOf = new Map(told.nodes.id.map((id, place) => [id, place]));
const tiesOf = told.nodes.id.map(() => []);
told.ties.start.forEach((start, tie) => {
  tiesOf[start].push(tie);
  tiesOf[told.ties.end[tie]].push(tie);
});
const tied = (place) => tiesOf[place].length > 0;

// Groups, whose ids are unlike those of stakeholders.
const groups = told.groups;
const groupId = (group) => "#" + group;
const groupOf = new Map();
const membersOf = [];
if (groups) {
  groups.label.forEach((_, group) => groupOf.set(groupId(group), group) && membersOf.push([]));
  groups.group.forEach((group, place) => group !== null && membersOf[group].push(place));
  for (const members of membersOf) members.sort(byLabel);
}

function byLabel(one, other) {
  const { id, label } = told.nodes;
  return collator.compare(label[one], label[other]) || (id[one] < id[other] ? -1 : 1);
}

// What is told of a stakeholder or a group, by its id.
function nodeOf(id) {
  const group = groupOf.get(id);
  if (group !== undefined)
    return {
      label: groups.label[group],
      facts: [groups.facts[group]],
      members: membersOf[group],
      claims: union(membersOf[group].map(claimsOf)),
    };
  const place = placeOf.get(id);
  return { label: told.nodes.label[place], facts: words(told.nodes.facts[place]), members: [], claims: claimsOf(place) };
}

function claimsOf(place) {
  return union([told.nodes.claims[place], ...tiesOf[place].map((tie) => told.ties.claims[tie])]);
}

const labelOf = (id) => (groupOf.has(id) ? groups.label[groupOf.get(id)] : told.nodes.label[placeOf.get(id)]);

function lineName(line) {
  return labelOf(line.start) + (told.directed ? " → " : " and ") + labelOf(line.end);
}
