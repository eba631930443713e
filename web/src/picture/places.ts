// Where the things of a picture stand, as short text for a link: the same things stand there again.

import type { MultiDirectedGraph } from "graphology";

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const STEPS = DIGITS.length ** 2 - 1; // two digits a coordinate: a fifth of a pixel of a small window
const MARK = "*"; // which addresses hold as it is
const MOST = 600; // things up to which a link may grow by four letters for each

export interface Box {
  x: [number, number];
  y: [number, number];
}

export interface Places {
  box: Box;
  of: ReadonlyMap<string, { x: number; y: number }>;
}

/** The places of a graph's things within a box, or nothing where there are too many. Pinned things may stand outside. */
export function written(graph: MultiDirectedGraph, box: Box): string {
  if (graph.order === 0 || graph.order > MOST) return "";
  const ids = graph.nodes().sort();
  const letters = ids.map((id) => {
    const { x, y } = graph.getNodeAttributes(id) as { x: number; y: number };
    return digits(share(x, box.x)) + digits(share(y, box.y));
  });
  return [digest(ids), ...[...box.x, ...box.y].map((value) => value.toFixed(1)), letters.join("")].join(MARK);
}

/** The places that a text tells for exactly these things; null where it is of others. */
export function placed(text: string, things: Iterable<string>): Places | null {
  const ids = [...things].sort();
  const [name, left, right, low, high, letters = ""] = text.split(MARK);
  const [x, y] = [pair(left, right), pair(low, high)];
  if (x === null || y === null || name !== digest(ids) || letters.length !== 4 * ids.length) return null;
  const of = new Map(
    ids.map((id, number) => {
      const at = 4 * number;
      return [id, { x: along(letters.slice(at, at + 2), x), y: along(letters.slice(at + 2, at + 4), y) }] as const;
    }),
  );
  return { box: { x, y }, of };
}

/** The box in which a graph's things stand. */
export function extent(graph: MultiDirectedGraph): Box {
  const box: Box = { x: [Infinity, -Infinity], y: [Infinity, -Infinity] };
  graph.forEachNode((_id, place) => {
    for (const axis of ["x", "y"] as const) {
      const value = Number(place[axis]);
      box[axis] = [Math.min(box[axis][0], value), Math.max(box[axis][1], value)];
    }
  });
  return box;
}

/** Whether a text may be one of places. */
export const isPlaces = (text: string): boolean => /^[\w*.-]{1,4000}$/.test(text);

function pair(one = "", other = ""): [number, number] | null {
  const found: [number, number] = [Number(one), Number(other)];
  return one !== "" && other !== "" && found.every(Number.isFinite) && found[0] <= found[1] ? found : null;
}

const share = (value: number, [least, most]: [number, number]): number =>
  most > least ? Math.round((STEPS * Math.min(Math.max(value - least, 0), most - least)) / (most - least)) : 0;

const digits = (value: number): string =>
  (DIGITS[Math.floor(value / DIGITS.length)] ?? "A") + (DIGITS[value % DIGITS.length] ?? "A");

function along(text: string, [least, most]: [number, number]): number {
  const value = DIGITS.indexOf(text.charAt(0)) * DIGITS.length + DIGITS.indexOf(text.charAt(1));
  return least + ((most - least) * Math.max(value, 0)) / STEPS;
}

/** A short name for a list of things (FNV-1a). */
function digest(ids: readonly string[]): string {
  let hash = 0x811c9dc5;
  for (const letter of ids.join("\n")) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0).toString(36);
}
