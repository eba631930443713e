// Choices and filters, tied to the drawing and the panel; the last script to run, which says so on <body data-ready>.

function show() {
  paint();
  fillPanel();
  sayStatus();
}

function remember(hash) {
  history.replaceState(null, "", hash || location.pathname + location.search);
}

function choose(index, go) {
  Object.assign(state, { thing: index, line: null });
  if (!thingShown(index)) state.pinned = index;
  remember(`#${encodeURIComponent(things[index].id)}`);
  show();
  if (go) goTo(index);
}

function chooseLine(number) {
  Object.assign(state, { thing: null, line: number });
  remember("");
  show();
}

function chooseNothing() {
  Object.assign(state, { thing: null, line: null, pinned: null });
  remember("");
  show();
}

function sayStatus() {
  const visible = now.nodes.filter(Boolean).length;
  const said = now.lines.flat().length;
  const { things: thingsCut, facts: factsCut } = told.cut;
  const parts = [`Shown: ${visible.toLocaleString("en")} of ${count(things.length, "thing", "things")}, ` +
    `${said.toLocaleString("en")} of ${count(facts.length, "fact", "facts")}, from ${count(told.corpus, "document", "documents")}.`];
  if (thingsCut || factsCut) {
    parts.push(`Left out of this page: the ${count(thingsCut, "least connected thing", "least connected things")} ` +
      `and the ${count(factsCut, "fact that leads", "facts that lead")} to them.`);
  }
  byId("status").textContent = parts.join(" ");
}

function legendButton(kind) {
  const number = things.filter((thing) => thing.kind === kind).length;
  const made = button("", { "aria-pressed": "true" }, () => {
    if (!state.kinds.delete(kind)) state.kinds.add(kind);
    made.setAttribute("aria-pressed", String(state.kinds.has(kind)));
    show();
  });
  made.append(swatch(kind), kind, element("span", { class: "number" }, String(number)));
  return made;
}

function relationItem(name) {
  const number = facts.filter((fact) => fact.p === name).length;
  const box = element("input", { type: "checkbox" });
  box.checked = true;
  box.addEventListener("change", () => {
    if (box.checked) state.relations.add(name);
    else state.relations.delete(name);
    sayRelations();
    show();
  });
  return element("li", {}, element("label", {}, box, told.relations[name], element("span", { class: "number" }, String(number))));
}

function sayRelations() {
  const all = Object.keys(told.relations).length;
  byId("relations").querySelector("summary").textContent =
    state.relations.size === all ? "Relations" : `Relations (${state.relations.size} of ${all})`;
}

function setRelations(names) {
  state.relations = new Set(names);
  byId("relation-list").querySelectorAll("input").forEach((box) => { box.checked = names.length > 0; });
  sayRelations();
  show();
}

function listenToFilters() {
  byId("every-relation").addEventListener("click", () => setRelations(Object.keys(told.relations)));
  byId("no-relation").addEventListener("click", () => setRelations([]));
  for (const name of ["unsure", "alone"]) {
    byId(name).checked = state[name];
    byId(name).addEventListener("change", (event) => { state[name] = event.target.checked; show(); fit(motion()); });
  }
  document.addEventListener("click", (event) => {
    if (!byId("relations").contains(event.target)) byId("relations").open = false;
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") byId("relations").open = false; });
}

function listenToDrawing() {
  network.on("click", ({ nodes, edges }) => {
    if (nodes.length) choose(Number(nodes[0].slice(1)), false);
    else if (edges.length) chooseLine(Number(edges[0].slice(1)));
    else chooseNothing();
  });
  network.on("hoverNode", ({ node }) => { state.hovered = node; });
  network.on("hoverEdge", ({ edge }) => { state.hovered = edge; });
  network.on("blurNode", () => { state.hovered = null; });
  network.on("blurEdge", () => { state.hovered = null; });
  network.on("afterDrawing", writeAll);
  network.on("zoom", adjust);
  network.on("animationFinished", adjust);
  byId("closer").addEventListener("click", () => zoomBy(1.3));
  byId("farther").addEventListener("click", () => zoomBy(1 / 1.3));
  byId("fit").addEventListener("click", () => fit(motion()));
  darkness.addEventListener("change", () => { readTheme(); paint(); });
}

function fillFilters() {
  byId("legend").append(...told.kinds.filter((kind) => things.some((thing) => thing.kind === kind)).map(legendButton));
  byId("relation-list").append(...Object.keys(told.relations).sort().map(relationItem));
  byId("unsure-count").textContent = String(facts.filter((fact) => fact.status !== "asserted").length);
  byId("alone-count").textContent = String(things.filter((_, index) => !hasRelation(index)).length);
}

function start() {
  fillFilters();
  listenToFilters();
  listenToSearch();
  listenToDrawing();
  fillPanel();
  sayStatus();
  network.redraw(); // takes note of the room that the header and the status line leave
  fit(false);
  const wanted = things.findIndex((thing) => `#${encodeURIComponent(thing.id)}` === location.hash);
  if (wanted >= 0) choose(wanted, false);
  document.body.dataset.ready = String(now.nodes.filter(Boolean).length);
}

start();
