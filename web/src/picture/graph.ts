// The things and facts that are drawn as a graphology graph, with places kept from one picture to the next.

import { MultiDirectedGraph } from "graphology";
import { indexParallelEdgesIndex } from "@sigma/edge-curve";
import type { Edge, Thing } from "../api/contract.ts";
import type { Pin } from "../state/state.ts";
import type { Layable } from "./layout.ts";
import { seeded } from "./communities.ts";
import { radius } from "./drawing.ts";
import type { Shown } from "./shown.ts";

const DENSE = 1000; // lines from which on they are drawn without arrows, bends and names, which nobody could tell apart
const SPREAD = 12; // how far from what it hangs on a new thing begins

export const isDense = ({ size }: { size: number }): boolean => size > DENSE;

/**
 * Brings the graph to what is shown. Things that stay keep their places, if none are given; pinned ones stand where they are
 * pinned.
 */
export function brought(
  graph: MultiDirectedGraph,
  { things, edges }: Shown,
  pins: readonly Pin[],
  given: ReadonlyMap<string, { x: number; y: number }> | null = null,
): { kept: number; added: number } {
  const fresh = new Set([...things.keys()].filter((id) => !graph.hasNode(id)));
  for (const id of graph.nodes()) if (!things.has(id)) graph.dropNode(id);
  const kept = graph.order;
  const places = given ?? begun(graph, things, edges, fresh);
  for (const id of fresh) {
    const { x = 0, y = 0 } = places.get(id) ?? {};
    graph.addNode(id, { x, y });
  }
  const wanted = new Set(edges.map(({ id }) => id));
  for (const id of graph.edges()) if (!wanted.has(id)) graph.dropEdge(id);
  for (const edge of edges) if (!graph.hasEdge(edge.id)) graph.addDirectedEdgeWithKey(edge.id, edge.s, edge.o, {});
  if (given !== null) graph.forEachNode((id) => { graph.mergeNodeAttributes(id, given.get(id) ?? {}); }); // prettier-ignore
  if (!isDense(graph)) curve(graph);
  pinned(graph, pins);
  return { kept, added: given === null ? fresh.size : 0 };
}

function begun(
  graph: MultiDirectedGraph,
  things: ReadonlyMap<string, Thing>,
  edges: readonly Edge[],
  fresh: ReadonlySet<string>,
): Map<string, { x: number; y: number }> {
  const scale = spread([...fresh].flatMap((id) => things.get(id) ?? []));
  const anchors = new Map<string, string>();
  for (const { s, o } of edges) {
    if (fresh.has(s) && graph.hasNode(o)) anchors.set(s, o);
    if (fresh.has(o) && graph.hasNode(s)) anchors.set(o, s);
  }
  const random = seeded(1);
  return new Map(
    [...fresh].map((id) => {
      const [left, up] = [random() - 0.5, random() - 0.5];
      const anchor = anchors.get(id);
      if (anchor === undefined)
        return [id, { x: scale.x(things.get(id)?.x ?? 0) + left, y: scale.y(things.get(id)?.y ?? 0) + up }];
      const { x, y } = graph.getNodeAttributes(anchor) as { x: number; y: number };
      return [id, { x: x + SPREAD * left, y: y + SPREAD * up }];
    }),
  );
}

/** The places of the whole graph by their order alone, in a square, so that neither a crowd nor a thing far off fills it. */
function spread(things: readonly Thing[]): { x: (value: number) => number; y: (value: number) => number } {
  const side = 60 * Math.sqrt(Math.max(things.length, 1));
  const along = (values: number[]): ((value: number) => number) => {
    const sorted = [...new Set(values)].sort((one, other) => one - other);
    const ranks = new Map(sorted.map((value, rank) => [value, rank]));
    return (value) => ((ranks.get(value) ?? 0) / Math.max(sorted.length - 1, 1) - 0.5) * side;
  };
  return { x: along(things.map(({ x }) => x)), y: along(things.map(({ y }) => y)) };
}

/** Lines between the same two things part from each other; a line alone is straight. */
function curve(graph: MultiDirectedGraph): void {
  indexParallelEdgesIndex(graph, {
    edgeIndexAttribute: "index",
    edgeMinIndexAttribute: "least",
    edgeMaxIndexAttribute: "most",
  });
  graph.forEachEdge((edge, { index, least, most }) => {
    const bent = typeof index === "number" && typeof most === "number";
    const both = typeof least === "number";
    const curvature = bent ? (both ? 0.16 * index : most === 0 ? 0.16 : (0.3 * (index + 0.5)) / (most + 1)) : 0;
    graph.mergeEdgeAttributes(edge, { type: curvature === 0 ? "straight" : "curved", curvature });
  });
}

function pinned(graph: MultiDirectedGraph, pins: readonly Pin[]): void {
  const wanted = new Map(pins.map((pin) => [pin.id, pin]));
  graph.forEachNode((id) => {
    const pin = wanted.get(id);
    graph.setNodeAttribute(id, "pinned", pin !== undefined);
    if (pin !== undefined) graph.mergeNodeAttributes(id, { x: pin.x, y: pin.y });
  });
}

/** What the layout wants of a graph. */
export function layable(
  graph: MultiDirectedGraph,
  things: ReadonlyMap<string, Thing>,
): Omit<Layable, "number" | "rounds" | "animated"> {
  const ids = graph.nodes();
  const places = new Map(ids.map((id, number) => [id, number]));
  const pairs = new Map<string, [number, number]>();
  graph.forEachEdge((_edge, _attributes, source, target) => {
    const ends: [number, number] = [places.get(source) ?? 0, places.get(target) ?? 0];
    if (ends[0] !== ends[1]) pairs.set(`${Math.min(...ends)} ${Math.max(...ends)}`, ends);
  });
  return {
    x: ids.map((id) => graph.getNodeAttribute(id, "x") as number),
    y: ids.map((id) => graph.getNodeAttribute(id, "y") as number),
    sizes: ids.map((id) => radius(things.get(id)?.importance ?? 0, "importance") + 4),
    fixed: ids.map((id) => graph.getNodeAttribute(id, "pinned") === true),
    links: [...pairs.values()].flat(),
  };
}
