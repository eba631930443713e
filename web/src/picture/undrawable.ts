// What stands in the place of a drawing that a browser cannot make, and what leads on.

import { button } from "../dom/controls.ts";
import { element } from "../dom/element.ts";
import type { Page } from "../frame/page.ts";

export function undrawable({ store }: Page): HTMLElement {
  const told = "This browser cannot draw, as it has no WebGL. The table shows the same things and facts.";
  const table = button("Show the table", () => {
    store.go({ view: "table", page: 0 });
  });
  return element("div", { class: "empty" }, element("p", { role: "status" }, told), table);
}
