// Several values of one measure as a small chart: dots over time, a bar where a value is a range.

import type { Measure } from "../api/contract.ts";
import { element, shape } from "../dom/element.ts";
import { day } from "../text/phrases.ts";

const SIZE = { width: 300, height: 92, left: 8, right: 8, top: 20, bottom: 20 };

interface Dot {
  at: number;
  value: number;
  upper: number | null;
  time: string | null;
  text: string;
}

/** A chart of two values or more; of fewer, nothing. Values with a time stand at it, others in their order. */
export function chart(points: Measure["points"], measure: string): HTMLElement | null {
  const dots = placed(points);
  if (dots.length < 2) return null;
  const values = dots.flatMap(({ value, upper }) => (upper === null ? [value] : [value, upper]));
  const low = Math.min(0, ...values);
  const high = Math.max(...values, low + 1e-9);
  const [first, last] = [Math.min(...dots.map(({ at }) => at)), Math.max(...dots.map(({ at }) => at))];
  const inner = { width: SIZE.width - SIZE.left - SIZE.right, height: SIZE.height - SIZE.top - SIZE.bottom };
  const x = (at: number): number =>
    SIZE.left + 12 + (last > first ? (at - first) / (last - first) : 0.5) * (inner.width - 24);
  const y = (value: number): number => SIZE.top + (1 - (value - low) / (high - low)) * inner.height;
  const timed = dots.every(({ time }) => time !== null && Number.isFinite(moment(time)));
  const line = timed
    ? [shape("polyline", { class: "curve", points: dots.map(({ at, value }) => `${x(at)},${y(value)}`).join(" ") })]
    : [];
  const marks = dots.map((dot) => mark(dot, x(dot.at), y(dot.value), dot.upper === null ? null : y(dot.upper)));
  const drawn = shape(
    "svg",
    {
      viewBox: `0 0 ${SIZE.width} ${SIZE.height}`,
      role: "img",
      "aria-label": `${measure}: ${dots.map(told).join("; ")}`,
    },
    shape("line", { class: "axis", x1: SIZE.left, x2: SIZE.width - SIZE.right, y1: y(0), y2: y(0) }),
    ...line,
    ...marks,
  );
  return element("div", { class: "chart" }, drawn);
}

const told = ({ text, time }: Dot): string => (time === null ? text : `${text} in ${day(time)}`);

function mark(dot: Dot, x: number, y: number, upper: number | null): SVGElement {
  const range = upper === null ? [] : [shape("line", { class: "range", x1: x, x2: x, y1: y, y2: upper })];
  const top = Math.min(y, upper ?? y);
  const anchor = x < SIZE.width / 3 ? "start" : x > (SIZE.width * 2) / 3 ? "end" : "middle";
  const from = x + (anchor === "start" ? -5 : anchor === "end" ? 5 : 0);
  const time =
    dot.time === null
      ? []
      : [shape("text", { class: "when", x: from, y: SIZE.height - 5, "text-anchor": anchor }, day(dot.time))];
  return shape(
    "g",
    {},
    shape("title", {}, told(dot)),
    ...range,
    shape("circle", { class: "dot", cx: x, cy: y, r: 3.5 }),
    shape("text", { class: "what", x: from, y: top - 7, "text-anchor": anchor }, dot.text),
    ...time,
  );
}

function placed(points: Measure["points"]): Dot[] {
  const dots = points.flatMap(({ value, upper, time, text }) => {
    const amount = Number(value);
    const most = upper === null ? null : Number(upper);
    return Number.isFinite(amount)
      ? [{ value: amount, upper: most !== null && Number.isFinite(most) ? most : null, time, text }]
      : [];
  });
  const timed = dots.every(({ time }) => time !== null && Number.isFinite(moment(time)));
  return dots
    .map((dot, at) => ({ ...dot, at: timed && dot.time !== null ? moment(dot.time) : at }))
    .sort((one, other) => one.at - other.at);
}

/** A date of any precision as a number of years. */
export function moment(date: string): number {
  const [year = NaN, month = 1, dayOfMonth = 1] = date.split("T")[0]?.split("-").map(Number) ?? [];
  return year + (month - 1) / 12 + (dayOfMonth - 1) / 365;
}
