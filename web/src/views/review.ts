// The review list: two things that may be one, side by side with their evidence, and the decision about them.

import { ask, post } from "../api/client.ts";
import type { Evidence, Pair, Thing, Verdict } from "../api/contract.ts";
import { button, note } from "../dom/controls.ts";
import { dress, element, isolated } from "../dom/element.ts";
import type { Page } from "../frame/page.ts";
import { pages } from "../frame/pages.ts";
import { quoted } from "../panel/marked.ts";
import { swatch, thing } from "../panel/pieces.ts";
import { counted } from "../text/phrases.ts";
import type { View } from "./view.ts";

const PAGE = 20;
const VERDICTS: readonly (readonly [Verdict, string])[] = [
  ["same", "One and the same"],
  ["different", "Two different things"],
  ["undecided", "Cannot be told"],
];

interface Answer {
  pairs: Pair[];
  of: number;
  writable: boolean;
}

export const review: View = {
  label: "Review",
  part: ({ page }) => page,
  render: async (host, page, signal) => {
    const at = page.store.state.page;
    const { pairs, of, writable } = await ask<Answer>(
      "review",
      [
        ["limit", PAGE],
        ["offset", at * PAGE],
      ],
      signal,
    );
    signal.throwIfAborted();
    const head = element(
      "div",
      { class: "view-head" },
      element("h2", {}, "Are these two the same?"),
      of === 0 ? null : element("p", { class: "quiet" }, counted(of, "pair to look at", "pairs to look at")),
    );
    if (of === 0) {
      host.replaceChildren(head, note("No pair of names is in doubt."));
      return;
    }
    const who = element("input", {
      type: "text",
      name: "who",
      autocomplete: "name",
      maxlength: "120",
      value: remembered(),
    });
    const asked = element("label", { class: "field" }, element("span", {}, "Your name, which the ledger keeps"), who);
    const list = element("ol", { class: "pairs" }, ...pairs.map((pair) => card(page, pair, writable, who)));
    const closed = writable
      ? asked
      : note("Decisions cannot be kept here, as this server was started without a ledger that it may write.");
    const more = pages(page, PAGE, of, "pairs");
    host.replaceChildren(head, closed, list, ...(more === null ? [] : [more]));
  },
};

function remembered(): string {
  try {
    return localStorage.getItem("fintech-kg-who") ?? "";
  } catch {
    return "";
  }
}

function card(page: Page, pair: Pair, writable: boolean, who: HTMLInputElement): HTMLElement {
  const host = element("li", { class: "pair" });
  const render = (now: Pair): void => {
    const sides = element(
      "div",
      { class: "sides" },
      side(page, now.left, now.left_evidence),
      side(page, now.right, now.right_evidence),
    );
    const reasons = element("p", { class: "note" }, now.reasons.join("; "));
    host.replaceChildren(sides, reasons, decided(now), ...(writable ? [decide(page, now, who, render)] : []));
  };
  render(pair);
  return host;
}

function side(page: Page, one: Thing, evidence: readonly Evidence[]): HTMLElement {
  const name = one.missing === true ? element("span", {}, swatch(one.kind), isolated(one.label)) : thing(page, one);
  return element(
    "section",
    { class: "side" },
    element("h3", {}, name),
    element("p", { class: "kind" }, one.kind),
    ...evidence.map((each) => quoted(page, each)),
  );
}

function decided({ decision }: Pair): HTMLElement {
  const made = element("p", { class: "decided", role: "status" });
  if (decision === null) return made;
  const verdict = VERDICTS.find(([name]) => name === decision.decision)?.[1] ?? decision.decision;
  made.append(
    element("strong", {}, verdict),
    ...(decision.who === null ? [] : [" — ", isolated(decision.who)]),
    ...(decision.why === null ? [] : [": ", isolated(decision.why)]),
  );
  made.append(element("span", { class: "quiet" }, " The next build obeys."));
  return made;
}

function decide(page: Page, pair: Pair, who: HTMLInputElement, render: (pair: Pair) => void): HTMLElement {
  const why = element("input", {
    type: "text",
    placeholder: "Why",
    "aria-label": `Why, for ${pair.left.label} and ${pair.right.label}`,
    maxlength: "500",
    value: pair.decision?.why ?? "",
  });
  const send = (decision: Verdict | null): void => {
    if (decision !== null && (who.value.trim() === "" || why.value.trim() === "")) {
      page.say("A decision needs your name and a reason.");
      (who.value.trim() === "" ? who : why).focus();
      return;
    }
    page.busy(sent(page, pair, decision, who.value.trim(), why.value.trim()).then(render));
  };
  const buttons = VERDICTS.map(([name, label]) => {
    const made = button(label, () => {
      send(name);
    });
    dress(made, { "aria-pressed": String(pair.decision?.decision === name) });
    return made;
  });
  const back = button(
    "Take back",
    () => {
      send(null);
    },
    { disabled: pair.decision === null },
  );
  return element("div", { class: "decide", role: "group", "aria-label": "Decide" }, why, ...buttons, back);
}

async function sent(
  page: Page,
  { left, right }: Pair,
  decision: Verdict | null,
  who: string,
  why: string,
): Promise<Pair> {
  try {
    localStorage.setItem("fintech-kg-who", who);
  } catch {
    // A browser that keeps nothing asks again.
  }
  const body = { left: left.id, right: right.id, decision, who: who || "reader", why: why || "taken back" };
  const found = await post<Pair>("review", body);
  page.say(decision === null ? "The decision is taken back." : "The decision is in the ledger; the next build obeys.");
  return found;
}
