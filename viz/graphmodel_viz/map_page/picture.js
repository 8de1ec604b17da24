// The picture, drawn by vis-network with places that were worked out beforehand.
function startPicture(choose) {
  // Labels are drawn by us, so that they keep off each other and keep their size on the screen.
  const nodes = new vis.DataSet(drawingData.nodes.map((node) => ({ ...node, label: undefined })));
  const edges = new vis.DataSet(drawingData.edges);
  const network = new vis.Network(byId("picture"), { nodes, edges }, drawingData.options);
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  let bright = null; // ids of nodes to show in full; null: all
  let ink, paper;
  let labels = { size: 0, placed: [] };
  let first = 1; // the zoom at which the whole map is seen

  function paint() {
    ink = colour("--ink");
    paper = colour("--paper");
    labels = { size: 0, placed: [] };
    const chosen = colour("--chosen");
    const line = colour("--line");
    nodes.update(
      drawingData.nodes.map((node) => ({
        id: node.id,
        opacity: bright === null || bright.has(node.id) ? 1 : 0.15,
        size: node.size,
        color: { ...node.color, highlight: { background: node.color.background, border: chosen } },
      }))
    );
    edges.update(
      drawingData.edges.map((edge) => {
        const faded = bright !== null && !(bright.has(edge.from) && bright.has(edge.to));
        return {
          id: edge.id,
          width: edge.width * wider,
          color: { color: line, highlight: chosen, hover: chosen, opacity: faded ? 0.12 : 1 },
          font: { size: LETTERS / first, color: faded ? "transparent" : ink, strokeColor: paper, strokeWidth: faded ? 0 : 3 / first },
        };
      })
    );
  }

  function whole() {
    network.fit();
    // Labels reach beyond the outermost shapes.
    network.moveTo({ scale: network.getScale() * 0.8 });
  }

  network.on("afterDrawing", (context) => {
    const size = LETTERS / network.getScale();
    if (labels.size !== size) labels = { size, placed: roomyLabels(size, bright) };
    drawLabels(context, labels.placed, size, ink, paper);
  });
  network.on("dragEnd", (event) => {
    // A shape that was moved takes its label along.
    const places = network.getPositions(event.nodes);
    for (const node of drawingData.nodes) if (places[node.id]) Object.assign(node, places[node.id]);
    labels.size = 0;
    network.redraw();
  });
  network.on("click", (event) => {
    if (event.nodes.length) choose({ node: event.nodes[0] });
    else if (event.edges.length) choose({ line: event.edges[0] });
    else choose({});
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);

  const zoom = (times) => network.moveTo({ scale: network.getScale() * times });
  byId("whole").addEventListener("click", whole);
  byId("closer").addEventListener("click", () => zoom(1.4));
  byId("wider").addEventListener("click", () => zoom(1 / 1.4));
  addEventListener("beforeprint", whole);

  whole();
  first = network.getScale();
  // Where the whole map is small on the screen, shapes and (few) lines are drawn larger.
  for (const node of drawingData.nodes) node.size *= Math.min(2, Math.max(1, 0.35 / first));
  const wider = drawingData.edges.length > 500 ? 1 : Math.min(6, Math.max(1, 0.6 / first));
  paint();
  return {
    network,
    // Show some nodes in full and fade the others.
    showcase(ids) {
      bright = ids;
      paint();
    },
    mark(choice) {
      if (choice.node && told.nodes[choice.node]) network.selectNodes([choice.node]);
      else if (choice.line) network.setSelection({ nodes: [], edges: [choice.line] }, { highlightEdges: false });
      else network.unselectAll();
    },
  };
}
