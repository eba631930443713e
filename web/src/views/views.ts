// All views by name, and the one that is shown.

import { button } from "../dom/controls.ts";
import { dress, element } from "../dom/element.ts";
import type { Page } from "../frame/page.ts";
import { VIEWS, type View as Name } from "../state/state.ts";
import { documents } from "./documents.ts";
import { figures } from "./figures.ts";
import { places } from "./map.ts";
import { path } from "./path.ts";
import { quotations } from "./quotations.ts";
import { review } from "./review.ts";
import { sparql } from "./sparql.ts";
import { table } from "./table.ts";
import { timeline } from "./timeline.ts";
import type { View } from "./view.ts";

const KNOWN: Record<Exclude<Name, "picture">, View> = {
  table, path, timeline, map: places, figures, quotations, documents, review, sparql,
}; // prettier-ignore

export function views(host: HTMLElement, stage: HTMLElement, tabs: HTMLElement, page: Page): void {
  navigation(tabs, page);
  let running = new AbortController();
  const render = (name: Name): void => {
    running.abort();
    running = new AbortController();
    stage.inert = name !== "picture";
    host.hidden = name === "picture";
    document.body.dataset["view"] = name;
    if (name === "picture") {
      host.replaceChildren();
      return;
    }
    const { signal } = running;
    const view = KNOWN[name];
    page.busy(
      (async () => {
        await view.render(host, page, signal);
        document.body.dataset["shown"] = name;
      })(),
    );
  };
  page.store.watch(
    (state) => [state.view, state.view === "picture" ? null : KNOWN[state.view].part(state)],
    () => {
      delete document.body.dataset["shown"];
      render(page.store.state.view);
    },
  );
  page.scene.watch(() => {
    const { view } = page.store.state;
    if (view !== "picture" && KNOWN[view].mirrors === true) render(view);
  });
}

function navigation(tabs: HTMLElement, page: Page): void {
  const list = element("ul", {});
  for (const name of VIEWS) {
    const label = name === "picture" ? "Picture" : KNOWN[name].label;
    const made = button(label, () => {
      page.store.go({ view: name, page: 0, ...(name === "documents" ? { document: null } : {}) });
    });
    page.store.watch(
      ({ view }) => view === name,
      (current) => {
        dress(made, { "aria-current": current ? "page" : null });
        if (current) seen(made);
      },
    );
    list.append(element("li", {}, made));
  }
  tabs.replaceChildren(list);
}

/** Brings a tab into sight with the next frame, which lays the page out anyway. */
function seen(tab: HTMLElement): void {
  requestAnimationFrame(() => {
    tab.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
}
