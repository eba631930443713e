// Who says what: quotations by speaker.

import { ask } from "../api/client.ts";
import type { Quotations } from "../api/contract.ts";
import { button, note, small } from "../dom/controls.ts";
import { dress, element, isolated } from "../dom/element.ts";
import type { Page } from "../frame/page.ts";
import { pages } from "../frame/pages.ts";
import { quoted } from "../panel/marked.ts";
import { swatch, thing } from "../panel/pieces.ts";
import { number } from "../text/phrases.ts";
import type { View } from "./view.ts";

const PAGE = 50;

export const quotations: View = {
  label: "Quotations",
  part: ({ speaker, page }) => [speaker, page],
  render: async (host, page, signal) => {
    const { speaker, page: at } = page.store.state;
    const more: [string, string | number][] = [
      ["limit", PAGE],
      ["offset", at * PAGE],
    ];
    const found = await ask<Quotations>("quotations", speaker === "" ? more : [["speaker", speaker], ...more], signal);
    signal.throwIfAborted();
    const items = found.quotations.map(({ speaker: by, evidence }) =>
      element(
        "li",
        {},
        element(
          "p",
          { class: "claim" },
          by === null ? element("span", { class: "quiet" }, "somebody") : thing(page, by),
        ),
        quoted(page, evidence),
      ),
    );
    const list = element(
      "div",
      {},
      element("ul", { class: "statements" }, ...items),
      pages(page, PAGE, found.of, "quotations"),
    );
    const content =
      found.of === 0
        ? note("Nobody is quoted in these documents.")
        : element("div", { class: "columns" }, speakers(page, found), list);
    host.replaceChildren(element("div", { class: "view-head" }, element("h2", {}, "Who says what")), content);
  },
};

function speakers(page: Page, { speakers: all }: Quotations): HTMLElement {
  const chosen = page.store.state.speaker;
  const one = (id: string, label: HTMLElement | string, kind: string | null, count: number | null): HTMLElement => {
    const made = button(label, () => {
      page.store.go({ speaker: id, page: 0 });
    });
    dress(made, { class: "link start", "aria-current": String(chosen === id) });
    if (kind !== null) made.prepend(swatch(kind));
    return element("li", { class: "row" }, made, count === null ? null : small(number(count)));
  };
  return element(
    "nav",
    { "aria-label": "Speakers" },
    element(
      "ul",
      { class: "plain" },
      one("", "All speakers", null, null),
      ...all.map(({ thing: { id, label, kind }, count }) => one(id, isolated(label), kind, count)),
    ),
  );
}
