// The search box: names and other names, without regard to case and accents; arrows, Enter and Escape work.

const query = byId("query");
const results = byId("results");
const MOST_RESULTS = 12;
let active = -1;

const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const searchable = things.map((thing) => [thing.name, ...thing.names].map(folded));

// 0 for a name that starts so, 1 for a word that does, 2 for a part of a word; 3 for none.
function rank(names, wanted) {
  if (names.some((name) => name.startsWith(wanted))) return 0;
  if (names.some((name) => name.includes(` ${wanted}`))) return 1;
  return names.some((name) => name.includes(wanted)) ? 2 : 3;
}

function found(text) {
  const wanted = folded(text.trim());
  if (!wanted) return [];
  const ranks = searchable.map((names) => rank(names, wanted));
  return order.filter((index) => ranks[index] < 3).sort((a, b) => ranks[a] - ranks[b]);
}

function option(index, position) {
  const alias = things[index].names.find((name) => folded(name).includes(folded(query.value.trim())));
  const nameFits = folded(things[index].name).includes(folded(query.value.trim()));
  const made = element("li", { role: "option", id: `result-${position}`, "aria-selected": "false" },
    swatch(things[index].kind), isolated(things[index].name),
    nameFits || alias === undefined ? "" : element("span", { class: "quiet" }, isolated(alias)));
  made.addEventListener("mousedown", (event) => event.preventDefault());
  made.addEventListener("click", () => pick(index));
  made.dataset.thing = String(index);
  return made;
}

function listResults() {
  const hits = found(query.value);
  const items = hits.slice(0, MOST_RESULTS).map(option);
  if (hits.length > MOST_RESULTS) items.push(element("li", { class: "note", role: "presentation" }, `and ${hits.length - MOST_RESULTS} more`));
  if (!hits.length && query.value.trim()) items.push(element("li", { class: "note", role: "presentation" }, "Nothing here has that name"));
  results.replaceChildren(...items);
  results.hidden = items.length === 0;
  query.setAttribute("aria-expanded", String(!results.hidden));
  mark(hits.length ? 0 : -1);
}

function mark(position) {
  const options = [...results.querySelectorAll("[role=option]")];
  active = options.length ? (position + options.length) % options.length : -1;
  options.forEach((each, index) => each.setAttribute("aria-selected", String(index === active)));
  if (active < 0) query.removeAttribute("aria-activedescendant");
  else query.setAttribute("aria-activedescendant", `result-${active}`);
  options[active]?.scrollIntoView({ block: "nearest" });
}

function closeResults() {
  results.hidden = true;
  query.setAttribute("aria-expanded", "false");
  query.removeAttribute("aria-activedescendant");
}

function pick(index) {
  query.value = things[index].name;
  closeResults();
  choose(index, true);
}

function onKey(event) {
  const chosen = results.querySelector("[aria-selected=true]");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (results.hidden) listResults();
    else mark(active + (event.key === "ArrowDown" ? 1 : -1));
  } else if (event.key === "Enter" && chosen && !results.hidden) pick(Number(chosen.dataset.thing));
  else if (event.key === "Escape") closeResults();
}

function listenToSearch() {
  query.addEventListener("input", listResults);
  query.addEventListener("keydown", onKey);
  query.addEventListener("blur", closeResults);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    query.focus();
  });
}
