// The documents: found by title, and one of them read with its mentions and what was left out of it.

import { ask } from "../api/client.ts";
import type { DocumentDetails, DocumentHead } from "../api/contract.ts";
import { button, note } from "../dom/controls.ts";
import { element, isolated } from "../dom/element.ts";
import type { Page } from "../frame/page.ts";
import { pages } from "../frame/pages.ts";
import { counted, day } from "../text/phrases.ts";
import { reading } from "./reading.ts";
import type { View } from "./view.ts";

const PAGE = 50;

interface Listed {
  documents: (DocumentHead & { facts: number; things: number })[];
  of: number;
}

export const documents: View = {
  label: "Documents",
  part: ({ document, page }) => [document, page],
  render: async (host, page, signal) => {
    const { document: wanted } = page.store.state;
    if (wanted === null) {
      await listing(host, page, signal);
      return;
    }
    const found = await ask<DocumentDetails>("document", [["id", wanted.id]], signal);
    signal.throwIfAborted();
    host.replaceChildren(...reading(page, found, wanted.at));
    const target = host.querySelector<HTMLElement>(".target");
    if (target === null) host.scrollTop = 0;
    else target.scrollIntoView({ block: "center" });
  },
};

async function listing(host: HTMLElement, page: Page, signal: AbortSignal): Promise<void> {
  const search = element("input", {
    type: "search",
    placeholder: "Search titles …",
    "aria-label": "Search documents",
    dir: "auto",
    value: page.store.state.titles,
  });
  const list = element("div", { "aria-live": "polite" });
  let running = new AbortController();
  const look = async (within: AbortSignal): Promise<void> => {
    const at = page.store.state.page;
    const found = await ask<Listed>(
      "documents",
      [
        ["q", search.value.trim()],
        ["limit", PAGE],
        ["offset", at * PAGE],
      ],
      within,
    );
    if (!within.aborted && !signal.aborted) list.replaceChildren(...rows(page, found));
  };
  search.addEventListener("input", () => {
    running.abort();
    running = new AbortController();
    page.store.amend({ titles: search.value.trim(), page: 0 });
    page.busy(look(running.signal));
  });
  host.replaceChildren(element("div", { class: "view-head" }, element("h2", {}, "Documents"), search), list);
  await look(signal);
}

function rows(page: Page, { documents: all, of }: Listed): HTMLElement[] {
  if (all.length === 0) return [note("No document of that title.")];
  const items = all.map((one) => {
    const read = button(isolated(one.title ?? one.source), () => {
      page.read(one.id);
    });
    read.className = "link";
    const told = [
      one.title === null ? null : one.source,
      one.published === null ? null : day(one.published),
      counted(one.things, "thing", "things"),
      counted(one.facts, "fact", "facts"),
    ];
    return element(
      "li",
      {},
      element("p", { class: "claim" }, read),
      element("p", { class: "source" }, told.filter((part) => part !== null).join(" · ")),
    );
  });
  const foot = pages(page, PAGE, of, "documents");
  return [element("ul", { class: "documents" }, ...items), ...(foot === null ? [] : [foot])];
}
