// Which line is near a point of the window: lines are too thin to be hit by a pointer exactly.

import type Sigma from "sigma";
import { isDense } from "./graph.ts";

const REACH = 7; // pixels
const STEPS = 8; // pieces that a curve is taken for

interface Point {
  x: number;
  y: number;
}

/** The line at a point; where there are many, all are taken as straight, as they are drawn. */
export function nearestEdge(sigma: Sigma, at: Point): string | null {
  const graph = sigma.getGraph();
  const places = new Map(
    graph.mapNodes((id, place) => [id, sigma.graphToViewport(place as unknown as Point)] as const),
  );
  let [nearest, least]: [string | null, number] = [null, REACH];
  graph.forEachEdge((edge, attributes, source, target) => {
    const [from, to] = [places.get(source), places.get(target)];
    if (from === undefined || to === undefined) return;
    const far = distance(at, from, to, isDense(graph) ? 0 : Number(attributes["curvature"] ?? 0));
    if (far < least) [nearest, least] = [edge, far];
  });
  return nearest;
}

/** From a point to a line that is bent as sigma's curves are: a parabola whose middle is drawn aside. */
export function distance(at: Point, from: Point, to: Point, curvature: number): number {
  if (curvature === 0) return toPiece(at, from, to);
  const anchor = {
    x: (from.x + to.x) / 2 + (to.y - from.y) * curvature,
    y: (from.y + to.y) / 2 - (to.x - from.x) * curvature,
  };
  let least = Infinity;
  let before = from;
  for (let step = 1; step <= STEPS; step++) {
    const share = step / STEPS;
    const [one, two, three] = [(1 - share) ** 2, 2 * share * (1 - share), share ** 2];
    const now = { x: one * from.x + two * anchor.x + three * to.x, y: one * from.y + two * anchor.y + three * to.y };
    least = Math.min(least, toPiece(at, before, now));
    before = now;
  }
  return least;
}

function toPiece(at: Point, from: Point, to: Point): number {
  const [right, down] = [to.x - from.x, to.y - from.y];
  const length = right * right + down * down;
  const share =
    length === 0 ? 0 : Math.min(1, Math.max(0, ((at.x - from.x) * right + (at.y - from.y) * down) / length));
  return Math.hypot(at.x - from.x - share * right, at.y - from.y - share * down);
}
