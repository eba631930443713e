// The evidence of a fact: each sentence in its paragraph, its document, how sure, and why.

import type { Fact, Statement } from "../api/contract.ts";
import { button, note } from "../dom/controls.ts";
import { element, isolated } from "../dom/element.ts";
import type { Page } from "../frame/page.ts";
import { counted, percent, period, spaced } from "../text/phrases.ts";
import { quoted } from "./marked.ts";
import { badge, thing } from "./pieces.ts";

const FIRST = 5;

export function factPanel(page: Page, fact: Fact): HTMLElement {
  const statements = fact.statements.slice(0, FIRST).map((one) => statement(page, one));
  const rest = fact.statements.slice(FIRST);
  return element(
    "div",
    { class: "fact-panel" },
    element("p", { class: "kind" }, "Fact"),
    element(
      "h2",
      {},
      thing(page, fact.subject),
      " ",
      element("span", { class: "relation" }, fact.label),
      " ",
      thing(page, fact.object),
    ),
    summary(fact),
    actions(page, fact),
    element("h3", {}, counted(fact.statements_of, "sentence states it", "sentences state it")),
    element("ol", { class: "statements" }, ...statements),
    rest.length === 0 ? null : others(page, rest),
  );
}

function summary(fact: Fact): HTMLElement {
  const dates = period(fact.first, fact.last);
  return element(
    "p",
    { class: "lead" },
    badge(fact.status),
    ` ${percent(fact.confidence)} sure`,
    dates === "" ? null : ` · ${dates}`,
  );
}

/** The actions know what is drawn, which may change while the panel stays. */
function actions(page: Page, { subject, object }: Fact): HTMLElement {
  const host = element("div", { class: "actions" });
  const add = button("Add to the picture", () => {
    page.add([subject.id, object.id], false);
  });
  const path = button("Other paths between them", () => {
    page.store.go({ view: "path", path: { from: subject.id, to: object.id } });
  });
  const render = (): void => {
    const missing = [subject, object].some((one) => !page.drawn(one));
    host.replaceChildren(...(missing ? [add] : []), path);
  };
  host.addEventListener("scene", render);
  render();
  return host;
}

function statement(page: Page, one: Statement): HTMLElement {
  const qualifiers = Object.entries(one.qualifiers).flatMap(([name, value]) => [
    element("dt", {}, spaced(name)),
    element("dd", {}, isolated(value)),
  ]);
  const claimed =
    one.claimed_by === null ? [] : [element("dt", {}, "claimed by"), element("dd", {}, thing(page, one.claimed_by))];
  return element(
    "li",
    {},
    quoted(page, one.evidence),
    qualifiers.length + claimed.length === 0 ? null : element("dl", {}, ...qualifiers, ...claimed),
    element(
      "p",
      { class: "why" },
      one.status === "asserted" ? null : badge(one.status),
      element("strong", {}, `${percent(one.confidence)} sure. `),
      one.why,
      " ",
      element("details", { class: "rule" }, element("summary", {}, "rule"), element("code", {}, one.rule)),
    ),
  );
}

function others(page: Page, rest: readonly Statement[]): HTMLElement {
  const made = element(
    "details",
    { class: "others" },
    element("summary", {}, counted(rest.length, "more sentence", "more sentences")),
  );
  made.addEventListener(
    "toggle",
    () => {
      made.append(element("ol", { class: "statements" }, ...rest.slice(0, 100).map((one) => statement(page, one))));
      if (rest.length > 100) made.append(note(`and ${counted(rest.length - 100, "more", "more")}`));
    },
    { once: true },
  );
  return made;
}
