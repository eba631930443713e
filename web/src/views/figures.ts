// Measures that have several values, each as a small chart with its sentences.

import { ask } from "../api/client.ts";
import type { Measure } from "../api/contract.ts";
import { note } from "../dom/controls.ts";
import { element, isolated } from "../dom/element.ts";
import type { Page } from "../frame/page.ts";
import { quoted } from "../panel/marked.ts";
import { thing } from "../panel/pieces.ts";
import { counted, day } from "../text/phrases.ts";
import { chart } from "./chart.ts";
import type { View } from "./view.ts";

const MOST = 60;

export const figures: View = {
  label: "Figures",
  part: () => null,
  render: async (host, page, signal) => {
    const { measures } = await ask<{ measures: Measure[] }>("measures", [["limit", MOST]], signal);
    signal.throwIfAborted();
    const cards = measures.map((one) => card(page, one));
    const content =
      cards.length > 0
        ? element("div", { class: "cards" }, ...cards)
        : note("No measure has several values in these documents. A thing's own figures stand in its panel.");
    host.replaceChildren(
      element("div", { class: "view-head" }, element("h2", {}, "Figures with several values")),
      content,
    );
  },
};

function card(page: Page, { thing: about, measure, points }: Measure): HTMLElement {
  const sentences = points.map((point) =>
    element(
      "li",
      {},
      element(
        "p",
        { class: "claim" },
        element("strong", {}, isolated(point.text)),
        point.time === null ? null : ` · ${day(point.time)}`,
      ),
      quoted(page, point.evidence),
    ),
  );
  return element(
    "article",
    { class: "card" },
    element("h3", {}, thing(page, about)),
    element("p", { class: "measure", dir: "auto" }, measure),
    chart(points, measure),
    element(
      "details",
      {},
      element("summary", {}, counted(points.length, "sentence", "sentences")),
      element("ul", { class: "statements" }, ...sentences),
    ),
  );
}
