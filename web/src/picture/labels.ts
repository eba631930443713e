// Names on a canvas: a halo in the colour of the ground keeps them legible over lines and in every script.

import { short } from "../text/phrases.ts";
import { css, type Palette } from "./palette.ts";

export const FONT =
  'system-ui, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK SC", "Noto Sans Arabic", "Liberation Sans", sans-serif';
const LENGTH = 34;
const GAP = 4;
const RING = 3; // pixels of the ring about what was chosen
const NEAR = 3; // pixels about a dot
const FOREMOST = 12; // names without which one could not tell what a picture is of
const ROOM = 60_000; // square pixels for each of them
const KEPT = 5000; // widths of names

export interface Labelled {
  x: number;
  y: number;
  size: number;
  label: string;
}

export interface Named extends Labelled {
  id: string;
  strong: boolean;
}

export interface Segment {
  from: { x: number; y: number };
  to: { x: number; y: number };
}

/** What is to be named, the first first, and what names should not cover: other dots never, lines where there is a choice. */
export interface Naming {
  names: readonly Named[];
  dots: readonly Labelled[];
  lines: readonly Segment[];
}

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The name of a thing at its right. */
export function drawName(context: CanvasRenderingContext2D, thing: Labelled, palette: Palette, strong: boolean): void {
  const { text, height } = lettered(context, thing, strong);
  written(context, text, thing.x + thing.size + GAP, thing.y + height / 3, palette, strong);
}

/** The room that `drawName` takes. */
export function roomOf(context: CanvasRenderingContext2D, { x, y, size, label }: Labelled): Box {
  const { height, width } = lettered(context, { x, y, size, label }, false);
  const left = x + size + GAP;
  return { left, right: left + width, top: y - height / 2, bottom: y + height / 2 };
}

function lettered(
  context: CanvasRenderingContext2D,
  { label, size }: Labelled,
  strong: boolean,
): { text: string; height: number; width: number } {
  const text = short(label, LENGTH);
  const height = strong ? 13.5 : Math.min(13.5, 10.5 + Math.round(size / 2.5) / 2); // few fonts, as each is made ready
  const font = `${strong || size > 11 ? 600 : 400} ${height}px ${FONT}`;
  if (context.font !== font) context.font = font;
  return { text, height, width: measured(context, font, text) };
}

const widths = new Map<string, number>();

function measured(context: CanvasRenderingContext2D, font: string, text: string): number {
  const key = `${font} ${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  if (widths.size > KEPT) widths.clear();
  const { width } = context.measureText(text);
  widths.set(key, width);
  return width;
}

function written(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  palette: Palette,
  strong: boolean,
): void {
  context.textAlign = "left";
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = css(palette.back, 0.9);
  context.fillStyle = css(strong ? palette.text : palette.strong);
  context.strokeText(text, x, y);
  context.fillText(text, x, y);
}

/** Writes names where they cover neither each other nor another dot; the first of all may cover dots. Answers which it wrote. */
export function drawNames(
  context: CanvasRenderingContext2D,
  { names, dots, lines }: Naming,
  { width: right, height: bottom, palette }: { width: number; height: number; palette: Palette },
): Set<string> {
  const taken: Box[] = [];
  const done = new Set<string>();
  for (const thing of names) {
    const { text, height, width } = lettered(context, thing, thing.strong);
    const places = around(thing, thing.size + (thing.strong ? RING : 0), width, height);
    const inside = places.filter((box) => box.left > 0 && box.right < right && box.top > 0 && box.bottom < bottom);
    const open = inside.filter((box) => !taken.some((other) => overlap(box, other)));
    const others = dots.filter((dot) => dot !== thing);
    const first = done.size < (right * bottom) / ROOM && done.size < FOREMOST;
    const box =
      free(open, others, lines) ??
      (first ? leastOver(open, others) : undefined) ??
      (thing.strong ? (inside[0] ?? places[0]) : undefined);
    if (box === undefined) continue;
    taken.push(box);
    done.add(thing.id);
    written(context, text, box.left, box.bottom - height * 0.22, palette, thing.strong);
  }
  return done;
}

/** The first box that covers no dot, if possible one not so near to a dot that the name might be taken for its, on no line. */
function free(boxes: readonly Box[], dots: readonly Labelled[], lines: readonly Segment[]): Box | undefined {
  for (const room of [NEAR, 0]) {
    const clear = boxes.filter((box) => !dots.some((dot) => covers(box, dot, room)));
    if (clear.length > 0) return clear.find((box) => !lines.some((line) => crosses(box, line))) ?? clear[0];
  }
  return undefined;
}

/** The box that covers fewest dots. */
function leastOver(boxes: readonly Box[], dots: readonly Labelled[]): Box | undefined {
  const counted = boxes.map((box) => ({ box, count: dots.filter((dot) => covers(box, dot, 0)).length }));
  return counted.sort((one, other) => one.count - other.count)[0]?.box;
}

/** At the right, at the left, below, above. */
function around({ x, y }: Labelled, size: number, width: number, height: number): Box[] {
  const at = (left: number, top: number): Box => ({ left, top, right: left + width, bottom: top + height });
  return [
    at(x + size + GAP, y - height / 2),
    at(x - size - GAP - width, y - height / 2),
    at(x - width / 2, y + size + 2),
    at(x - width / 2, y - size - 2 - height),
  ];
}

export const overlap = (one: Box, other: Box): boolean =>
  one.left < other.right + GAP && other.left < one.right + GAP && one.top < other.bottom && other.top < one.bottom;

function covers(box: Box, { x, y, size }: Labelled, room: number): boolean {
  const [right, down] = [
    x - Math.min(Math.max(x, box.left), box.right),
    y - Math.min(Math.max(y, box.top), box.bottom),
  ];
  return right * right + down * down < (size - 1 + room) ** 2;
}

/** Whether a line passes through a box (Liang and Barsky, 1984). */
export function crosses({ left, right, top, bottom }: Box, { from, to }: Segment): boolean {
  let [begin, end] = [0, 1];
  for (const [step, low, high] of [
    [to.x - from.x, left - from.x, right - from.x],
    [to.y - from.y, top - from.y, bottom - from.y],
  ] as const) {
    if (step === 0 && (low > 0 || high < 0)) return false;
    if (step === 0) continue;
    begin = Math.max(begin, Math.min(low / step, high / step));
    end = Math.min(end, Math.max(low / step, high / step));
  }
  return begin <= end;
}

/** A ring about the thing that was chosen or that the pointer is over. */
export function drawRing(
  context: CanvasRenderingContext2D,
  { x, y, size }: Omit<Labelled, "label">,
  palette: Palette,
): void {
  context.beginPath();
  context.arc(x, y, size + 2.5, 0, 2 * Math.PI);
  context.lineWidth = 2;
  context.strokeStyle = css(palette.text);
  context.stroke();
}
