// The colours of style sheets as canvases and shaders take them.

import type { Status } from "../api/contract.ts";

export type Colour = readonly [red: number, green: number, blue: number];

export interface Palette {
  back: Colour;
  text: Colour;
  quiet: Colour;
  strong: Colour;
  link: Colour;
  statuses: Record<Status, Colour>;
  groups: readonly Colour[];
  rest: Colour;
  kind: (id: string) => Colour;
}

const KINDS = ["organisation", "place", "person", "technology"];
const GROUPS = 8;

/** What the style sheet says now, in the light or the dark. */
export function palette(): Palette {
  const probe = document.createElement("span");
  document.body.append(probe);
  const read = (name: string): Colour => {
    probe.style.color = `var(--${name})`;
    return channels(getComputedStyle(probe).color);
  };
  const groups = Array.from({ length: GROUPS }, (_, number) => read(`group-${number}`));
  const kinds = new Map(KINDS.map((kind) => [kind, read(kind)]));
  const rest = read("rest");
  const made: Palette = {
    back: read("back"),
    text: read("text"),
    quiet: read("quiet"),
    strong: read("strong"),
    link: read("link"),
    statuses: {
      asserted: read("arrow"),
      past: read("past"),
      planned: read("planned"),
      rumoured: read("rumoured"),
      denied: read("denied"),
    },
    groups,
    rest,
    kind: (id) => kinds.get(id.toLowerCase()) ?? rest,
  };
  probe.remove();
  return made;
}

function channels(text: string): Colour {
  const [red = 0, green = 0, blue = 0] = (text.match(/[\d.]+/g) ?? []).map(Number);
  return [red, green, blue];
}

export const css = ([red, green, blue]: Colour, alpha = 1): string => `rgba(${red},${green},${blue},${alpha})`;

export const hex = (colour: Colour): string =>
  `#${colour.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;

/** A colour of which only a share is left over another one. */
export const mixed = (colour: Colour, other: Colour, share: number): Colour => [
  Math.round(colour[0] * share + other[0] * (1 - share)),
  Math.round(colour[1] * share + other[1] * (1 - share)),
  Math.round(colour[2] * share + other[2] * (1 - share)),
];
