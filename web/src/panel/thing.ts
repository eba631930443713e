// What is known of a thing: names, facts, figures, quotations, documents, and what can be done with it in the picture.

import type { Thing, ThingDetails } from "../api/contract.ts";
import { button, list, note, small } from "../dom/controls.ts";
import { element, isolated, outward, type Child } from "../dom/element.ts";
import type { Page } from "../frame/page.ts";
import { STEP } from "../state/state.ts";
import { counted, number, spaced, titled } from "../text/phrases.ts";
import { figures } from "./figures.ts";
import { quoted } from "./marked.ts";
import { badge, focusPanel, swatch, thing } from "./pieces.ts";

const QUOTATIONS = 5;

export function thingPanel(page: Page, details: ThingDetails): HTMLElement {
  return element(
    "div",
    { class: "thing-panel" },
    element(
      "p",
      { class: "kind" },
      swatch(details.kind),
      details.types.length > 0 ? details.types.map((type) => titled(spaced(type))).join(", ") : details.kind,
    ),
    element("h2", { dir: "auto" }, details.label),
    details.description === null || details.description === details.kind.toLowerCase()
      ? null
      : element("p", { class: "lead", dir: "auto" }, details.description),
    names(details),
    actions(page, details),
    ...facts(page, details),
    ...figures(page, details.observations, details.observations_of),
    ...quotations(page, details),
    ...documents(page, details),
    ...identifiers(details),
  );
}

function names({ label, aliases }: ThingDetails): HTMLElement | null {
  const others = aliases.filter((alias) => alias !== label);
  if (others.length === 0) return null;
  return element(
    "p",
    { class: "aliases" },
    "also ",
    ...others.slice(0, 12).flatMap((alias, at): Child[] => (at === 0 ? [isolated(alias)] : [", ", isolated(alias)])),
  );
}

/** The actions know what is drawn, which may change while the panel stays. */
function actions(page: Page, details: ThingDetails): HTMLElement {
  const host = element("div", { class: "actions", role: "group", "aria-label": "In the picture" });
  const render = (): void => {
    host.replaceChildren(...acts(page, details));
  };
  host.addEventListener("scene", render);
  render();
  return host;
}

function acts(page: Page, details: Thing): HTMLElement[] {
  const { store, scene } = page;
  const around = button("Only this and around it", () => {
    page.begin(details.id);
  });
  const path = button("Path from here …", () => {
    store.go({ view: "path", path: { from: details.id, to: "" } });
  });
  if (!page.drawn(details)) {
    const add = button("Add to the picture", () => {
      page.add([details.id], false);
    });
    return [add, open(page, details), around, path];
  }
  if (scene.whole !== null) return [around, path];
  const pinned = store.state.pinned.some(({ id }) => id === details.id);
  const hide = button("Hide", () => {
    page.hide(details.id);
  });
  const pin = button(pinned ? "Unpin" : "Pin", () => {
    page.pin(details.id);
  });
  pin.setAttribute("aria-pressed", String(pinned));
  return [open(page, details), hide, pin, around, path];
}

function open(page: Page, { id, degree }: Thing): HTMLElement {
  const opened = page.scene.opened.get(id);
  const label =
    opened === undefined ? `Open (${number(degree)})` : `${number(opened.shown)} of ${number(opened.of)} shown`;
  const done = opened !== undefined && opened.shown >= opened.of;
  const more =
    opened === undefined
      ? label
      : done
        ? `All ${number(opened.of)} shown`
        : `${label}: ${number(Math.min(STEP, opened.of - opened.shown))} more`;
  return button(
    more,
    () => {
      page.open(id);
      focusPanel();
    },
    { class: "primary", disabled: done },
  );
}

function facts(page: Page, details: ThingDetails): HTMLElement[] {
  if (details.facts.length === 0) return [];
  const groups = new Map<string, ThingDetails["facts"]>();
  for (const fact of details.facts) {
    const heading = titled(fact.out ? fact.label : `${fact.label} it`);
    groups.set(heading, [...(groups.get(heading) ?? []), fact]);
  }
  const parts = [...groups].map(([heading, group]) => [
    element("h4", {}, heading),
    list(
      "plain",
      group.map((fact) => row(page, fact)),
    ),
  ]);
  const left = details.facts_of - details.facts.length;
  return [
    element("h3", {}, "Facts", small(number(details.facts_of))),
    ...parts.flat(),
    ...(left > 0 ? [note(`and ${counted(left, "fact", "facts")} more, which the table has`)] : []),
  ];
}

function row(page: Page, fact: ThingDetails["facts"][number]): HTMLElement {
  const why = button(counted(fact.statements, "sentence", "sentences"), () => {
    page.chooseFact(fact);
    focusPanel();
  });
  why.className = "link small";
  return element(
    "span",
    { class: "row" },
    thing(page, fact.other),
    fact.status === "asserted" ? null : badge(fact.status),
    why,
  );
}

function quotations(page: Page, { quotations: all, quotations_of: of }: ThingDetails): HTMLElement[] {
  if (all.length === 0) return [];
  const items = all.slice(0, QUOTATIONS).map(({ evidence }) => quoted(page, evidence));
  const rest = of - items.length;
  return [
    element("h3", {}, "Says", small(number(of))),
    ...items,
    ...(rest > 0 ? [note(`and ${counted(rest, "quotation", "quotations")} more`)] : []),
  ];
}

function documents(page: Page, { documents: all, documents_of: of }: ThingDetails): HTMLElement[] {
  if (all.length === 0) return [];
  const items = all.map(({ id, title, source, mentions }) => {
    const read = button(isolated(title ?? source), () => {
      page.read(id);
    });
    read.className = "link";
    return element("span", { class: "row" }, read, small(number(mentions)));
  });
  return [element("h3", {}, "Documents", small(number(of))), list("plain", items)];
}

function identifiers({ same_as, iri }: ThingDetails): HTMLElement[] {
  const items = [...same_as.map(outward), element("code", {}, iri)];
  return [element("h3", {}, "Identifiers"), list("plain identifiers", items)];
}
