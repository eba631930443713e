// The foot of a list that comes by pages: which rows these are, and the way to those before and after.

import { button } from "../dom/controls.ts";
import { element } from "../dom/element.ts";
import { number } from "../text/phrases.ts";
import type { Page } from "./page.ts";

/** `51–100 of 120 quotations` between two buttons; nothing where all rows fit on one page. */
export function pages(page: Page, size: number, of: number, unit: string): HTMLElement | null {
  if (of <= size) return null;
  const at = page.store.state.page;
  const go = (to: number, label: string): HTMLElement =>
    button(
      label,
      () => {
        page.store.go({ page: to });
      },
      { disabled: to < 0 || to * size >= of, "data-key": label },
    );
  const [first, last] = [Math.min(of, at * size + 1), Math.min(of, (at + 1) * size)];
  return element(
    "nav",
    { class: "pages", "aria-label": "Pages" },
    go(at - 1, "Earlier"),
    element("span", {}, `${number(first)}–${number(last)} of ${number(of)} ${unit}`),
    go(at + 1, "Later"),
  );
}
