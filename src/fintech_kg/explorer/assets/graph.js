// The drawing: vis-network with the places that were worked out before, and how it looks under the reader's choices.

let theme = {};
let growth = 1;
const sizeOf = (index) => drawing.nodes[index].size * growth;
const stillness = window.matchMedia("(prefers-reduced-motion: reduce)");
const darkness = window.matchMedia("(prefers-color-scheme: dark)");

function readTheme() {
  const style = getComputedStyle(document.documentElement);
  const value = (name) => style.getPropertyValue(`--${name}`).trim();
  const kinds = Object.fromEntries(told.kinds.map((kind) => [kind, value(kind.toLowerCase())]));
  theme = { kinds, back: value("back"), text: value("text"), quiet: value("quiet"), line: value("line"),
    strong: value("strong"), font: style.fontFamily };
}

readTheme();
state.alone = !things.some((_, index) => hasRelation(index));
let now = shown();

// The things and lines that a selection keeps bright; null when there is none.
function bright() {
  if (state.thing !== null) return neighboursOf(state.thing, now);
  if (state.line !== null) return new Set([lines[state.line].from, lines[state.line].to]);
  return null;
}

const lineBright = (number) =>
  state.line === number || (state.thing !== null && [lines[number].from, lines[number].to].includes(state.thing));

function nodeLook(index, lit) {
  const fill = theme.kinds[things[index].kind];
  const chosen = { background: fill, border: theme.text };
  return { id: `n${index}`, size: sizeOf(index), hidden: !now.nodes[index], opacity: lit && !lit.has(index) ? 0.18 : 1,
    color: { background: fill, border: theme.back, highlight: chosen, hover: chosen } };
}

function edgeLook(number, lit) {
  const said = now.lines[number].map((index) => facts[index]);
  const sure = said.some((fact) => fact.status === "asserted");
  const color = lineBright(number) ? theme.strong : theme.line;
  return {
    id: `e${number}`,
    hidden: said.length === 0,
    dashes: sure ? false : [5, 5],
    width: (lineBright(number) ? 2 : 1.2) * growth,
    arrows: {
      to: { enabled: said.some((fact) => fact.o === lines[number].to && fact.s !== fact.o) },
      from: { enabled: said.some((fact) => fact.o === lines[number].from && fact.s !== fact.o) },
    },
    color: { color, hover: theme.strong, highlight: theme.strong,
      opacity: lit && !lineBright(number) ? 0.15 : sure ? 1 : 0.8 },
  };
}

// With their looks from the first on, as to change them all afterwards takes as long as to make them.
const nodeSet = new vis.DataSet(drawing.nodes.map((node, index) => ({ ...node, ...nodeLook(index, null) })));
const edgeSet = new vis.DataSet(drawing.edges.map(({ id, from, to }, number) => ({ id, from, to, ...edgeLook(number, null) })));
const network = new vis.Network(byId("graph"), { nodes: nodeSet, edges: edgeSet }, JSON.parse(drawing.options));

function paint() {
  now = shown();
  const lit = bright();
  nodeSet.update(things.map((_, index) => nodeLook(index, lit)));
  edgeSet.update(lines.map((_, number) => edgeLook(number, lit)));
  network.setSelection({
    nodes: state.thing === null || !now.nodes[state.thing] ? [] : [`n${state.thing}`],
    edges: state.line === null || !now.lines[state.line].length ? [] : [`e${state.line}`],
  }, { highlightEdges: false });
}

const motion = () => (stillness.matches ? false : { duration: 300, easingFunction: "easeInOutQuad" });

// Brings the things into view, moving from where the view is if there is to be an animation.
function frame(indexes, animation) {
  if (!indexes.length) return;
  const from = { position: network.getViewPosition(), scale: network.getScale() };
  network.fit({ nodes: indexes.map((index) => `n${index}`), animation: false });
  const to = { position: network.getViewPosition(), scale: Math.min(network.getScale() * 0.88, 1.3) };
  if (animation) network.moveTo({ ...from, animation: false });
  network.moveTo({ ...to, animation });
  adjust();
}

const fit = (animation) => frame(things.map((_, index) => index).filter((index) => now.nodes[index]), animation);
const goTo = (index) => frame([...neighboursOf(index, now)], motion());
const zoomBy = (factor) => network.moveTo({ scale: network.getScale() * factor, animation: motion() });

// Keeps marks and lines big enough to see from afar.
function adjust() {
  const wanted = Math.min(Math.max(0.6 / network.getScale(), 1), 1.7);
  if (Math.abs(wanted / growth - 1) < 0.1) return;
  growth = wanted;
  paint();
}
