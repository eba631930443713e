// What stands in the middle of a picture that shows nothing: why, and the way on.

import { button } from "../dom/controls.ts";
import { element } from "../dom/element.ts";
import { FILTERS } from "../state/state.ts";
import { active } from "./filters.ts";
import type { Page } from "./page.ts";

export function empty(host: HTMLElement, page: Page): void {
  page.scene.watch(() => {
    const { things } = page.scene.size;
    host.hidden = things > 0 || document.body.dataset["drawn"] === undefined;
    if (!host.hidden) host.replaceChildren(...sentences(page));
  });
}

function sentences(page: Page): HTMLElement[] {
  const { filters, hidden } = page.store.state;
  if (page.about.counts.things === 0) return [element("p", {}, "The texts name nothing that this graph could hold.")];
  if (hidden.length > 0) {
    const show = button("Show what was hidden", () => {
      page.store.go({ hidden: [] });
    });
    return [element("p", {}, "All that was here is hidden."), show];
  }
  if (active(filters) > 0 || filters.statuses.length > 0) {
    const clear = button(active(filters) > 0 ? "Clear the filters" : "Show facts of every status", () => {
      page.store.go({ filters: active(filters) > 0 ? FILTERS : { ...FILTERS, statuses: [] } });
    });
    return [element("p", {}, "No fact passes the filters."), clear];
  }
  return [element("p", {}, "Nothing is drawn yet: search a name, or begin with something at the side.")];
}
