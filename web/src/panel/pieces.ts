// Small pieces that panels and views share: a thing as a button, a status, a confidence, a swatch.

import type { Edge, Status, Thing } from "../api/contract.ts";
import { button } from "../dom/controls.ts";
import { element, isolated, shape } from "../dom/element.ts";
import type { Page } from "../frame/page.ts";
import { percent } from "../text/phrases.ts";

const KNOWN = ["organisation", "place", "person", "technology"];

/** A dot in the colour of a kind. */
export function swatch(kind: string): SVGElement {
  const name = KNOWN.includes(kind.toLowerCase()) ? kind.toLowerCase() : "other";
  return shape(
    "svg",
    { class: `swatch ${name}`, viewBox: "0 0 12 12", "aria-hidden": "true" },
    shape("circle", { cx: 6, cy: 6, r: 5 }),
  );
}

/** A thing that can be chosen. */
export function thing(page: Page, { id, label, kind }: Pick<Thing, "id" | "label" | "kind">): HTMLElement {
  const made = button(isolated(label), () => {
    page.choose({ thing: id });
    focusPanel();
  });
  made.className = "link thing";
  made.prepend(swatch(kind));
  return made;
}

export const badge = (status: Status): HTMLElement => element("span", { class: `badge ${status}` }, status);

export const confidence = (share: number): HTMLElement =>
  element(
    "span",
    { class: "confidence", title: "the share of right statements that the same rule made on labelled texts" },
    percent(share),
  );

/** `A — relation — B` whose middle leads to the evidence. */
export function claim(page: Page, edge: Edge, ends: { subject: Thing; object: Thing; label: string }): HTMLElement {
  const middle = button(ends.label, () => {
    page.chooseFact(edge);
    focusPanel();
  });
  middle.className = "link relation";
  middle.title = "Read the sentence";
  return element(
    "p",
    { class: "claim" },
    thing(page, ends.subject),
    " ",
    middle,
    " ",
    thing(page, ends.object),
    edge.status === "asserted" ? null : badge(edge.status),
  );
}

/** Brings the keyboard to the panel once it has been filled. */
export function focusPanel(): void {
  document.body.dataset["focusPanel"] = "true";
}
