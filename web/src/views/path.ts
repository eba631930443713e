// A path between two things, with the sentence for each step.

import { ask, parameters } from "../api/client.ts";
import type { Found, Path, Step, ThingDetails } from "../api/contract.ts";
import { button, note } from "../dom/controls.ts";
import { element } from "../dom/element.ts";
import { combobox } from "../frame/combobox.ts";
import type { Page } from "../frame/page.ts";
import { quoted } from "../panel/marked.ts";
import { claim, thing } from "../panel/pieces.ts";
import { counted } from "../text/phrases.ts";
import type { View } from "./view.ts";

export const path: View = {
  label: "Path",
  part: (state) => [state.path, state.filters],
  render: async (host, page, signal) => {
    const { from, to } = page.store.state.path;
    const names = await Promise.all([from, to].map((id) => named(id, signal)));
    const ends = element(
      "div",
      { class: "ends" },
      end(page, "from", "From", names[0] ?? ""),
      swap(page),
      end(page, "to", "To", names[1] ?? ""),
    );
    const content =
      from === "" || to === ""
        ? [note("Choose two things to see how they are linked, with the sentence for each step.")]
        : await found(page, signal);
    signal.throwIfAborted();
    host.replaceChildren(
      element("div", { class: "view-head" }, element("h2", {}, "Path between two things"), ends),
      ...content,
    );
  },
};

async function named(id: string, signal: AbortSignal): Promise<string> {
  if (id === "") return "";
  try {
    return (await ask<ThingDetails>("thing", [["id", id]], signal)).label;
  } catch {
    return id;
  }
}

function end(page: Page, side: "from" | "to", label: string, name: string): HTMLElement {
  const chosen = ({ id }: Found): void => {
    page.store.go({ path: { ...page.store.state.path, [side]: id } });
  };
  const made = combobox(page, { id: `path-${side}`, label, placeholder: `${label} …`, chosen });
  made.input.value = name;
  return made.host;
}

function swap(page: Page): HTMLElement {
  return button(
    "⇄",
    () => {
      const { from, to } = page.store.state.path;
      page.store.go({ path: { from: to, to: from } });
    },
    { "aria-label": "Swap both ends" },
  );
}

/** The way on where asserted facts alone lead nowhere. */
const wider = (page: Page): HTMLElement =>
  button("Look among facts of every status", () => {
    page.store.go({ filters: { ...page.store.state.filters, statuses: [] } });
  });

async function found(page: Page, signal: AbortSignal): Promise<HTMLElement[]> {
  const { path: ends, filters } = page.store.state;
  const answer = await ask<Path>("path", [["from", ends.from], ["to", ends.to], ...parameters(filters)], signal);
  if (answer.steps === null) return [note(answer.reason), ...(filters.statuses.length === 0 ? [] : [wider(page)])];
  const { steps } = answer;
  const ids = [...new Set(steps.flatMap(({ from, to }) => [from.id, to.id]))];
  const show = button(
    "Show in the picture",
    () => {
      page.add(ids, true);
    },
    { class: "primary" },
  );
  return [
    element("p", { class: "lead row" }, counted(steps.length, "step", "steps"), show),
    element("ol", { class: "steps" }, ...steps.map((step) => told(page, step))),
  ];
}

function told(page: Page, { edge, forward, from, to, evidence }: Step): HTMLElement {
  const [subject, object] = forward ? [from, to] : [to, from];
  const ends = { subject, object, label: page.scene.relation(edge.p) };
  return element(
    "li",
    {},
    element("p", { class: "hop" }, thing(page, from), " → ", thing(page, to)),
    claim(page, edge, ends),
    quoted(page, evidence),
  );
}
