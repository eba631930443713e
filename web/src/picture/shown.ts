// From a state to the things and facts that are drawn, by as many questions to the server as it takes.

import { ask, parameters, post, Refused } from "../api/client.ts";
import type { Edge, Neighbours, Overview, Part, Thing } from "../api/contract.ts";
import { FILTERS, type Filters, type Opened, type State } from "../state/state.ts";

export type Wanted = Pick<State, "start" | "limit" | "opened" | "hidden" | "filters">;

export interface Shown {
  things: ReadonlyMap<string, Thing>;
  edges: readonly Edge[];
  of: { things: number; facts: number } | null;
  opened: ReadonlyMap<string, { shown: number; of: number }>;
  missing: readonly string[]; // what a link names and the graph has not, in the server's words
}

const AMONG = 2000; // things up to which the facts among all of them are asked for
const FOREMOST = 10; // things of a kind that a picture of a kind begins with

/** The part of a state that says what is drawn. */
export const wantedOf = ({ start, limit, opened, hidden, filters }: State): Wanted => ({
  start,
  limit,
  opened,
  hidden,
  filters,
});

/** `everything`: how many things there are, where that is few enough to show all. */
export async function shown(wanted: Wanted, signal: AbortSignal, everything: number | null): Promise<Shown> {
  const gathered = new Gathering(wanted.filters, signal);
  if (wanted.start.by === "whole" && everything !== null) await gathered.everything(everything);
  else await gathered.start(wanted);
  for (const { id, limit } of wanted.opened) if (limit === 0) gathered.ids.add(id);
  if (wanted.opened.length > 0) await gathered.neighbours(wanted.opened.filter(({ limit }) => limit > 0));
  return gathered.all(new Set(wanted.hidden));
}

class Gathering {
  readonly ids = new Set<string>();
  #things = new Map<string, Thing>();
  #edges = new Map<string, Edge>();
  #opened = new Map<string, { shown: number; of: number }>();
  #missing: string[] = [];
  #of: { things: number; facts: number } | null = null;
  #complete = false; // whether all facts among the things are here

  constructor(
    private readonly filters: Filters,
    private readonly signal: AbortSignal,
  ) {}

  async start({ start, limit, opened }: Wanted): Promise<void> {
    if (start.by === "important") await this.overview(limit, this.filters);
    else if (start.by === "document") await this.overview(limit, { ...this.filters, documents: [start.id] });
    else if (start.by === "thing") await this.neighbours([{ id: start.id, limit }], opened.length === 0);
    else if (start.by === "kind") {
      const { nodes } = await ask<Overview>(
        "overview",
        [
          ["limit", FOREMOST],
          ["kind", start.id],
        ],
        this.signal,
      );
      await this.neighbours(nodes.map(({ id }) => ({ id, limit: FOREMOST })));
    }
  }

  /** All things of the kinds, and of the facts what the other filters leave. */
  async everything(limit: number): Promise<void> {
    const { kinds } = this.filters;
    await this.overview(limit, { ...FILTERS, kinds, statuses: [] });
    this.#edges.clear();
    await this.overview(limit, this.filters);
    this.#of = null;
  }

  async overview(limit: number, filters: Filters): Promise<void> {
    const found = await ask<Overview>("overview", [["limit", limit], ...parameters(filters)], this.signal);
    this.#of = found.of;
    this.add(found);
  }

  /** Asked at once, added in their order. */
  async neighbours(opened: readonly Opened[], alone = false): Promise<void> {
    const found = await Promise.all(opened.map((one) => this.around(one, alone)));
    this.#complete = alone;
    for (const [number, part] of found.entries()) {
      if (part === null) continue;
      this.#opened.set(opened[number]?.id ?? "", { shown: part.shown, of: part.of });
      this.add(part);
    }
  }

  private async around({ id, limit }: Opened, alone: boolean): Promise<Neighbours | null> {
    try {
      return await ask<Neighbours>(
        "neighbours",
        [["id", id], ["limit", limit], ["among", Number(alone)], ...parameters(this.filters)],
        this.signal,
      );
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.#missing.push(error.message);
      return null;
    }
  }

  add({ nodes, edges }: Part): void {
    for (const node of nodes) {
      this.#things.set(node.id, node);
      this.ids.add(node.id);
    }
    for (const edge of edges) this.#edges.set(edge.id, edge);
  }

  async all(hidden: ReadonlySet<string>): Promise<Shown> {
    const wanted = [...this.ids].filter((id) => !hidden.has(id));
    const unknown = wanted.some((id) => !this.#things.has(id));
    const few = wanted.length > 1 && wanted.length <= AMONG;
    if (unknown || (few && this.#opened.size > 0 && !this.#complete)) await this.among(wanted);
    for (const id of hidden) this.#things.delete(id);
    const edges = [...this.#edges.values()].filter(({ s, o }) => this.#things.has(s) && this.#things.has(o));
    return {
      things: this.#things,
      edges,
      of: this.#of,
      opened: this.#opened,
      missing: this.#missing,
    };
  }

  private async among(ids: string[]): Promise<void> {
    const query = new URLSearchParams(parameters(this.filters)).toString();
    const found = await post<Part>(`between?${query}`, { ids });
    this.signal.throwIfAborted();
    this.add(found);
  }
}
