// Names over the whole graph: those of the most important things in sight, none over another.

import type { Picture } from "../api/contract.ts";
import { drawName, drawRing, overlap, roomOf, type Box } from "./labels.ts";
import { css, type Palette } from "./palette.ts";

interface Seen {
  picture: Picture;
  place: (number: number) => [number, number];
  width: number;
  height: number;
}

const APART = { x: 40, y: 8 }; // pixels between two names, so that they stay calm
const MOST = 70;

export function names(
  context: CanvasRenderingContext2D,
  seen: Seen,
  order: Uint32Array,
  marked: readonly number[],
  size: (number: number) => number,
  palette: Palette,
): void {
  const taken: Box[] = [];
  for (const number of order) {
    if (taken.length >= MOST) break;
    const [x, y] = seen.place(number);
    if (x < 0 || y < 0 || x > seen.width || y > seen.height || marked.includes(number)) continue;
    const thing = { x, y, size: size(number), label: seen.picture.labels[number] ?? "" };
    const room = roomOf(context, thing);
    if (room.right > seen.width || taken.some((other) => overlap(room, other))) continue;
    const { left, right, top, bottom } = room;
    taken.push({ left: left - APART.x, right: right + APART.x, top: top - APART.y, bottom: bottom + APART.y });
    drawName(context, thing, palette, false);
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
