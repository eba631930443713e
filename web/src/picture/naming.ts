// Which names are written on sigma's drawing and in which order; and names of lines only where they fit.

import type { MultiDirectedGraph } from "graphology";
import type Sigma from "sigma";
import type { EdgeLabelDrawingFunction } from "sigma/rendering";
import type { Emphasis } from "./emphasis.ts";
import type { Named, Naming, Segment } from "./labels.ts";
import type { Scene } from "./scene.ts";

const MOST = 250;
const LINES = 300; // lines up to which names keep clear of them
const AROUND = 40; // pixels beyond the window in which dots still count

/** The names to write, what was chosen first and then by importance, and what they should not cover, which has not faded. */
export function namedThings(sigma: Sigma, graph: MultiDirectedGraph, scene: Scene, emphasis: Emphasis): Naming {
  const { width, height } = sigma.getDimensions();
  const names: Named[] = [];
  graph.forEachNode((id) => {
    const data = sigma.getNodeDisplayData(id);
    if (data === undefined) return;
    const { x, y } = sigma.framedGraphToViewport(data);
    if (x < -AROUND || y < -AROUND || x > width + AROUND || y > height + AROUND) return;
    names.push({
      id,
      x,
      y,
      size: sigma.scaleSize(data.size),
      label: scene.name(id),
      strong: emphasis.thing(id) === "chosen",
    });
  });
  const weight = ({ id, strong }: Named): number => (strong ? 2 : 0) + (scene.things.get(id)?.importance ?? 0);
  const wanted = names.filter(({ id }) => emphasis.thing(id) !== "faded");
  wanted.sort((one, other) => weight(other) - weight(one) || (one.id < other.id ? -1 : 1));
  const lines = graph.size > LINES ? [] : linesOf(graph, wanted, emphasis);
  return { names: wanted.slice(0, MOST), dots: wanted, lines };
}

/** The lines in sight, but for those that have faded. */
function linesOf(graph: MultiDirectedGraph, things: readonly Named[], emphasis: Emphasis): Segment[] {
  const places = new Map(things.map((thing) => [thing.id, thing]));
  const lines: Segment[] = [];
  graph.forEachEdge((edge, _attributes, source, target) => {
    const [from, to] = [places.get(source), places.get(target)];
    if (from !== undefined && to !== undefined && emphasis.edge(edge) !== "faded") lines.push({ from, to });
  });
  return lines;
}

/** A way of writing along a line that leaves the name out where the line is too short for all of it. */
export function fitting(draw: EdgeLabelDrawingFunction): EdgeLabelDrawingFunction {
  return (context, edge, source, target, settings) => {
    if (typeof edge.label !== "string") return;
    context.font = `${settings.edgeLabelWeight} ${settings.edgeLabelSize}px ${settings.edgeLabelFont}`;
    const room = Math.hypot(source.x - target.x, source.y - target.y) - source.size - target.size - 16;
    if (context.measureText(edge.label).width < room) draw(context, edge, source, target, settings);
  };
}
