// A field that finds things by their names and aliases as one types, and hands over the chosen one.

import { ask } from "../api/client.ts";
import type { Found } from "../api/contract.ts";
import { element, isolated } from "../dom/element.ts";
import { swatch } from "../panel/pieces.ts";
import type { Page } from "./page.ts";

const PAUSE = 90; // milliseconds after the last letter
const MOST = 20;

interface Wanted {
  id: string;
  label: string;
  placeholder: string;
  chosen: (thing: Found) => void;
}

export interface Combobox {
  host: HTMLElement;
  input: HTMLInputElement;
}

export function combobox(page: Page, { id, label, placeholder, chosen }: Wanted): Combobox {
  const input = element("input", {
    id, type: "search", role: "combobox", placeholder, "aria-label": label, "aria-expanded": "false", "aria-controls": `${id}-list`,
    "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false", dir: "auto",
  }); // prettier-ignore
  const options = element("ul", {
    id: `${id}-list`,
    role: "listbox",
    "aria-label": "Things found",
    class: "options",
    hidden: true,
  });
  const host = element("div", { class: "combobox" }, input, options);
  let found: readonly Found[] = [];
  let at = -1;
  let running = new AbortController();
  let waiting = 0;

  const close = (): void => {
    options.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (next: number): void => {
    at = next;
    Array.from(options.querySelectorAll("[id]")).forEach((option, number) => {
      option.setAttribute("aria-selected", String(number === at));
      if (number === at) option.scrollIntoView({ block: "nearest" });
    });
    if (at >= 0) input.setAttribute("aria-activedescendant", `${id}-${at}`);
  };
  const take = (thing: Found): void => {
    close();
    input.value = thing.label;
    chosen(thing);
  };
  const show = (things: readonly Found[]): void => {
    found = things;
    const rows = things.map((thing, number) => option(thing, `${id}-${number}`, take));
    const similar = things.findIndex((thing) => thing.similar);
    if (rows.length === 0) rows.push(between("Nothing of that name"));
    else if (similar >= 0)
      rows.splice(similar, 0, between(similar > 0 ? "Similar names:" : "Nothing of that name; similar ones:"));
    options.replaceChildren(...rows);
    options.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(things.length > 0 ? 0 : -1);
  };
  const look = async (): Promise<void> => {
    const text = input.value.trim();
    running.abort();
    running = new AbortController();
    if (text === "") {
      close();
      return;
    }
    const { signal } = running;
    const { things } = await ask<{ things: Found[] }>(
      "search",
      [
        ["q", text],
        ["limit", MOST],
      ],
      signal,
    );
    if (!signal.aborted) show(things);
  };
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => {
      page.busy(look());
    }, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    const thing = found[at];
    if (event.key === "Escape") close();
    else if (options.hidden) return;
    else if (event.key === "ArrowDown" && found.length > 0) mark((at + 1) % found.length);
    else if (event.key === "ArrowUp" && found.length > 0) mark((at + found.length - 1) % found.length);
    else if (event.key === "Enter" && thing !== undefined) take(thing);
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", () => {
    window.setTimeout(close, 150);
  });
  return { host, input };
}

/** A line among the options that cannot be chosen. */
const between = (text: string): HTMLElement =>
  element("li", { class: "quiet between", role: "option", "aria-disabled": "true", "aria-selected": "false" }, text);

function option(thing: Found, id: string, take: (thing: Found) => void): HTMLElement {
  const alias =
    thing.matched !== thing.label ? element("span", { class: "quiet" }, " also ", isolated(thing.matched)) : null;
  const made = element(
    "li",
    { id, role: "option", "aria-selected": "false" },
    swatch(thing.kind),
    element("span", {}, isolated(thing.label), alias),
    element("small", { class: "number" }, thing.kind),
  );
  made.addEventListener("mousedown", (event) => {
    event.preventDefault();
    take(thing);
  });
  return made;
}
