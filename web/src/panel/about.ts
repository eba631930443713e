// What the graph holds and where to begin, while nothing is chosen.

import type { Thing } from "../api/contract.ts";
import { button, list, note, small } from "../dom/controls.ts";
import { element } from "../dom/element.ts";
import type { Page } from "../frame/page.ts";
import type { Start } from "../state/state.ts";
import { counted, number, plural, titled } from "../text/phrases.ts";
import { swatch, thing } from "./pieces.ts";

const FOREMOST = 12;

export function aboutPanel(page: Page): HTMLElement {
  const { counts } = page.about;
  const facts = `${counted(counts.things, "thing", "things")} and ${counted(counts.facts, "fact", "facts")}, read from ${counted(counts.documents, "document", "documents")}.`;
  return element(
    "div",
    {},
    element("h2", { dir: "auto" }, page.about.title),
    element("p", { class: "lead" }, facts),
    note(
      "Choose a thing to read what is known of it, or a line to read the sentence that states it. A double click opens a thing.",
    ),
    element("h3", {}, "Begin with"),
    begin(page),
    ...foremost(page),
  );
}

function begin(page: Page): HTMLElement {
  const start = (label: string, to: Start, count?: number, kind?: string): HTMLElement => {
    const made = button(label, () => {
      page.store.go({ view: "picture", start: to, opened: [], hidden: [], pinned: [], selected: null });
    });
    made.className = "link start";
    if (kind !== undefined) made.prepend(swatch(kind));
    made.setAttribute("aria-current", String(JSON.stringify(page.store.state.start) === JSON.stringify(to)));
    return element("span", { class: "row" }, made, count === undefined ? null : small(number(count)));
  };
  const kinds = page.about.kinds
    .filter(({ count }) => count > 0)
    .map(({ id, label, count }) => start(titled(plural(label)), { by: "kind", id }, count, id));
  const documents = button("A document …", () => {
    page.store.go({ view: "documents", document: null });
  });
  documents.className = "link start";
  return list("starts", [
    start("The most connected", { by: "important" }),
    start("Everything", { by: "whole" }, page.about.counts.things),
    ...kinds,
    documents,
  ]);
}

function foremost(page: Page): HTMLElement[] {
  const things: Thing[] = [...page.scene.things.values()]
    .sort((one, other) => other.importance - one.importance)
    .slice(0, FOREMOST);
  if (things.length === 0) return [];
  return [
    element("h3", {}, "Most connected here"),
    list(
      "plain",
      things.map((one) => element("span", { class: "row" }, thing(page, one), small(number(one.degree)))),
    ),
  ];
}
