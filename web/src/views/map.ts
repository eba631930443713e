// Places that have coordinates, on outlines that come with the server; no tiles from elsewhere.

import { ask, parameters } from "../api/client.ts";
import type { Outlines, Ring, Spot } from "../api/contract.ts";
import { list, note, small } from "../dom/controls.ts";
import { element, shape } from "../dom/element.ts";
import type { Page } from "../frame/page.ts";
import { focusPanel, thing } from "../panel/pieces.ts";
import { counted, number } from "../text/phrases.ts";
import { projected, WORLD } from "./projection.ts";
import type { View } from "./view.ts";

const NAMED = 40; // the places with most facts have their name on the map

export const places: View = {
  label: "Map",
  part: ({ filters }) => filters,
  render: async (host, page, signal) => {
    const [{ places: all }, outlines] = await Promise.all([
      ask<{ places: Spot[] }>("places", parameters(page.store.state.filters), signal),
      ask<Outlines>("outlines", [], signal),
    ]);
    signal.throwIfAborted();
    const sorted = [...all].sort((one, other) => other.facts - one.facts);
    const head = element(
      "div",
      { class: "view-head" },
      element("h2", {}, "Places"),
      element("p", { class: "quiet" }, counted(all.length, "place with coordinates", "places with coordinates")),
    );
    if (sorted.length === 0) host.replaceChildren(head, note("No place here has coordinates."));
    else host.replaceChildren(head, drawn(page, sorted, outlines), listed(page, sorted));
  },
};

function drawn(page: Page, spots: readonly Spot[], outlines: Outlines): HTMLElement {
  const most = Math.max(...spots.map(({ facts }) => facts), 1);
  const named = legible(spots);
  const dots = spots.map((spot) => dot(page, spot, most, named.has(spot.node.id)));
  const map = shape(
    "svg",
    {
      class: "world",
      viewBox: `0 0 ${WORLD.width} ${WORLD.height}`,
      role: "group",
      "aria-label": "Map of the world with the places",
    },
    shape("path", {
      class: "land",
      d: outlines.features.map(({ geometry }) => outline(geometry)).join(""),
      "aria-hidden": "true",
    }),
    ...dots.reverse(),
  );
  return element("div", { class: "map" }, map);
}

/** The places whose names cover no other name, those with most facts first. */
function legible(spots: readonly Spot[]): Set<string> {
  const taken: { x: number; y: number; width: number }[] = [];
  const free = spots.slice(0, NAMED).filter(({ node, lon, lat }) => {
    const [x, y] = projected(lon, lat);
    const width = 16 + 6.5 * Array.from(node.label).length;
    const covered = taken.some(
      (other) => Math.abs(other.y - y) < 12 && other.x < x + width && x < other.x + other.width,
    );
    if (!covered) taken.push({ x, y, width });
    return !covered;
  });
  return new Set(free.map(({ node }) => node.id));
}

function dot(page: Page, { node, lat, lon, facts }: Spot, most: number, named: boolean): SVGElement {
  const [x, y] = projected(lon, lat);
  const made = shape(
    "g",
    { class: "spot", role: "button", tabindex: 0, "aria-label": `${node.label}, ${counted(facts, "fact", "facts")}` },
    shape("title", {}, `${node.label}: ${counted(facts, "fact", "facts")}`),
    shape("circle", { cx: x, cy: y, r: 3 + 8 * Math.sqrt(facts / most) }),
    named ? shape("text", { x: x + 6 + 8 * Math.sqrt(facts / most), y: y + 4 }, node.label) : null,
  );
  const choose = (): void => {
    page.choose({ thing: node.id });
    focusPanel();
  };
  made.addEventListener("click", choose);
  made.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    choose();
  });
  return made;
}

function outline(geometry: Outlines["features"][number]["geometry"]): string {
  const rings = geometry.type === "Polygon" ? geometry.coordinates : geometry.coordinates.flat();
  return rings.map(traced).join("");
}

/** A ring as a path; where it leaps over the 180th meridian, the line does not follow. */
function traced(ring: Ring): string {
  const leaps = ring.map(([lon], at) => Math.abs((ring[at - 1]?.[0] ?? lon) - lon) > 180);
  const steps = ring.map(([lon, lat], at) => {
    const [x, y] = projected(lon, lat);
    return `${at === 0 || leaps[at] === true ? "M" : "L"}${x.toFixed(1)},${y.toFixed(1)}`;
  });
  return steps.join("") + (leaps.includes(true) ? "" : "Z");
}

function listed(page: Page, spots: readonly Spot[]): HTMLElement {
  const rows = spots.map(({ node, facts }) =>
    element("span", { class: "row" }, thing(page, node), small(number(facts))),
  );
  return element(
    "details",
    { class: "spots" },
    element("summary", {}, "The places as a list"),
    list("plain wide", rows),
  );
}
