// Names over the whole graph: those of the most important things in sight, none over another.

import type { Picture } from "../api/contract.ts";
import { drawName, drawRing } from "./labels.ts";
import { css, type Palette } from "./palette.ts";

interface Seen {
  picture: Picture;
  place: (number: number) => [number, number];
  width: number;
  height: number;
}

const CELL = { width: 150, height: 34 };
const MOST = 70;

export function names(
  context: CanvasRenderingContext2D,
  seen: Seen,
  order: Uint32Array,
  marked: readonly number[],
  size: (number: number) => number,
  palette: Palette,
): void {
  const taken = new Set<string>();
  let drawn = 0;
  for (const number of order) {
    if (drawn >= MOST) break;
    const [x, y] = seen.place(number);
    if (x < 0 || y < 0 || x > seen.width || y > seen.height || marked.includes(number)) continue;
    const column = Math.floor(x / CELL.width);
    const row = Math.floor(y / CELL.height);
    const cells = [`${column} ${row}`, `${column + 1} ${row}`];
    if (cells.some((cell) => taken.has(cell))) continue;
    for (const cell of cells) taken.add(cell);
    drawName(context, { x, y, size: size(number), label: seen.picture.labels[number] ?? "" }, palette, false);
    drawn += 1;
  }
}

/** The marked things with a ring, their name, and the lines that lead to them. */
export function rings(
  context: CanvasRenderingContext2D,
  seen: Seen,
  marked: readonly number[],
  size: (number: number) => number,
  palette: Palette,
): void {
  const [first] = marked;
  if (first !== undefined) near(context, seen, first, palette);
  for (const number of marked) {
    const [x, y] = seen.place(number);
    const dot = { x, y, size: size(number), label: seen.picture.labels[number] ?? "" };
    drawRing(context, dot, palette);
    drawName(context, dot, palette, true);
  }
}

function near(context: CanvasRenderingContext2D, { picture, place }: Seen, chosen: number, palette: Palette): void {
  context.beginPath();
  for (let at = 0; at < picture.edges.length; at += 4) {
    const [from, to] = [picture.edges[at] ?? 0, picture.edges[at + 1] ?? 0];
    if (from !== chosen && to !== chosen) continue;
    context.moveTo(...place(from));
    context.lineTo(...place(to));
  }
  context.lineWidth = 1.2;
  context.strokeStyle = css(palette.link, 0.8);
  context.stroke();
}
