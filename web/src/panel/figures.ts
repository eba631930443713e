// The figures of a thing, each with its sentence; several values of one measure as a small chart.

import type { Measure, Observation } from "../api/contract.ts";
import { note, small } from "../dom/controls.ts";
import { element, isolated } from "../dom/element.ts";
import type { Page } from "../frame/page.ts";
import { day, number } from "../text/phrases.ts";
import { chart } from "../views/chart.ts";
import { quoted } from "./marked.ts";
import { badge } from "./pieces.ts";

const MOST = 40;

export function figures(page: Page, observations: readonly Observation[], of: number): HTMLElement[] {
  if (observations.length === 0) return [];
  const groups = new Map<string, Observation[]>();
  for (const one of observations.slice(0, MOST)) groups.set(one.measure, [...(groups.get(one.measure) ?? []), one]);
  const parts = [...groups].map(([measure, group]) => figure(page, measure, group));
  const left = of - Math.min(observations.length, MOST);
  return [
    element("h3", {}, "Figures", small(number(of))),
    ...parts,
    ...(left > 0 ? [note(`and ${number(left)} more`)] : []),
  ];
}

function figure(page: Page, measure: string, group: readonly Observation[]): HTMLElement {
  const drawn = chart(points(group), measure);
  return element(
    "div",
    { class: "figure" },
    element("h4", { dir: "auto" }, measure),
    drawn,
    ...group.map((one) => value(page, one)),
  );
}

function points(group: readonly Observation[]): Measure["points"] {
  return group.flatMap(({ value: found, upper, time, text, evidence }) =>
    found === null ? [] : [{ value: found, upper, time, text, evidence }],
  );
}

function value(page: Page, one: Observation): HTMLElement {
  const summary = element(
    "summary",
    {},
    element("strong", {}, isolated(one.text)),
    one.time === null ? null : element("span", { class: "quiet" }, ` ${day(one.time)}`),
    one.status === "asserted" ? null : badge(one.status),
  );
  return element("details", { class: "value" }, summary, quoted(page, one.evidence));
}
