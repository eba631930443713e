// A vector image as text. Names are escaped; characters that XML cannot carry are left out.

import { css, type Colour } from "./palette.ts";
import type { Vector } from "./drawing.ts";
import { FONT } from "./labels.ts";
import { short } from "../text/phrases.ts";

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

export const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);

/** An SVG document of a drawing as it stands on the screen. */
export function svg(
  { width, height, dots, lines }: Vector,
  ground: { back: Colour; text: Colour },
  title: string,
): string {
  const drawnLines = lines.map(
    ({ x1, y1, x2, y2, colour, status }) =>
      `<line x1="${fixed(x1)}" y1="${fixed(y1)}" x2="${fixed(x2)}" y2="${fixed(y2)}" stroke="${css(colour)}"${status === "asserted" ? "" : ' stroke-dasharray="4 3"'}/>`,
  );
  const drawnDots = dots.map(
    ({ x, y, radius, colour }) =>
      `<circle cx="${fixed(x)}" cy="${fixed(y)}" r="${fixed(radius)}" fill="${css(colour)}"/>`,
  );
  const names = dots.flatMap(({ x, y, radius, label }) =>
    label === null
      ? []
      : [`<text x="${fixed(x + radius + 4)}" y="${fixed(y + 4)}">${escaped(short(label, 60))}</text>`],
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${css(ground.back)}"/>`,
    `<g stroke-width="1.2">${drawnLines.join("")}</g>`,
    `<g>${drawnDots.join("")}</g>`,
    `<g font-family="${escaped(FONT)}" font-size="12" fill="${css(ground.text)}" stroke="${css(ground.back)}" stroke-width="3" paint-order="stroke">${names.join("")}</g>`,
    "</svg>\n",
  ].join("\n");
}

const fixed = (value: number): string => value.toFixed(1);
