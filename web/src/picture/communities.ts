// Communities among the things of a picture, by Louvain's method, and which colour each has.

import type { MultiDirectedGraph } from "graphology";
import louvain from "graphology-communities-louvain";
import type { Thing } from "../api/contract.ts";

export interface Community {
  members: number;
  foremost: string; // the name of the most important member
  ids: string[];
}

/** The communities with more than one member, the largest first; ties by the foremost name. */
export function communities(graph: MultiDirectedGraph, things: ReadonlyMap<string, Thing>): Community[] {
  const found: Record<string, number> = graph.size === 0 ? {} : louvain(graph, { rng: seeded(7), getEdgeWeight: null });
  const groups = new Map<number, Thing[]>();
  for (const thing of things.values()) {
    const group = found[thing.id];
    if (group !== undefined) groups.set(group, [...(groups.get(group) ?? []), thing]);
  }
  return [...groups.values()]
    .filter((members) => members.length > 1)
    .map((members) => {
      const foremost = members.reduce((one, other) => (other.importance > one.importance ? other : one));
      return { members: members.length, foremost: foremost.label, ids: members.map(({ id }) => id) };
    })
    .sort((one, other) => other.members - one.members || (one.foremost < other.foremost ? -1 : 1));
}

/** Numbers between 0 and 1 that are the same each time (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
