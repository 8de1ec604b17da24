// What is drawn: stakeholders, and in place of the members of each closed group the group.
const opened = new Set(); // places of the groups that are open
const drawnAtFirst = {
  nodes: new Map(drawingData.nodes.map((node) => [node.id, node])),
  edges: new Map(drawingData.edges.map((edge) => [edge.id, edge])),
};
const MOST_NUMBERS = 150; // with more lines none has a number, as none could be read

// Ids of what is drawn for a stakeholder: itself, or its group.
function unitOf(place) {
  const group = groups ? groups.group[place] : null;
  return group === null || opened.has(group) ? told.nodes.id[place] : groupId(group);
}

// Groups before stakeholders, each by place: which of two ends a curve is counted from.
const rank = (id) => (groupOf.has(id) ? groupOf.get(id) : groupOf.size + placeOf.get(id));

// Each line and the ties it stands for: one tie between two stakeholders, else all from one to the other.
function linesShown() {
  const lines = new Map();
  const { start: starts, end: ends } = told.ties;
  for (let tie = 0; tie < starts.length; tie++) {
    let start = unitOf(starts[tie]);
    let end = unitOf(ends[tie]);
    if (start === end) continue; // inside a closed group
    if (!groupOf.has(start) && !groupOf.has(end)) {
      lines.set("t" + tie, { start, end, ties: [tie], lane: told.ties.lane[tie] });
      continue;
    }
    if (!told.directed && rank(start) > rank(end)) [start, end] = [end, start];
    const id = start + " " + end;
    if (lines.has(id)) lines.get(id).ties.push(tie);
    else lines.set(id, { start, end, ties: [tie], lane: 0 });
  }
  for (const line of lines.values())
    if (groupOf.has(line.start) || groupOf.has(line.end))
      line.lane = rank(line.start) > rank(line.end) && lines.has(line.end + " " + line.start) ? 1 : 0;
  return lines;
}

// A line that stands for several ties has the first state that any of them has.
const stateOf = (line) => Math.min(...line.ties.map((tie) => told.ties.state[tie]));
const claimsOn = (line) => union(line.ties.map((tie) => told.ties.claims[tie]));

function edgeShown(id, line) {
  const claims = claimsOn(line).length;
  const oneSide = (line.lane % 2 === 1) === (rank(line.start) < rank(line.end));
  return {
    id,
    from: line.start,
    to: line.end,
    claims,
    width: 2 + 1.5 * Math.log2(claims),
    dashes: told.states[stateOf(line)].dashes,
    smooth: line.lane
      ? { enabled: true, type: oneSide ? "curvedCW" : "curvedCCW", roundness: 0.18 * Math.ceil(line.lane / 2) }
      : { enabled: false },
    arrows: told.directed ? "to" : "",
  };
}

// A member looks as its group does, and lies where the group lies now.
const membersDrawn = new Map();
function memberShown(place) {
  const id = told.nodes.id[place];
  if (!membersDrawn.has(id)) {
    const group = groups.group[place];
    const head = drawnAtFirst.nodes.get(groupId(group));
    membersDrawn.set(id, {
      id,
      label: told.nodes.label[place],
      x: head.x + groups.node_x[place] - groups.x[group],
      y: head.y + groups.node_y[place] - groups.y[group],
      size: groups.size[place],
      shape: head.shape,
      color: head.color,
    });
  }
  return membersDrawn.get(id);
}

// The nodes and edges for vis-network, the lines by id, and the ids of lines by node.
function whatIsShown() {
  const lines = linesShown();
  const nodes = drawingData.nodes.filter((node) => !opened.has(groupOf.get(node.id)));
  for (const group of opened) nodes.push(...membersOf[group].map(memberShown));
  const edges = [...lines].map(([id, line]) => drawnAtFirst.edges.get(id) || edgeShown(id, line));
  if (edges.length <= MOST_NUMBERS)
    for (const edge of edges)
      if (edge.claims && (groupOf.has(edge.from) || groupOf.has(edge.to))) edge.label = edge.claims.toLocaleString("en-GB");
  const linesOf = new Map(nodes.map((node) => [node.id, []]));
  for (const [id, line] of lines) {
    linesOf.get(line.start).push(id);
    linesOf.get(line.end).push(id);
  }
  return { nodes, edges, lines, linesOf };
}

// What is drawn, counted; empty where nothing can be opened.
function shownInWords() {
  if (!groups) return "";
  const closed = groupOf.size - opened.size;
  const members = [...opened].reduce((sum, group) => sum + membersOf[group].length, 0);
  const ties = [...shown.lines.values()].reduce((sum, line) => sum + line.ties.length, 0);
  const inside = told.ties.start.length - ties;
  const open = members ? ", and " + counted(members, "stakeholder") + " of " + counted(opened.size, "group") + " that " + (opened.size === 1 ? "is" : "are") + " open" : "";
  const not = inside ? " " + counted(inside, "tie") + " inside closed groups " + (inside === 1 ? "is" : "are") + " not drawn." : "";
  return "Drawn now: " + counted(closed, "group") + open + ". " + counted(shown.lines.size, "line") + (shown.lines.size === 1 ? " stands" : " stand") + " for " + counted(ties, "tie") + "." + not;
}

let shown = whatIsShown();

// Open and close groups: pairs of a group and whether it is open.
function setOpen(changes) {
  for (const [group, open] of changes) {
    if (open) opened.add(group);
    else opened.delete(group);
    for (const place of membersOf[group]) membersDrawn.delete(told.nodes.id[place]);
  }
  shown = whatIsShown();
}
