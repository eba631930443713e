// The names on the drawing, set at a constant size on the screen: the best connected things first, and only where there
// is room. Lines get their relations when they are few, chosen or pointed at.

const FEW_LINES = 45;
const LONGEST = 30;
const HUBS = 14;
const CROWD = 80;
const FAMILY = 30;
const widths = new Map();
const order = drawing.nodes.map((node, index) => index)
  .sort((a, b) => drawing.nodes[b].degree - drawing.nodes[a].degree || a - b);

const shortened = (text) => ([...text].length > LONGEST ? `${[...text].slice(0, LONGEST - 1).join("")}…` : text);
const relationOf = (fact) => told.relations[fact.p];

function lineLabel(number) {
  const names = [...new Set(now.lines[number].map((index) => {
    const fact = facts[index];
    return fact.status === "asserted" ? relationOf(fact) : `${relationOf(fact)} (${fact.status})`;
  }))];
  return names.length > 2 ? `${names.slice(0, 2).join(", ")}, …` : names.join(", ");
}

// Width of a text of size 1, kept for each text.
function widthOf(context, text, weight) {
  const key = weight + text;
  if (!widths.has(key)) {
    context.font = `${weight} 100px ${theme.font}`;
    widths.set(key, context.measureText(text).width / 100);
  }
  return widths.get(key);
}

const free = (box, taken, gap) => !taken.some((other) => box.left - gap < other.right && other.left < box.right + gap &&
  box.top < other.bottom && other.top < box.bottom);

function boxAround(x, y, width, height) {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2, x, y };
}

// Writes the text at the first of the spots that is free, or, if it must be there, at the first one.
function write(context, text, look, spots, taken, must) {
  const width = widthOf(context, text, look.weight) * look.size;
  const boxes = spots(width, look.size * 1.25);
  const box = boxes.find((candidate) => free(candidate, taken, look.size * 0.4)) ?? (must ? boxes[0] : undefined);
  if (!box) return;
  taken.push(box);
  context.font = `${look.weight} ${look.size}px ${theme.font}`;
  context.lineWidth = look.size * 0.28;
  context.globalAlpha = look.alpha;
  context.strokeText(text, box.x, box.y);
  context.fillStyle = look.color;
  context.fillText(text, box.x, box.y);
}

const around = (at, size, gap) => (width, height) => [
  boxAround(at.x, at.y + size + gap + height / 2, width, height),
  boxAround(at.x, at.y - size - gap - height / 2, width, height),
  boxAround(at.x + size + gap + width / 2, at.y, width, height),
  boxAround(at.x - size - gap - width / 2, at.y, width, height),
];

const along = (a, b) => (width, height) => [0.5, 0.42, 0.58, 0.34, 0.66].map((share) =>
  boxAround(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share, width, height));

// The things whose names may cover other things' marks: those around a selection, or else the best connected.
function prominent(visible, lit) {
  if (lit) return visible.filter((index) => lit.has(index) || urgent(index));
  return visible.slice(0, HUBS).filter((index) => drawing.nodes[index].degree > 3);
}

function marksOf(indexes, places) {
  return indexes.map((index) => {
    const { x, y } = places[`n${index}`];
    return boxAround(x, y, sizeOf(index) * 1.6, sizeOf(index) * 1.6);
  });
}

// First the prominent names, then, unless that would crowd a selection, the others where they cover nothing.
function writeThings(context, places, view, lit) {
  const visible = order.filter((index) => now.nodes[index]);
  const first = prominent(visible, lit);
  const chosen = new Set(first);
  const others = visible.filter((index) => !chosen.has(index));
  const must = lit !== null && first.length <= FAMILY;
  const taken = marksOf(first, places);
  first.sort((a, b) => urgent(b) - urgent(a))
    .forEach((index) => writeThing(context, index, places, view, { alpha: 1, must }, taken));
  if (lit && visible.length > CROWD) return taken;
  taken.push(...marksOf(others, places));
  others.sort((a, b) => urgent(b) - urgent(a))
    .forEach((index) => writeThing(context, index, places, view, { alpha: lit ? 0.3 : 1, must: false }, taken));
  return taken;
}

const urgent = (index) => Number(index === state.thing || `n${index}` === state.hovered);

function writeThing(context, index, places, view, { alpha, must }, taken) {
  const node = drawing.nodes[index];
  const wanted = urgent(index) === 1;
  const size = (Math.min(11 + 1.1 * Math.sqrt(node.degree), 16) * view.growth) / view.scale;
  const name = things[index].name;
  const look = { size, weight: node.degree > 5 || wanted ? "600" : "400", color: theme.text, alpha };
  const spots = around(places[`n${index}`], sizeOf(index), 3 / view.scale);
  write(context, wanted ? name : shortened(name), look, spots, taken, wanted || must);
}

function writeLines(context, places, view, taken) {
  const visible = lines.map((_, number) => number).filter((number) => now.lines[number].length);
  const pointed = (number) => lineBright(number) || `e${number}` === state.hovered;
  const few = visible.length <= FEW_LINES && state.thing === null && state.line === null;
  for (const number of visible.filter((one) => few || pointed(one))) {
    const look = { size: 10.5 / view.scale, weight: "400", color: theme.quiet, alpha: 1 };
    const spots = along(places[`n${lines[number].from}`], places[`n${lines[number].to}`]);
    write(context, lineLabel(number), look, spots, taken, `e${number}` === state.hovered || number === state.line);
  }
}

// The heading over the grid of things that have no fact to another one.
function writeHeading(context, places, view) {
  const unlinked = order.filter((index) => now.nodes[index] && drawing.nodes[index].degree === 0);
  if (!state.alone || !unlinked.length) return;
  const spots = unlinked.map((index) => places[`n${index}`]);
  const left = Math.min(...spots.map(({ x }) => x));
  const top = Math.min(...spots.map(({ y }) => y));
  context.font = `600 ${13 / view.scale}px ${theme.font}`;
  context.fillStyle = theme.quiet;
  context.globalAlpha = 1;
  context.textAlign = "left";
  context.fillText("Without relations", left, top - 28 / view.scale);
}

function writeAll(context) {
  const scale = network.getScale();
  const view = { scale, growth: Math.min(Math.max(Math.sqrt(scale), 0.95), 1.5) };
  const places = network.getPositions();
  context.save();
  Object.assign(context, { textAlign: "center", textBaseline: "middle", lineJoin: "round", strokeStyle: theme.back });
  const taken = writeThings(context, places, view, bright());
  writeLines(context, places, view, taken);
  writeHeading(context, places, view);
  context.restore();
}
