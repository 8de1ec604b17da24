// Labels: those of the largest shapes first, each below, above or beside its shape, none on another.
const LETTERS = 12;
const LINE = 22; // letters in a line

function inLines(text) {
  const lines = [""];
  for (const part of text.split(/\s+/)) {
    const last = lines.length - 1;
    if (lines[last] && lines[last].length + part.length + 1 > LINE) lines.push(part);
    else lines[last] += (lines[last] ? " " : "") + part;
  }
  const kept = lines.slice(0, 2).map((line) => (line.length > LINE + 6 ? line.slice(0, LINE + 5) + "…" : line));
  if (lines.length > 2 && !kept[1].endsWith("…")) kept[1] += "…";
  return kept;
}

const measuring = document.createElement("canvas").getContext("2d");
measuring.font = "100px sans-serif";
const labelLines = new Map();

// A label in lines, and how wide it is in sizes of its letters.
function linesOfLabel(label) {
  if (!labelLines.has(label)) {
    const lines = inLines(label);
    labelLines.set(label, { lines, wide: Math.max(...lines.map((line) => measuring.measureText(line).width)) / 100 });
  }
  return labelLines.get(label);
}

function byWeight(nodes) {
  return [...nodes].sort((one, other) => other.size - one.size || (one.id < other.id ? -1 : 1));
}

const SURE = 6; // so many of the largest are named even where other shapes are in the way

// Boxes that are taken, by cell, so that only near ones are compared.
class Taken {
  constructor(cell) {
    this.cell = cell;
    this.boxes = new Map();
  }
  *near(box) {
    for (let x = Math.floor(box[0] / this.cell); x <= Math.floor(box[2] / this.cell); x++)
      for (let y = Math.floor(box[1] / this.cell); y <= Math.floor(box[3] / this.cell); y++) yield x + " " + y;
  }
  // How many boxes a box would lie on.
  under(box) {
    const met = new Set();
    for (const key of this.near(box))
      for (const other of this.boxes.get(key) || [])
        if (box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]) met.add(other);
    return met.size;
  }
  add(box) {
    for (const key of this.near(box)) {
      if (!this.boxes.has(key)) this.boxes.set(key, []);
      this.boxes.get(key).push(box);
    }
  }
}

// Where the label of a node may be: the middle of its first line, and how it is aligned.
function ways(node, wide, high, gap) {
  const { x, y, size } = node;
  return [
    { align: "center", x, top: y + size + gap, box: [x - wide / 2, y + size + gap, x + wide / 2, y + size + gap + high] },
    { align: "center", x, top: y - size - gap - high, box: [x - wide / 2, y - size - gap - high, x + wide / 2, y - size - gap] },
    { align: "left", x: x + size + gap, top: y - high / 2, box: [x + size + gap, y - high / 2, x + size + gap + wide, y + high / 2] },
    { align: "right", x: x - size - gap, top: y - high / 2, box: [x - size - gap - wide, y - high / 2, x - size - gap, y + high / 2] },
  ];
}

// The labels to draw at a size of letters (in the units of the picture): those over circles, then those of nodes,
// the weightiest first.
function roomyLabels(size, nodes, circles, bright) {
  const wanted = nodes.filter((node) => bright === null || bright.has(node.id));
  const labels = new Taken(12 * size);
  const shapes = new Taken(12 * size);
  const placed = [];
  for (const { label, x, y, r } of circles) {
    const { lines, wide } = linesOfLabel(label);
    const top = y - r - lines.length * size * 1.2;
    labels.add([x - (wide * size) / 2, top, x + (wide * size) / 2, y - r]);
    placed.push({ lines, align: "center", x, top });
  }
  for (const node of wanted) shapes.add([node.x - node.size, node.y - node.size, node.x + node.size, node.y + node.size]);
  wanted.forEach((node, rank) => {
    const { lines, wide } = linesOfLabel(node.label);
    const all = ways(node, wide * size, lines.length * size * 1.2, size * 0.3);
    const free = all.filter((way) => !labels.under(way.box));
    if (!free.length) return;
    const covered = free.map((way) => shapes.under(way.box));
    const least = Math.min(...covered);
    if (least && rank >= SURE) return;
    const found = free[covered.indexOf(least)];
    labels.add(found.box);
    placed.push({ lines, ...found });
  });
  return placed;
}

function drawLabels(context, placed, size, ink, paper) {
  context.save();
  context.font = size + "px sans-serif";
  context.textBaseline = "top";
  context.lineJoin = "round";
  context.lineWidth = size / 4;
  context.strokeStyle = paper;
  context.fillStyle = ink;
  for (const label of placed) {
    context.textAlign = label.align;
    label.lines.forEach((line, number) => {
      context.strokeText(line, label.x, label.top + number * size * 1.2);
      context.fillText(line, label.x, label.top + number * size * 1.2);
    });
  }
  context.restore();
}
