// The filters: by kind, relation, status, document, confidence and date.

import { ask } from "../api/client.ts";
import { STATUSES, type DocumentHead, type Status } from "../api/contract.ts";
import { button, check, note, small } from "../dom/controls.ts";
import { element, isolated } from "../dom/element.ts";
import { badge, swatch } from "../panel/pieces.ts";
import { FILTERS, type Filters } from "../state/state.ts";
import { number, percent, plural, titled } from "../text/phrases.ts";
import type { Page } from "./page.ts";

const MOST_DOCUMENTS = 200;
const SEARCHED = 12; // documents from which on their titles can be searched

/** The documents that can be ticked. */
interface Documents {
  heads: ReadonlyMap<string, DocumentHead>; // all that were met
  found: readonly string[];
  of: number;
  sought: string;
  seek: (text: string) => void;
}

/** How many of the filters are at work. */
export function active(filters: Filters): number {
  const lists = [filters.kinds, filters.relations, filters.documents].filter((list) => list.length > 0).length;
  const statuses = filters.statuses.join() === FILTERS.statuses.join() ? 0 : 1;
  return lists + statuses + (filters.confidence > 0 ? 1 : 0) + (filters.from !== "" || filters.to !== "" ? 1 : 0);
}

/** Fills the sheet while it is shown; the answer is to be called when that begins. */
export function filters(host: HTMLElement, page: Page): () => void {
  let asked = false;
  let running = new AbortController();
  let documents: Documents = {
    heads: new Map(),
    found: [],
    of: 0,
    sought: "",
    seek: (text) => {
      documents = { ...documents, sought: text };
      running.abort();
      running = new AbortController();
      page.busy(found(documents, running.signal).then((more) => { documents = more; render(); })); // prettier-ignore
    },
  };
  const render = (): void => {
    if (host.hidden) return;
    const focused =
      document.activeElement instanceof HTMLElement && host.contains(document.activeElement)
        ? document.activeElement.dataset["key"]
        : undefined;
    const open = new Set(
      Array.from(host.querySelectorAll<HTMLDetailsElement>("details[open]"), (one) => one.dataset["name"]),
    );
    host.replaceChildren(...sections(page, documents, open));
    if (focused !== undefined) refocus(host.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`));
  };
  page.store.watch(({ filters: now }) => now, render);
  return () => {
    render();
    if (asked) return;
    asked = true;
    documents.seek("");
  };
}

async function found(known: Documents, signal: AbortSignal): Promise<Documents> {
  const { documents: all, of } = await ask<{ documents: DocumentHead[]; of: number }>(
    "documents",
    [["q", known.sought.trim()], ["limit", MOST_DOCUMENTS]],
    signal,
  ); // prettier-ignore
  const heads = new Map([...known.heads, ...all.map((head) => [head.id, head] as const)]);
  return { ...known, heads, found: all.map(({ id }) => id), of };
}

function refocus(made: HTMLElement | null): void {
  made?.focus();
  if (made instanceof HTMLInputElement && made.type === "search")
    made.setSelectionRange(made.value.length, made.value.length);
}

type Change = (change: Partial<Filters>) => void;

function sections(page: Page, documents: Documents, open: ReadonlySet<string | undefined>): HTMLElement[] {
  const now = page.store.state.filters;
  const change: Change = (part) => {
    page.store.go({ filters: { ...page.store.state.filters, ...part }, page: 0 });
  };
  const { about } = page;
  const kinds = about.kinds.map(({ id, label, count }) => ({
    id,
    count,
    label: element("span", {}, swatch(id), titled(plural(label))),
  }));
  const relations = about.relations.map(({ id, label, count }) => ({ id, count, label }));
  const clear = button("Clear all", () => {
    change(FILTERS);
  });
  clear.disabled = active(now) === 0;
  return [
    element("div", { class: "row filters-head" }, element("h2", {}, "Filters"), clear),
    section("Status", true, statuses(page, now, change), open),
    section("Kind", true, several("kind", kinds, now.kinds, (list) => { change({ kinds: list }); }), open),
    section("Relation", true, several("relation", relations.filter(({ count }) => count > 0), now.relations, (list) => { change({ relations: list }); }), open),
    section("Confidence", true, confidence(now, change), open),
    ...(about.dates === null ? [] : [section("Date", true, dates(page, now, change), open)]),
    section("Document", now.documents.length > 0, titles(page, documents, now, change), open),
  ]; // prettier-ignore
}

function section(
  name: string,
  usual: boolean,
  content: HTMLElement,
  open: ReadonlySet<string | undefined>,
): HTMLElement {
  const shown = open.size > 0 ? open.has(name) : usual;
  return element(
    "details",
    { class: "section", open: shown, "data-name": name },
    element("summary", {}, name),
    content,
  );
}

interface Option {
  id: string;
  label: HTMLElement | string;
  count: number | null;
}

/** None chosen means all: the list narrows by what is ticked. */
function several(
  name: string,
  options: readonly Option[],
  chosen: readonly string[],
  change: (list: string[]) => void,
): HTMLElement {
  const rows = options.map(({ id, label, count }) => {
    const made = check(
      label,
      chosen.includes(id),
      (checked) => {
        change(checked ? [...chosen, id] : chosen.filter((one) => one !== id));
      },
      count === null ? "" : number(count),
    );
    made.querySelector("input")?.setAttribute("data-key", `${name} ${id}`);
    return element("li", {}, made);
  });
  return element("ul", { class: "choices" }, ...rows);
}

function titles(
  page: Page,
  { heads, found: all, of, sought, seek }: Documents,
  now: Filters,
  change: Change,
): HTMLElement {
  const ids = [...now.documents, ...all.filter((id) => !now.documents.includes(id))];
  const options = ids.map((id) => {
    const { title = null, source = id } = heads.get(id) ?? {};
    return { id, count: null, label: isolated(title ?? source) };
  });
  const search = element("input", {
    type: "search",
    placeholder: "Search titles …",
    "aria-label": "Search documents to filter by",
    "data-key": "titles",
    dir: "auto",
    value: sought,
  });
  search.addEventListener("input", () => {
    seek(search.value);
  });
  const list = several("document", options, now.documents, (chosen) => {
    change({ documents: chosen });
  });
  const left = of - all.length;
  return element(
    "div",
    {},
    page.about.counts.documents >= SEARCHED ? search : null,
    options.length === 0 ? note("No document of that title.") : list,
    left > 0 ? note(`and ${number(left)} more; search their titles`) : null,
  );
}

function statuses(page: Page, now: Filters, change: Change): HTMLElement {
  const counts = new Map(page.about.statuses.map(({ id, count }) => [id, count]));
  const chosen = now.statuses.length === 0 ? STATUSES : now.statuses;
  const options = STATUSES.filter((id) => counts.has(id)).map((id) => ({
    id,
    count: counts.get(id) ?? 0,
    label: badge(id),
  }));
  return several("status", options, chosen, (list) => {
    const wanted = STATUSES.filter((id): id is Status => list.includes(id));
    change({ statuses: wanted.length === STATUSES.length ? [] : wanted.length === 0 ? FILTERS.statuses : wanted });
  });
}

function confidence(now: Filters, change: Change): HTMLElement {
  const told = small(now.confidence > 0 ? `at least ${percent(now.confidence)}` : "any");
  const slider = element("input", {
    type: "range",
    min: "0",
    max: "1",
    step: "0.05",
    value: String(now.confidence),
    "aria-label": "Least confidence",
    "data-key": "confidence",
  });
  slider.addEventListener("input", () => {
    told.textContent = Number(slider.value) > 0 ? `at least ${percent(Number(slider.value))}` : "any";
  });
  slider.addEventListener("change", () => {
    change({ confidence: Number(slider.value) });
  });
  return element("div", { class: "row" }, slider, told);
}

function dates(page: Page, now: Filters, change: Change): HTMLElement {
  const field = (label: string, key: "from" | "to"): HTMLElement => {
    const input = element("input", {
      type: "date",
      value: now[key],
      "data-key": key,
      min: page.about.dates?.first ?? null,
      max: page.about.dates?.last ?? null,
    });
    input.addEventListener("change", () => {
      change({ [key]: input.value });
    });
    return element("label", { class: "field" }, element("span", {}, label), input);
  };
  return element("div", { class: "dates" }, field("From", "from"), field("To", "to"));
}
