// What the reader has chosen, and what is shown because of it. A thing is shown if its kind is, and if it has a fact
// that is; facts follow their relation and status.

const state = {
  kinds: new Set(told.kinds),
  relations: new Set(Object.keys(told.relations)),
  unsure: false,
  alone: false,
  thing: null,
  line: null,
  pinned: null,
  hovered: null,
};

const things = told.things;
const facts = told.facts;
const lines = drawing.edges.map((edge) => ({
  id: edge.id,
  from: Number(edge.from.slice(1)),
  to: Number(edge.to.slice(1)),
  facts: edge.facts,
}));
const factsOf = things.map(() => []);
facts.forEach((fact, index) => new Set([fact.s, fact.o]).forEach((end) => factsOf[end].push(index)));

const factShown = (fact) => state.relations.has(fact.p) && (state.unsure || fact.status === "asserted");

const hasRelation = (index) =>
  factsOf[index].some((number) => facts[number].s !== facts[number].o && factShown(facts[number]));

const thingShown = (index) =>
  index === state.pinned || (state.kinds.has(things[index].kind) && (state.alone || hasRelation(index)));

function shown() {
  const nodes = things.map((_, index) => thingShown(index));
  const visible = lines.map((line) =>
    nodes[line.from] && nodes[line.to] ? line.facts.filter((number) => factShown(facts[number])) : []);
  return { nodes, lines: visible };
}

function neighboursOf(index, now) {
  const found = new Set([index]);
  lines.forEach((line, number) => {
    if (now.lines[number].length && line.from === index) found.add(line.to);
    if (now.lines[number].length && line.to === index) found.add(line.from);
  });
  return found;
}
