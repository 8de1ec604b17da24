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

const word = (place) => (place < 0 ? null : told.words[place]);
const nodeOf = (id) => told.nodes[id] || told.isolates[id];

// The lines of each drawn node.
const linesOf = new Map(Object.keys(told.nodes).map((id) => [id, []]));
for (const [id, line] of Object.entries(told.lines)) {
  linesOf.get(line.start).push(id);
  if (line.end !== line.start) linesOf.get(line.end).push(id);
}

function lineName(line) {
  const arrow = told.directed ? " → " : " and ";
  return nodeOf(line.start).label + arrow + nodeOf(line.end).label;
}
