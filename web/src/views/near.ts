// The piece of the map that holds all places, and which of their names can be read there.

import type { Spot } from "../api/contract.ts";
import { projected, WORLD } from "./projection.ts";

const MARGIN = 60; // around the outermost places
const NEAREST = 5; // times larger than the whole world
const NAMED = 60; // the places with most facts that may have their name on the map
const LETTER = 6.3; // the width of one, about
const HEIGHT = 13;

/** From longitude and latitude to the map's window. */
export type Place = (lon: number, lat: number) => [number, number];

/** The window that is as near as it can be with all of the places in it; never beyond the world's edge. */
export function near(spots: readonly Spot[]): Place {
  const points = spots.map(({ lon, lat }) => projected(lon, lat));
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [wide, high] = [Math.max(...xs) - left, Math.max(...ys) - top];
  const fitting = Math.min(
    (WORLD.width - 2 * MARGIN) / Math.max(wide, 1),
    (WORLD.height - 2 * MARGIN) / Math.max(high, 1),
  );
  const scale = Math.min(Math.max(fitting, 1), NEAREST);
  const x = within(left + wide / 2, WORLD.width, scale);
  const y = within(top + high / 2, WORLD.height, scale);
  return (lon, lat) => {
    const [right, down] = projected(lon, lat);
    return [(right - x) * scale, (down - y) * scale];
  };
}

/** Where a window around a middle begins that does not leave the world. */
const within = (middle: number, length: number, scale: number): number =>
  Math.min(Math.max(middle - length / scale / 2, 0), length - length / scale);

export interface Name {
  x: number;
  y: number;
  anchor: "start" | "end" | "middle";
}

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/**
 * The names that cover neither another nor a dot, those with most facts first: at the right, the left, below, above. `unit`:
 * how much larger they are written than in a window as wide as the map.
 */
export function names(
  spots: readonly Spot[],
  place: Place,
  radius: (spot: Spot) => number,
  unit: number,
): ReadonlyMap<string, Name> {
  const dots = spots.map((spot) => ({ spot, at: place(spot.lon, spot.lat), radius: radius(spot) }));
  const taken: Box[] = [];
  const found = new Map<string, Name>();
  for (const { spot, at, radius: size } of dots.slice(0, NAMED)) {
    const width = LETTER * unit * Array.from(spot.node.label).length;
    const free = around(at, size, { width, height: HEIGHT * unit }).find(
      ({ box }) =>
        box.left > 0 && box.right < WORLD.width && box.top > 0 && box.bottom < WORLD.height &&
        !taken.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom) &&
        !dots.some((other) => other.spot !== spot && covers(box, other.at, other.radius)),
    ); // prettier-ignore
    if (free === undefined) continue;
    taken.push(free.box);
    found.set(spot.node.id, free.name);
  }
  return found;
}

function around(
  [x, y]: [number, number],
  size: number,
  { width, height }: { width: number; height: number },
): { box: Box; name: Name }[] {
  const gap = size + 4;
  const at = (left: number, top: number, anchor: Name["anchor"], from: number): { box: Box; name: Name } => ({
    box: { left, top, right: left + width, bottom: top + height },
    name: { x: from, y: top + 0.77 * height, anchor },
  });
  return [
    at(x + gap, y - height / 2, "start", x + gap),
    at(x - gap - width, y - height / 2, "end", x - gap),
    at(x - width / 2, y + gap - 2, "middle", x),
    at(x - width / 2, y - gap - height + 2, "middle", x),
  ];
}

function covers(box: Box, [x, y]: [number, number], radius: number): boolean {
  const right = x - Math.min(Math.max(x, box.left), box.right);
  const down = y - Math.min(Math.max(y, box.top), box.bottom);
  return right * right + down * down < radius * radius;
}
