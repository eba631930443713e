// The legend: what the colours mean. A kind is switched off and on here; a community is looked at.

import { button, small } from "../dom/controls.ts";
import { dress, element, isolated, shape } from "../dom/element.ts";
import { swatch } from "../panel/pieces.ts";
import { number, plural, titled } from "../text/phrases.ts";
import type { Page } from "./page.ts";

const GROUPS = 8;

export function legend(host: HTMLElement, page: Page): void {
  const render = (): void => {
    const focused =
      document.activeElement instanceof HTMLElement ? document.activeElement.dataset["legend"] : undefined;
    host.replaceChildren(...(page.store.state.colours === "kind" ? kinds(page) : groups(page)));
    if (focused !== undefined) host.querySelector<HTMLElement>(`[data-legend="${CSS.escape(focused)}"]`)?.focus();
  };
  page.scene.watch(render);
  page.store.watch(({ colours, filters }) => [colours, filters.kinds], render);
}

function kinds(page: Page): HTMLElement[] {
  const every = page.about.kinds.filter(({ count }) => count > 0).map(({ id }) => id);
  const chosen = page.store.state.filters.kinds;
  const drawn = counts(page);
  return page.about.kinds
    .filter(({ count }) => count > 0)
    .map(({ id, label }) => {
      const on = chosen.length === 0 || chosen.includes(id);
      const made = button(titled(plural(label)), () => {
        const now = chosen.length === 0 ? every : chosen;
        const next = on ? now.filter((one) => one !== id) : [...now, id];
        page.store.go({ filters: { ...page.store.state.filters, kinds: next.length === every.length ? [] : next } });
      });
      dress(made, { "aria-pressed": String(on), "data-legend": id });
      made.prepend(swatch(id));
      made.append(small(number(drawn.get(id) ?? 0)));
      return made;
    });
}

function counts({ scene, about }: Page): Map<string, number> {
  const found = new Map<string, number>();
  const add = (kind: string | undefined): void => {
    if (kind !== undefined) found.set(kind, (found.get(kind) ?? 0) + 1);
  };
  if (scene.whole !== null) for (const kind of scene.whole.kinds) add(about.kinds[kind]?.id);
  else for (const { kind } of scene.things.values()) add(kind);
  return found;
}

function groups(page: Page): HTMLElement[] {
  if (page.scene.whole !== null)
    return [element("span", { class: "quiet" }, "The eight largest communities have a colour each")];
  return page.scene.communities.slice(0, GROUPS).map(({ members, foremost, ids }, at) => {
    const dot = shape(
      "svg",
      { class: `swatch group-${at}`, viewBox: "0 0 12 12", "aria-hidden": "true" },
      shape("circle", { cx: 6, cy: 6, r: 5 }),
    );
    const made = button(element("span", {}, "around ", isolated(foremost)), () => {
      const first = ids.find((id) => page.scene.name(id) === foremost);
      if (first !== undefined) page.choose({ thing: first });
    });
    made.prepend(dot);
    made.append(small(number(members)));
    dress(made, { "data-legend": String(at) });
    return made;
  });
}
