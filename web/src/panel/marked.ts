// A sentence in its paragraph, with what is spoken of marked, and where it stands.

import type { Evidence, Role } from "../api/contract.ts";
import { button } from "../dom/controls.ts";
import { element } from "../dom/element.ts";
import { segments } from "../text/codepoints.ts";
import { day } from "../text/phrases.ts";
import type { Page } from "../frame/page.ts";

const TOLD: Record<Role, string> = {
  sentence: "the sentence",
  subject: "subject",
  object: "object",
  trigger: "the words that state it",
  value: "the figure",
  quotation: "the words",
  antecedent: "what the word stands for",
};

/** The paragraph: what is around the sentence quiet, both names and the words that state the fact marked. */
export function paragraph({ paragraph: text, marks }: Evidence): HTMLElement {
  const cut = segments(
    text,
    marks.map(({ start, end, role }) => ({ start, end, tag: role })),
  );
  const whole = marks.some(({ role }) => role === "sentence");
  const pieces = cut.map(({ text: piece, tags }) => {
    const role = tags.findLast((tag) => tag !== "sentence");
    if (role !== undefined) return element("mark", { class: role, title: TOLD[role] }, piece);
    return element("span", { class: !whole || tags.includes("sentence") ? "sentence" : "around" }, piece);
  });
  return element("blockquote", { dir: "auto" }, ...pieces);
}

/** Title and date of a document, as a way into it at the place of the evidence. */
export function source(page: Page, evidence: Evidence): HTMLElement {
  const { document, start, marks } = evidence;
  const first = marks.find(({ role }) => role === "sentence") ?? marks[0];
  const name = element("bdi", {}, document.title ?? document.source);
  const open = button(name, () => {
    page.read(document.id, start + (first?.start ?? 0));
  });
  open.className = "link";
  open.title = "Read it in the document";
  const date = document.published === null ? null : element("span", {}, ` · ${day(document.published)}`);
  return element("p", { class: "source" }, open, date);
}

export const quoted = (page: Page, evidence: Evidence): HTMLElement =>
  element("div", { class: "evidence" }, paragraph(evidence), source(page, evidence));
