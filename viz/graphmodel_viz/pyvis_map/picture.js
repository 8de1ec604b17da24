// The picture, drawn by vis-network with places that were worked out beforehand.
function startPicture(choose, open) {
  // Labels are drawn by us, so that they keep off each other and keep their size on the screen.
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  const network = new vis.Network(byId("picture"), { nodes, edges }, drawingData.options);
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  let bright = null; // ids of nodes to show in full; null: all
  let ink, paper, edge, raised;
  let labels = { size: 0, placed: [] };
  let weighed = []; // nodes, the weightiest first
  let base = 1; // the zoom that shapes, lines and numbers are drawn for
  let marked = null; // the id of the node that is chosen: it is named before all others

  // Circles that hold the members of open groups, where the group was.
  function circles() {
    return [...opened].map((group) => {
      const { x, y } = drawnAtFirst.nodes.get(groupId(group));
      return { group, x, y, r: groups.r[group], label: groups.label[group] };
    });
  }

  const drawnNow = { nodes: new Map(), edges: new Map() }; // how each was last drawn

  // Give vis-network only what is to look otherwise than before: that is what takes time.
  function update(set, drawn, rows, lookOf) {
    const changed = [];
    for (const row of rows) {
      const look = lookOf(row);
      const text = JSON.stringify(look);
      if (drawn.get(row.id) === text) continue;
      changed.push(drawn.has(row.id) ? { id: row.id, ...look } : { ...row, ...look });
      drawn.set(row.id, text);
    }
    if (changed.length) set.update(changed);
  }

  function remove(set, drawn, rows) {
    const kept = new Set(rows.map((row) => row.id));
    const gone = [...drawn.keys()].filter((id) => !kept.has(id));
    for (const id of gone) drawn.delete(id);
    set.remove(gone);
  }

  function paint() {
    ink = colour("--ink");
    paper = colour("--paper");
    edge = colour("--edge");
    raised = colour("--raised");
    labels = { size: 0, placed: [] };
    const chosen = colour("--chosen");
    const line = colour("--line");
    const many = shown.edges.length > 500;
    const few = bright !== null && bright.size < 100;
    const full = shown.edges.length > 2000 && !few ? 0.3 : 1; // very many lines would hide the shapes
    const wide = Math.min(6, Math.max(1, 0.6 / base));
    update(nodes, drawnNow.nodes, shown.nodes, (node) => ({
      opacity: bright === null || bright.has(node.id) ? 1 : 0.15,
      size: node.size,
      color: { ...node.color, highlight: { background: node.color.background, border: chosen } },
    }));
    update(edges, drawnNow.edges, shown.edges, ({ from, to, width, label }) => {
      const faded = bright !== null && !(bright.has(from) && bright.has(to));
      const look = { width: many && (faded || !few) ? width : width * wide, color: { color: line, highlight: chosen, hover: chosen, opacity: faded ? 0.12 : full } };
      if (label === undefined) return look;
      const font = { size: LETTERS / base, color: faded ? "transparent" : ink, strokeColor: paper, strokeWidth: faded ? 0 : 3 / base };
      return { ...look, font };
    });
  }

  // Where much is seen at once and small, shapes and (few) lines are drawn larger.
  function fitted() {
    base = network.getScale();
    const larger = Math.min(2, Math.max(1, 0.35 / base));
    for (const node of shown.nodes) node.size = (node.plain ??= node.size) * larger;
    weighed = byWeight(shown.nodes);
    paint();
  }

  function whole() {
    network.fit();
    // Labels reach beyond the outermost shapes.
    network.moveTo({ scale: network.getScale() * 0.8 });
    fitted();
  }

  // What is drawn has changed; look at the circle of one group, or at the whole map.
  function change(group, ids) {
    bright = ids;
    remove(edges, drawnNow.edges, shown.edges);
    remove(nodes, drawnNow.nodes, shown.nodes);
    // Shapes first: the zoom comes from where they are, and how wide lines are from the zoom.
    const added = shown.nodes.filter((node) => !drawnNow.nodes.has(node.id));
    // Labels are drawn by us, so that they keep off each other and keep their size on the screen.
    nodes.add(added.map((node) => ({ ...node, label: undefined })));
    for (const node of added) drawnNow.nodes.set(node.id, "");
    if (group === null) return whole();
    const { x, y, r } = circles().find((circle) => circle.group === group);
    const { clientWidth, clientHeight } = byId("picture");
    network.moveTo({ position: { x, y }, scale: Math.min(1, (Math.min(clientWidth, clientHeight) / (2 * r)) * 0.8) });
    fitted();
  }

  network.on("beforeDrawing", (context) => {
    context.save();
    context.lineWidth = 1.5 / network.getScale();
    context.strokeStyle = edge;
    context.fillStyle = raised;
    for (const { x, y, r } of circles()) {
      context.beginPath();
      context.arc(x, y, r, 0, 2 * Math.PI);
      context.fill();
      context.stroke();
    }
    context.restore();
  });
  const inTurn = () => [...weighed.filter((node) => node.id === marked), ...weighed.filter((node) => node.id !== marked)];
  network.on("afterDrawing", (context) => {
    const size = LETTERS / network.getScale();
    if (labels.size !== size) labels = { size, placed: roomyLabels(size, inTurn(), circles(), bright) };
    drawLabels(context, labels.placed, size, ink, paper);
  });
  network.on("dragEnd", (event) => {
    // A shape that was moved takes its label along.
    const places = network.getPositions(event.nodes);
    for (const node of shown.nodes) if (places[node.id]) Object.assign(node, places[node.id]);
    labels.size = 0;
    network.redraw();
  });
  network.on("click", (event) => {
    if (event.nodes.length) choose({ node: event.nodes[0] });
    else if (event.edges.length) choose({ line: event.edges[0] });
    else choose({});
  });
  // Twice on a group opens it; twice in the circle of one that is open, beside its members, closes it.
  network.on("doubleClick", (event) => {
    const { x, y } = event.pointer.canvas;
    if (groupOf.has(event.nodes[0])) open(groupOf.get(event.nodes[0]), true);
    else if (event.nodes.length || event.edges.length) return;
    else for (const one of circles()) if (Math.hypot(x - one.x, y - one.y) < one.r) return open(one.group, false);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);

  const zoom = (times) => network.moveTo({ scale: network.getScale() * times });
  byId("whole").addEventListener("click", whole);
  byId("closer").addEventListener("click", () => zoom(1.4));
  byId("wider").addEventListener("click", () => zoom(1 / 1.4));
  addEventListener("beforeprint", whole);

  change(null, null);
  return {
    network,
    change,
    // Show some nodes in full and fade the others.
    showcase(ids) {
      bright = ids;
      paint();
    },
    mark(choice) {
      marked = choice.node;
      labels.size = 0;
      if (choice.node && shown.linesOf.has(choice.node)) network.selectNodes([choice.node]);
      else if (choice.line) network.setSelection({ nodes: [], edges: [choice.line] }, { highlightEdges: false });
      else network.unselectAll();
    },
  };
}
