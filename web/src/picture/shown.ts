// From a state to the things and facts that are drawn, by as many questions to the server as it takes.

import { ask, parameters, post, Refused } from "../api/client.ts";
import type { Edge, Neighbours, Overview, Part, Thing } from "../api/contract.ts";
import type { Filters, Opened, State } from "../state/state.ts";

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

export async function shown(wanted: Wanted, signal: AbortSignal): Promise<Shown> {
  const gathered = new Gathering(wanted.filters, signal);
  await gathered.start(wanted);
  for (const { id, limit } of wanted.opened) if (limit === 0) gathered.ids.add(id);
  await gathered.neighbours(wanted.opened.filter(({ limit }) => limit > 0));
  return gathered.all(new Set(wanted.hidden));
}

class Gathering {
  readonly ids = new Set<string>();
  #things = new Map<string, Thing>();
  #edges = new Map<string, Edge>();
  #opened = new Map<string, { shown: number; of: number }>();
  #missing: string[] = [];
  #of: { things: number; facts: number } | null = null;

  constructor(
    private readonly filters: Filters,
    private readonly signal: AbortSignal,
  ) {}

  async start({ start, limit }: Wanted): Promise<void> {
    if (start.by === "important") await this.overview(limit, this.filters);
    else if (start.by === "document") await this.overview(limit, { ...this.filters, documents: [start.id] });
    else if (start.by === "thing") await this.neighbours([{ id: start.id, limit }]);
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

  async overview(limit: number, filters: Filters): Promise<void> {
    const found = await ask<Overview>("overview", [["limit", limit], ...parameters(filters)], this.signal);
    this.#of = found.of;
    this.add(found);
  }

  /** Asked at once, added in their order. */
  async neighbours(opened: readonly Opened[]): Promise<void> {
    const found = await Promise.all(opened.map((one) => this.around(one)));
    for (const [number, part] of found.entries()) {
      if (part === null) continue;
      this.#opened.set(opened[number]?.id ?? "", { shown: part.shown, of: part.of });
      this.add(part);
    }
  }

  private async around({ id, limit }: Opened): Promise<Neighbours | null> {
    try {
      return await ask<Neighbours>(
        "neighbours",
        [["id", id], ["limit", limit], ...parameters(this.filters)],
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
    if (unknown || (wanted.length > 1 && wanted.length <= AMONG && this.#opened.size > 0)) await this.among(wanted);
    for (const id of hidden) this.#things.delete(id);
    const edges = [...this.#edges.values()].filter(({ s, o }) => this.#things.has(s) && this.#things.has(o));
    return { things: this.#things, edges, of: this.#of, opened: this.#opened, missing: this.#missing };
  }

  private async among(ids: string[]): Promise<void> {
    const query = new URLSearchParams(parameters(this.filters)).toString();
    const found = await post<Part>(`between?${query}`, { ids });
    this.signal.throwIfAborted();
    this.add(found);
  }
}
