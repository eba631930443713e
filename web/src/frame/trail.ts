// Where one stands: what the picture began with and what was opened since; each step can be gone back to.

import { button } from "../dom/controls.ts";
import { element, isolated } from "../dom/element.ts";
import type { State } from "../state/state.ts";
import { counted, number, plural, titled } from "../text/phrases.ts";
import type { Page } from "./page.ts";

const KEPT = 4; // of the opened things, the last ones are named

export function trail(host: HTMLElement, page: Page): void {
  const undo = button("Undo", () => {
    page.store.undo();
  });
  undo.title = "Undo (Ctrl+Z)";
  const crumbs = element("ol", { class: "crumbs" });
  const size = element("span", { class: "size quiet" });
  host.replaceChildren(undo, element("nav", { "aria-label": "Steps of this picture" }, crumbs), size);
  const render = (): void => {
    undo.disabled = !page.store.undoable;
    crumbs.replaceChildren(...steps(page));
    size.textContent = told(page);
  };
  page.scene.watch(render);
  page.store.watch((state) => state, render);
  document.addEventListener("keydown", (event) => {
    const inField =
      event.target instanceof HTMLElement &&
      event.target.closest("input, textarea, select, [contenteditable]") !== null;
    if (inField || event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
    event.preventDefault();
    page.store.undo();
  });
}

function steps(page: Page): HTMLElement[] {
  const { start, opened, hidden } = page.store.state;
  const back = (label: HTMLElement | string, change: Partial<State>, last: boolean): HTMLElement => {
    const made = button(label, () => {
      page.store.go(change);
    });
    made.className = "link";
    if (last) made.setAttribute("aria-current", "step");
    return element("li", {}, made);
  };
  const left = Math.max(0, opened.length - KEPT);
  const named = opened.slice(left).map(({ id }, at) => {
    const until = left + at + 1;
    return back(isolated(page.scene.name(id)), { opened: opened.slice(0, until) }, until === opened.length);
  });
  return [
    back(begun(page, start), { opened: [], hidden: [], pinned: [] }, opened.length === 0),
    ...(left > 0 ? [element("li", { class: "quiet" }, `${left} more`)] : []),
    ...named,
    ...(hidden.length > 0 ? [element("li", {}, button(`${number(hidden.length)} hidden: show`, () => { page.store.go({ hidden: [] }); }, { class: "link" }))] : []),
  ]; // prettier-ignore
}

function begun(page: Page, start: State["start"]): HTMLElement | string {
  if (start.by === "important") return "The most connected";
  if (start.by === "whole") return "Everything";
  if (start.by === "none") return "Chosen things";
  if (start.by === "document") return "A document";
  if (start.by === "kind") return titled(plural(page.about.kinds.find(({ id }) => id === start.id)?.label ?? start.id));
  return isolated(page.scene.name(start.id));
}

/** `150 of 8,000 things, 320 asserted facts`. */
function told({ scene, store }: Page): string {
  const { things, facts } = scene.size;
  const of =
    scene.of !== null && scene.of.things > things
      ? `${number(things)} of ${counted(scene.of.things, "thing", "things")}`
      : counted(things, "thing", "things");
  const { statuses } = store.state.filters;
  const kind = statuses.length === 1 ? `${statuses[0] ?? ""} ` : "";
  return `${of}, ${counted(facts, `${kind}fact`, `${kind}facts`)}`;
}
