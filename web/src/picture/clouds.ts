// The columns of the whole graph as arrays for the shaders.

import type { About, Picture } from "../api/contract.ts";
import type { Look } from "./drawing.ts";
import { mixed, type Colour } from "./palette.ts";
import type { Cloud } from "./shaders.ts";

const MOST_GROUPS = 8;

/** How opaque a line is: the more there are, the fainter each. */
export const faintness = (lines: number): number => Math.min(0.6, Math.max(0.05, 8000 / Math.max(lines, 1)));

/** The radius of a thing in pixels when the whole graph is in sight. */
export const dot = (importance: number, things: number): number => {
  const least = things > 20000 ? 0.9 : things > 2000 ? 1.4 : 2.2;
  return least + 7 * Math.sqrt(Math.max(importance, 0)) ** 1.5;
};

/** The colour of each thing. Communities are coloured by size, the largest first; the small ones alike. */
export function colouring(picture: Picture, about: About, { colours, palette }: Look): (number: number) => Colour {
  if (colours === "kind") {
    const kinds = about.kinds.map(({ id }) => palette.kind(id));
    return (number) => kinds[picture.kinds[number] ?? -1] ?? palette.rest;
  }
  const ranked = ranks(picture.community);
  return (number) => palette.groups[ranked.get(picture.community[number] ?? -1) ?? -1] ?? palette.rest;
}

/** Which place each of the largest communities has. */
export function ranks(communities: readonly number[]): Map<number, number> {
  const sizes = new Map<number, number>();
  for (const community of communities) if (community >= 0) sizes.set(community, (sizes.get(community) ?? 0) + 1);
  const largest = [...sizes]
    .sort(([one, size], [other, otherSize]) => otherSize - size || one - other)
    .slice(0, MOST_GROUPS);
  return new Map(largest.map(([community], rank) => [community, rank]));
}

export function points(picture: Picture, about: About, look: Look): Cloud {
  const count = picture.ids.length;
  const made: Cloud = {
    places: new Float32Array(count * 2),
    colours: new Uint8Array(count * 4),
    sizes: new Float32Array(count),
  };
  const colour = colouring(picture, about, look);
  for (let number = 0; number < count; number++) {
    made.places[2 * number] = picture.x[number] ?? 0;
    made.places[2 * number + 1] = picture.y[number] ?? 0;
    made.colours.set([...colour(number), 235], 4 * number);
    const size = look.sizes === "same" ? 0.15 : (picture.importance[number] ?? 0);
    made.sizes[number] = 2 * dot(size, count);
  }
  return made;
}

export function lines(picture: Picture, { palette }: Look): Cloud {
  const { edges, x, y } = picture;
  const count = edges.length / 4;
  const made: Cloud = {
    places: new Float32Array(count * 4),
    colours: new Uint8Array(count * 8),
    sizes: new Float32Array(0),
  };
  const colours = picture.statuses.map((id) => [...mixed(palette.statuses[id], palette.quiet, 0.7), 255]);
  const usual = [...palette.quiet, 255];
  for (let line = 0; line < count; line++) {
    const [from, to] = [edges[4 * line] ?? 0, edges[4 * line + 1] ?? 0];
    const at = 4 * line;
    made.places[at] = x[from] ?? 0;
    made.places[at + 1] = y[from] ?? 0;
    made.places[at + 2] = x[to] ?? 0;
    made.places[at + 3] = y[to] ?? 0;
    const colour = colours[edges[at + 3] ?? -1] ?? usual;
    made.colours.set(colour, 8 * line);
    made.colours.set(colour, 8 * line + 4);
  }
  return made;
}
