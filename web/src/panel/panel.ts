// The panel at the side: what was chosen, or else what there is.

import { ask } from "../api/client.ts";
import type { Fact, ThingDetails } from "../api/contract.ts";
import { button } from "../dom/controls.ts";
import { element } from "../dom/element.ts";
import type { Page } from "../frame/page.ts";
import type { Selected } from "../state/state.ts";
import { aboutPanel } from "./about.ts";
import { factPanel } from "./fact.ts";
import { thingPanel } from "./thing.ts";

export function panel(host: HTMLElement, page: Page): void {
  const render = (selected: Selected | null, signal: AbortSignal): void => {
    page.busy(fill(host, page, selected, signal));
  };
  page.store.watch(({ selected }) => selected, render);
  page.scene.watch(() => {
    if (page.store.state.selected === null) host.replaceChildren(aboutPanel(page));
    else host.querySelector(".actions")?.dispatchEvent(new CustomEvent("scene"));
  });
  host.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && page.store.state.selected !== null) page.choose(null);
  });
}

async function fill(host: HTMLElement, page: Page, selected: Selected | null, signal: AbortSignal): Promise<void> {
  document.body.dataset["panel"] = selected === null ? "about" : "chosen";
  try {
    const content = await contents(page, selected, signal);
    signal.throwIfAborted();
    host.replaceChildren(...(selected === null ? [] : [close(page)]), content);
  } catch (error) {
    if (signal.aborted) return;
    const sentence = error instanceof Error ? error.message : String(error);
    host.replaceChildren(close(page), element("h2", {}, "Not found"), element("p", { class: "note" }, sentence));
  }
  host.scrollTop = 0;
  if (document.body.dataset["focusPanel"] === undefined) return;
  delete document.body.dataset["focusPanel"];
  host.focus();
}

async function contents(page: Page, selected: Selected | null, signal: AbortSignal): Promise<HTMLElement> {
  if (selected === null) return aboutPanel(page);
  if ("thing" in selected) return thingPanel(page, await ask<ThingDetails>("thing", [["id", selected.thing]], signal));
  return factPanel(
    page,
    await ask<Fact>(
      "fact",
      [
        ["s", selected.s],
        ["p", selected.p],
        ["o", selected.o],
      ],
      signal,
    ),
  );
}

function close(page: Page): HTMLElement {
  const made = button("Close", () => {
    page.choose(null);
  });
  made.classList.add("close");
  return made;
}
