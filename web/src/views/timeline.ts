// What happened when: dated facts by year, a bar for each, and the facts below.

import { ask, parameters } from "../api/client.ts";
import type { Event } from "../api/contract.ts";
import { button, note } from "../dom/controls.ts";
import { element, isolated } from "../dom/element.ts";
import type { Page } from "../frame/page.ts";
import { badge, focusPanel } from "../panel/pieces.ts";
import { counted, day, number } from "../text/phrases.ts";
import type { View } from "./view.ts";

const NUMBERED = 24; // bars up to which there is room for their numbers
const MOST = 400; // facts that are listed; the bars count all

export const timeline: View = {
  label: "Timeline",
  part: ({ filters }) => filters,
  render: async (host, page, signal) => {
    const { events } = await ask<{ events: Event[] }>("timeline", parameters(page.store.state.filters), signal);
    signal.throwIfAborted();
    const sorted = [...events].sort((one, other) => (one.date < other.date ? -1 : one.date > other.date ? 1 : 0));
    const content = sorted.length > 0 ? [bars(sorted), listed(page, sorted)] : [note("No fact here has a date.")];
    const head = element(
      "div",
      { class: "view-head" },
      element("h2", {}, "Timeline"),
      element("p", { class: "quiet" }, counted(events.length, "dated fact", "dated facts")),
    );
    host.replaceChildren(head, ...content);
  },
};

const year = (date: string): string => /^-?\d{4}/.exec(date)?.[0] ?? "";

function bars(events: readonly Event[]): HTMLElement {
  const counts = new Map<string, number>();
  for (const { date } of events) counts.set(year(date), (counts.get(year(date)) ?? 0) + 1);
  const years = every([...counts.keys()]);
  const most = Math.max(...counts.values());
  const made = years.map((name) => {
    const count = counts.get(name) ?? 0;
    const bar = button(element("span", { class: `column height-${Math.ceil((count / most) * 20)}` }), () => {
      const section = document.getElementById(`year-${name}`);
      section?.scrollIntoView({ block: "start" });
      section?.focus({ preventScroll: true });
    });
    bar.setAttribute("aria-label", `${name}: ${counted(count, "fact", "facts")}`);
    bar.disabled = count === 0;
    if (count > 0 && years.length <= NUMBERED) bar.prepend(element("span", { class: "count" }, number(count)));
    bar.append(element("span", { class: "year" }, years.length > NUMBERED && Number(name) % 5 !== 0 ? "" : name));
    return element("li", {}, bar);
  });
  return element("ul", { class: "bars", "aria-label": "Facts by year" }, ...made);
}

/** The years from the first to the last, also those in which nothing happened, unless that would be too many. */
function every(known: readonly string[]): string[] {
  const numbers = known.map(Number).sort((one, other) => one - other);
  const [first = 0, last = 0] = [numbers[0], numbers.at(-1)];
  if (last - first > 60) return numbers.map((value) => String(value).padStart(4, "0"));
  return Array.from({ length: last - first + 1 }, (_, at) => String(first + at).padStart(4, "0"));
}

function listed(page: Page, events: readonly Event[]): HTMLElement {
  const groups = new Map<string, Event[]>();
  for (const event of events.slice(0, MOST))
    groups.set(year(event.date), [...(groups.get(year(event.date)) ?? []), event]);
  const sections = [...groups].map(([name, group]) =>
    element(
      "section",
      { class: "year" },
      element("h3", { id: `year-${name}`, tabindex: "-1" }, name),
      element("ul", { class: "events" }, ...group.map((event) => row(page, event))),
    ),
  );
  const left = events.length - MOST;
  return element(
    "div",
    {},
    ...sections,
    left > 0 ? note(`and ${number(left)} more; narrow them with the filters`) : null,
  );
}

function row(page: Page, { date, basis, edge, readable }: Event): HTMLElement {
  const read = button(isolated(readable), () => {
    page.chooseFact(edge);
    focusPanel();
  });
  read.className = "link";
  return element(
    "li",
    { class: basis },
    element("span", { class: "when" }, day(date)),
    element(
      "span",
      {},
      read,
      edge.status === "asserted" ? null : badge(edge.status),
      basis === "stated" ? null : element("small", { class: "quiet" }, " day of the document"),
    ),
  );
}
