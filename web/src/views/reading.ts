// A document as one reads it: its mentions marked in the colour of their kind, and, where it stood, what was left out.

import type { DocumentDetails } from "../api/contract.ts";
import { button, check, note } from "../dom/controls.ts";
import { element, isolated } from "../dom/element.ts";
import type { Page } from "../frame/page.ts";
import { focusPanel } from "../panel/pieces.ts";
import { segments, type Span } from "../text/codepoints.ts";
import { counted, day, number } from "../text/phrases.ts";

type Mention = DocumentDetails["mentions"][number];

export function reading(page: Page, found: DocumentDetails, at: number): ReturnType<typeof element>[] {
  const body = element(
    "div",
    { class: "document", dir: "auto", tabindex: "0", role: "region", "aria-label": "The text" },
    ...pieces(page, found, at),
  );
  if (found.language !== null) body.lang = found.language;
  return [head(page, found, body), body, ...(found.left_out.length > 0 ? [omitted(found)] : [])];
}

function head(page: Page, found: DocumentDetails, body: HTMLElement): HTMLElement {
  const back = button("All documents", () => {
    page.store.go({ document: null });
  });
  const draw = button(
    "Draw what it states",
    () => {
      page.store.go({
        view: "picture",
        start: { by: "document", id: found.id },
        opened: [],
        hidden: [],
        pinned: [],
        selected: null,
      });
    },
    { class: "primary" },
  );
  const cuts = check(
    "What was left out",
    true,
    (shown) => {
      body.classList.toggle("without-cuts", !shown);
    },
    number(found.left_out.length),
  );
  const told = [
    found.title === null ? null : found.source,
    found.published === null ? null : day(found.published),
    counted(found.mentions.length, "mention", "mentions"),
    counted(found.of, "fact", "facts"),
  ];
  return element(
    "div",
    { class: "view-head" },
    element("div", { class: "row start" }, back, draw, found.left_out.length > 0 ? cuts : null),
    element("h2", { dir: "auto" }, found.title ?? found.source),
    element("p", { class: "source" }, isolated(told.filter((part) => part !== null).join(" · "))),
  );
}

/** Text and marks. What was left out has no characters of its own here, so it is put in where the text is cut for it. */
function pieces(page: Page, { text, mentions, left_out: cuts }: DocumentDetails, at: number): Node[] {
  const spans: Span<Mention>[] = mentions.map((mention) => ({ start: mention.start, end: mention.end, tag: mention }));
  const made: Node[] = [];
  for (const { text: piece, start, tags } of segments(text, spans, [at, ...cuts.map((cut) => cut.at)])) {
    for (const cut of cuts) if (cut.at === start) made.push(left(cut));
    const mention = tags.at(-1);
    if (start === at) made.push(element("span", { class: "target" }));
    made.push(mention === undefined ? document.createTextNode(piece) : mark(page, mention, piece));
  }
  const length = Array.from(text).length;
  for (const cut of cuts) if (cut.at >= length) made.push(left(cut));
  return made;
}

const KNOWN = ["organisation", "place", "person", "technology"];

function mark(page: Page, { thing, kind }: Mention, text: string): HTMLElement {
  const name = KNOWN.includes(kind.toLowerCase()) ? kind.toLowerCase() : "other";
  const made = button(text, () => {
    page.choose({ thing });
    focusPanel();
  });
  made.className = `mention ${name}`;
  made.title = kind;
  return made;
}

function left({ reason, text }: DocumentDetails["left_out"][number]): HTMLElement {
  return element("del", { class: "cut", title: `left out: ${reason}`, dir: "auto" }, text.trim() === "" ? "␣" : text);
}

function omitted({ left_out: cuts }: DocumentDetails): HTMLElement {
  const rows = cuts.map(({ reason, text, offsets }) =>
    element(
      "li",
      {},
      element("span", { class: "reason" }, reason),
      element("del", { class: "cut", dir: "auto" }, text),
      element("small", { class: "number" }, `${number(offsets[0])}–${number(offsets[1])}`),
    ),
  );
  return element(
    "section",
    { class: "omitted" },
    element("h3", {}, "Left out of this document"),
    note("The places are those in the file as it came."),
    element("ul", {}, ...rows),
  );
}
