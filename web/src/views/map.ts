// Places that have coordinates, on outlines that come with the server; no tiles from elsewhere.

import { ask, parameters } from "../api/client.ts";
import type { Outlines, Ring, Spot } from "../api/contract.ts";
import { list, note, small } from "../dom/controls.ts";
import { element, shape } from "../dom/element.ts";
import type { Page } from "../frame/page.ts";
import { focusPanel, thing } from "../panel/pieces.ts";
import { counted, number } from "../text/phrases.ts";
import { names, near, type Name, type Place } from "./near.ts";
import { WORLD } from "./projection.ts";
import type { View } from "./view.ts";

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
    else {
      const unit = Math.min(Math.max(WORLD.width / Math.max(host.clientWidth, 1), 1), 2.2);
      host.replaceChildren(head, drawn(page, sorted, outlines, unit), listed(page, sorted));
    }
  },
};

/** `unit`: how much larger dots and names are in a window smaller than the map. */
function drawn(page: Page, spots: readonly Spot[], outlines: Outlines, unit: number): HTMLElement {
  const most = Math.max(...spots.map(({ facts }) => facts), 1);
  const place = near(spots);
  const radius = ({ facts }: Spot): number => unit * (4 + 8 * Math.sqrt(facts / most));
  const named = names(spots, place, radius, unit);
  const dots = spots.map((spot) => dot(page, spot, place(spot.lon, spot.lat), radius(spot)));
  const texts = spots.map(({ node }) => text(node.label, named.get(node.id), unit));
  const map = shape(
    "svg",
    {
      class: "world",
      viewBox: `0 0 ${WORLD.width} ${WORLD.height}`,
      role: "group",
      "aria-label": "Map of the places",
    },
    shape("path", {
      class: "land",
      d: outlines.features.map(({ geometry }) => outline(geometry, place)).join(""),
      "aria-hidden": "true",
    }),
    ...dots.reverse(),
    ...texts,
  );
  return element("div", { class: "map" }, map);
}

const text = (label: string, name: Name | undefined, unit: number): SVGElement | null =>
  name === undefined
    ? null
    : shape(
        "text",
        {
          class: "spot-name",
          x: name.x,
          y: name.y,
          "text-anchor": name.anchor,
          "font-size": 11 * unit,
          "aria-hidden": "true",
        },
        label,
      );

function dot(page: Page, { node, facts }: Spot, [x, y]: [number, number], radius: number): SVGElement {
  const told = `${node.label}, ${counted(facts, "fact", "facts")}`;
  const made = shape(
    "g",
    { class: "spot", role: "button", tabindex: 0, "aria-label": told },
    shape("title", {}, told),
    shape("circle", { cx: x, cy: y, r: radius }),
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

function outline(geometry: Outlines["features"][number]["geometry"], place: Place): string {
  const rings = geometry.type === "Polygon" ? geometry.coordinates : geometry.coordinates.flat();
  return rings.map((ring) => traced(ring, place)).join("");
}

/** A ring as a path; one that crosses the 180th meridian goes on beyond it. */
function traced(ring: Ring, place: Place): string {
  let turns = 0;
  const steps = ring.map(([lon, lat], at) => {
    const before = ring[at - 1]?.[0] ?? lon;
    if (Math.abs(lon - before) > 180) turns += lon < before ? 360 : -360;
    const [x, y] = place(lon + turns, lat);
    return `${at === 0 ? "M" : "L"}${x.toFixed(1)},${y.toFixed(1)}`;
  });
  return `${steps.join("")}Z`;
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
