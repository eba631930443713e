// The search in the head of the page.

import type { Found } from "../api/contract.ts";
import { focusPanel } from "../panel/pieces.ts";
import { combobox } from "./combobox.ts";
import type { Page } from "./page.ts";

/** A thing that is drawn is chosen; another begins a picture of its own, or joins one that somebody has put together. */
export function search(host: HTMLElement, page: Page, centre: (id: string) => void): void {
  const chosen = (thing: Found): void => {
    focusPanel();
    if (page.drawn(thing)) {
      page.store.go({ view: page.store.state.view === "table" ? "table" : "picture", selected: { thing: thing.id } });
      centre(thing.id);
    } else if (page.store.state.opened.length > 0) {
      page.add([thing.id], false);
      page.choose({ thing: thing.id });
    } else {
      page.begin(thing.id);
    }
  };
  const made = combobox(page, {
    id: "query",
    label: "Search names and aliases",
    placeholder: "Search names …",
    chosen,
  });
  host.replaceChildren(made.host);
  document.addEventListener("keydown", (event) => {
    const inField =
      event.target instanceof HTMLElement &&
      event.target.closest("input, textarea, select, [contenteditable]") !== null;
    if (event.key !== "/" || inField || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    made.input.focus();
    made.input.select();
  });
}
