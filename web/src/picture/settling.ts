// From a graph whose things stand anywhere to one in which they can be told apart, by the layout's worker.

import type { MultiDirectedGraph } from "graphology";
import type { Thing } from "../api/contract.ts";
import { layable } from "./graph.ts";
import { rounds, type Laid, type Layout } from "./layout.ts";

const ANIMATED = 1000; // facts up to which the layout is shown on its way

/** Moves the things of a graph; done when they have come to rest, and never where another layout begins before. */
export function settled(
  layout: Layout,
  graph: MultiDirectedGraph,
  things: ReadonlyMap<string, Thing>,
  kept: number,
): Promise<void> {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const ids = graph.nodes();
  const wanted = {
    ...layable(graph, things),
    rounds: rounds(ids.length, kept),
    animated: !still && kept > 0 && graph.size < ANIMATED,
  };
  const numbers = new Map(ids.map((id, number) => [id, number]));
  return new Promise((done) => {
    layout.run(wanted, (laid) => {
      moved(graph, numbers, laid);
      if (laid.done) done();
    });
  });
}

function moved(graph: MultiDirectedGraph, numbers: ReadonlyMap<string, number>, { x, y }: Laid): void {
  graph.updateEachNodeAttributes(
    (id, attributes) => {
      const number = numbers.get(id);
      return number === undefined || attributes["pinned"] === true
        ? attributes
        : { ...attributes, x: x[number], y: y[number] };
    },
    { attributes: ["x", "y"] },
  );
}
