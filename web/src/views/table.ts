// The table: every thing and fact that is drawn, in rows that the keyboard and a screen reader can go through.

import { ask, parameters } from "../api/client.ts";
import type { Edge, Row, Thing } from "../api/contract.ts";
import { button } from "../dom/controls.ts";
import { dress, element, type Child } from "../dom/element.ts";
import type { Page } from "../frame/page.ts";
import { pages } from "../frame/pages.ts";
import { badge, confidence, focusPanel, thing } from "../panel/pieces.ts";
import type { Sort, State } from "../state/state.ts";
import { counted, number, period } from "../text/phrases.ts";
import { ordered } from "./order.ts";
import type { View } from "./view.ts";

const PAGE = 100;

export const table: View = {
  label: "Table",
  part: ({ rows, page, sort, filters }) => [rows, page, sort, filters],
  mirrors: true,
  render: async (host, page, signal) => {
    const { state } = page.store;
    const made = state.rows === "facts" ? await facts(page, state, signal) : things(page, state);
    signal.throwIfAborted();
    const kept =
      document.activeElement instanceof HTMLElement && host.contains(document.activeElement)
        ? document.activeElement.dataset["key"]
        : undefined;
    const foot = pages(page, PAGE, made.of, state.rows);
    host.replaceChildren(head(page, state), made.body, ...(foot === null ? [] : [foot]));
    if (kept !== undefined) host.querySelector<HTMLElement>(`[data-key="${CSS.escape(kept)}"]`)?.focus();
  },
};

function head(page: Page, { rows }: State): HTMLElement {
  const { things: shownThings, facts: shownFacts } = page.scene.size;
  const tab = (name: State["rows"], label: string): HTMLElement => {
    const made = button(label, () => {
      page.store.go({ rows: name, page: 0, sort: null });
    });
    dress(made, { "aria-pressed": String(rows === name), "data-key": name });
    return made;
  };
  return element(
    "div",
    { class: "view-head" },
    element("h2", {}, "What the picture shows"),
    element(
      "div",
      { class: "segments", role: "group", "aria-label": "Rows" },
      tab("facts", counted(shownFacts, "fact", "facts")),
      tab("things", counted(shownThings, "thing", "things")),
    ),
  );
}

interface Made {
  body: HTMLElement;
  of: number;
}

async function facts(page: Page, state: State, signal: AbortSignal): Promise<Made> {
  const { rows, of } = page.scene.whole === null ? drawn(page, state) : await asked(state, signal);
  const columns: [Sort, string][] = [
    ["subject", "Subject"],
    ["relation", "Relation"],
    ["object", "Object"],
    ["status", "Status"],
    ["confidence", "Confidence"],
    ["date", "Date"],
  ];
  const headers = columns.map(([sort, label]) => header(page, state, sort, label));
  const body = grid(
    "Facts",
    [...headers, element("th", { scope: "col" }, "Evidence")],
    rows.map((row) => fact(page, row)),
  );
  return { body, of };
}

type Listed = Edge & Pick<Row, "subject" | "object" | "label">;

/** The facts of the picture itself, which this page holds. */
function drawn({ scene }: Page, { sort, page: at }: State): { rows: Listed[]; of: number } {
  const all = [...scene.edges.values()].flatMap((edge) => {
    const [subject, object] = [scene.things.get(edge.s), scene.things.get(edge.o)];
    return subject === undefined || object === undefined
      ? []
      : [{ ...edge, subject, object, label: scene.relation(edge.p) }];
  });
  const sorted = ordered(all, sort);
  return { rows: sorted.slice(at * PAGE, (at + 1) * PAGE), of: all.length };
}

/** The facts of the whole graph, by pages from the server. */
function asked({ sort, page, filters }: State, signal: AbortSignal): Promise<{ rows: Row[]; of: number }> {
  const more: [string, string | number][] = [["limit", PAGE], ["offset", page * PAGE], ...parameters(filters)];
  return ask("rows", sort === null ? more : [["sort", sort], ...more], signal);
}

function fact(page: Page, row: Listed): HTMLElement {
  const count = counted(row.statements, "sentence", "sentences");
  const read = button(count, () => {
    page.chooseFact(row);
    focusPanel();
  });
  dress(read, {
    class: "link",
    "aria-label": `${count}: ${row.subject.label} ${row.label} ${row.object.label}`,
    "data-key": row.id,
  });
  const cells: Child[] = [
    element("td", {}, thing(page, row.subject)),
    element("td", { class: "relation" }, row.label),
    element("td", {}, thing(page, row.object)),
    element("td", {}, badge(row.status)),
    element("td", { class: "figure" }, confidence(row.confidence)),
    element("td", {}, period(row.first, row.last)),
    element("td", {}, read),
  ];
  return element("tr", {}, ...cells);
}

function things(page: Page, { page: at }: State): Made {
  const { scene } = page;
  const whole = scene.whole;
  const all: Pick<Thing, "id" | "label" | "kind" | "degree">[] =
    whole === null
      ? [...scene.things.values()].sort((one, other) => other.importance - one.importance)
      : whole.ids.map((id, place) => ({
          id,
          label: whole.labels[place] ?? id,
          kind: scene.about.kinds[whole.kinds[place] ?? -1]?.id ?? "",
          degree: -1,
        }));
  const rows = all.slice(at * PAGE, (at + 1) * PAGE).map((one) => {
    const label = scene.about.kinds.find(({ id }) => id === one.kind)?.label ?? one.kind;
    return element(
      "tr",
      {},
      element("td", {}, thing(page, one)),
      element("td", {}, label),
      element("td", { class: "figure" }, one.degree < 0 ? "" : number(one.degree)),
    );
  });
  const headers = ["Name", "Kind", "Linked with"].map((name) => element("th", { scope: "col" }, name));
  return { body: grid("Things", headers, rows), of: all.length };
}

function grid(name: string, headers: readonly HTMLElement[], rows: readonly HTMLElement[]): HTMLElement {
  const made = element(
    "table",
    { "aria-label": name },
    element("thead", {}, element("tr", {}, ...headers)),
    element("tbody", {}, ...rows),
  );
  return element(
    "div",
    { class: "table", tabindex: "0", role: "region", "aria-label": `${name}, which can be scrolled` },
    made,
  );
}

function header(page: Page, { sort }: State, name: Sort, label: string): HTMLElement {
  const made = button(label, () => {
    page.store.go({ sort: sort === name ? null : name, page: 0 });
  });
  dress(made, { class: "link", "data-key": `sort ${name}` });
  return element(
    "th",
    {
      scope: "col",
      "aria-sort": sort === name ? (name === "confidence" || name === "date" ? "descending" : "ascending") : "none",
    },
    made,
  );
}
