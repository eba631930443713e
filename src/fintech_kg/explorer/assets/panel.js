// The side panel: the chosen thing, the chosen line, or, with nothing chosen, where to begin.

const panel = byId("panel");

const swatch = (kind) => {
  const shapes = { Organisation: "M2 2H12V12H2Z", Place: "M1 2H13L7 13Z", Person: "M7 1A6 6 0 1 0 7 13A6 6 0 1 0 7 1Z",
    Technology: "M7 0L13 7L7 14L1 7Z" };
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 14 14");
  svg.setAttribute("class", `swatch ${kind.toLowerCase()}`);
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", shapes[kind] ?? shapes.Person);
  svg.append(path);
  return svg;
};

function thingLink(index) {
  const made = button("", { class: "thing" }, () => choose(index, true));
  made.append(swatch(things[index].kind), isolated(things[index].name));
  return made;
}

function section(title, number, ...children) {
  const size = number === null ? "" : element("span", { class: "number" }, number.toLocaleString("en"));
  return element("section", {}, element("h3", {}, title, size), ...children);
}

const note = (text) => element("p", { class: "note" }, text);
const end = (index, self) => (index === self ? element("span", { class: "self" }, isolated(things[index].name)) : thingLink(index));

function factItem(number, self) {
  const fact = facts[number];
  const claim = element("p", { class: "claim" }, end(fact.s, self), ` ${relationOf(fact)} `, end(fact.o, self), " ",
    badge(fact.status),
    element("span", { class: "confidence", title: "How sure the extraction is, from 0 to 1" }, fact.confidence));
  return element("li", { class: "fact" }, claim, ...sentences(fact));
}

function factSections(numbers, self) {
  const groups = new Map();
  for (const number of numbers.filter((one) => factShown(facts[one]))) {
    const name = relationOf(facts[number]);
    groups.set(name, [...(groups.get(name) ?? []), number]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, members]) =>
    section(name, members.length, element("ul", {}, ...members.map((number) => factItem(number, self)))));
}

function hiddenNote(numbers) {
  const hidden = numbers.filter((one) => !factShown(facts[one])).length;
  return hidden ? [note(`${count(hidden, "fact is", "facts are")} hidden by the choices above.`)] : [];
}

// Figures and quotations as pairs of their number and what to show.
function spoken({ observations, quotations, unsaid }) {
  const left = (number, one, many) => (number ? [note(`and ${count(number, one, many)} more, left out of this page`)] : []);
  return {
    figures: [observations.length + unsaid[0],
      [element("ul", {}, ...observations.map(figure)), ...left(unsaid[0], "figure", "figures")]],
    quotations: [quotations.length + unsaid[1],
      [element("ul", {}, ...quotations.map(quotation)), ...left(unsaid[1], "quotation", "quotations")]],
  };
}

const spokenSection = (title, [number, content]) => (number ? [section(title, number, ...content)] : []);

const tucked = (title, [number, content]) => (number ? [element("details", { class: "loose" },
  element("summary", {}, title, element("span", { class: "number" }, number.toLocaleString("en"))), ...content)] : []);

function list(term, items) {
  return items.length ? [element("dt", {}, term), ...items.map((item) => element("dd", { dir: "auto" }, item))] : [];
}

function thingView(index) {
  const thing = things[index];
  const { figures, quotations } = spoken(thing);
  const what = [thing.kind, ...thing.types.filter((name) => name !== thing.kind.toLowerCase()), thing.country];
  const sources = thing.documents.map((number) => told.documents[number].source);
  if (thing.more.documents) sources.push(`and ${count(thing.more.documents, "document", "documents")} more`);
  return [
    element("p", { class: "kind" }, swatch(thing.kind), what.filter((part) => part !== null).join(" · ")),
    element("h2", { dir: "auto" }, thing.name),
    element("dl", {}, ...list("Also", thing.names), ...list("Same as", thing.identifiers.map(identifier)),
      ...list("Named in", sources)),
    ...factSections(factsOf[index], index),
    ...hiddenNote(factsOf[index]),
    ...(thing.more.facts ? [note(`${count(thing.more.facts, "fact leads", "facts lead")} to things that this page leaves out.`)] : []),
    ...spokenSection("Figures", figures),
    ...spokenSection("Quotations", quotations),
  ];
}

function lineView(number) {
  const { from, to } = lines[number];
  return [
    element("p", { class: "kind" }, "Between two things"),
    element("h2", { dir: "auto" }, thingLink(from), element("span", { class: "quiet" }, " and "), thingLink(to)),
    ...factSections(lines[number].facts, null),
    ...hiddenNote(lines[number].facts),
  ];
}

function startView() {
  const { figures, quotations } = spoken(told.loose);
  const best = order.filter((index) => now.nodes[index] && drawing.nodes[index].degree).slice(0, 12);
  const named = told.documents.map(({ title, source: name }) => (title === null ? name : `${title} · ${name}`));
  return [
    element("p", { class: "lead" }, "Choose a thing or a line to read the sentences behind it."),
    ...(best.length ? [section("Best connected", null, element("ul", { class: "plain" }, ...best.map((index) =>
      element("li", {}, thingLink(index), element("span", { class: "number" }, String(drawing.nodes[index].degree))))))] : []),
    section("Documents", told.corpus, element("ul", { class: "plain" },
      ...named.slice(0, 20).map((name) => element("li", { dir: "auto" }, name)))),
    ...(named.length > 20 ? [note(`and ${count(named.length - 20, "document", "documents")} more`)] : []),
    ...tucked("Figures that the text ties to no named thing", figures),
    ...tucked("Quotations without a known speaker", quotations),
  ];
}

function fillPanel() {
  const view = state.thing !== null ? thingView(state.thing) : state.line !== null ? lineView(state.line) : startView();
  const back = state.thing === null && state.line === null ? []
    : [button("Close", { class: "close" }, () => chooseNothing())];
  panel.replaceChildren(...back, ...view);
  panel.scrollTop = 0;
}
