// What stands out: what was chosen and the things about it; what the pointer is over, for as long.

import type { MultiDirectedGraph } from "graphology";
import type { Selected } from "../state/state.ts";
import type { Scene } from "./scene.ts";

export type Strength = "plain" | "chosen" | "near" | "faded";

export class Emphasis {
  #chosen: Selected | null = null;
  #over: Selected | null = null;
  #things = new Map<string, Strength>();
  #edges = new Map<string, Strength>();

  constructor(
    private graph: MultiDirectedGraph,
    private readonly scene: Scene,
  ) {}

  /** What stands out in another graph, or in one that has changed. */
  show(graph: MultiDirectedGraph, selected: Selected | null): void {
    this.graph = graph;
    this.choose(selected);
  }

  choose(selected: Selected | null): void {
    this.#chosen = selected;
    this.#settle();
  }

  /** Whether this changed anything. */
  over(selected: Selected | null): boolean {
    if (JSON.stringify(selected) === JSON.stringify(this.#over)) return false;
    this.#over = selected;
    this.#settle();
    return true;
  }

  thing(id: string): Strength {
    return this.#things.size === 0 ? "plain" : (this.#things.get(id) ?? "faded");
  }

  edge(id: string): Strength {
    return this.#things.size === 0 ? "plain" : (this.#edges.get(id) ?? "faded");
  }

  /** How many lines a chosen thing has. */
  get near(): number {
    return this.#edges.size;
  }

  /** Works out again, after the graph has changed too. */
  settle(): void {
    this.#settle();
  }

  #settle(): void {
    this.#things.clear();
    this.#edges.clear();
    const first = this.#over ?? this.#chosen;
    if (first === null) return;
    if ("thing" in first) this.#aboutThing(first.thing);
    else this.#aboutFact(this.scene.find(first));
  }

  #aboutThing(id: string): void {
    if (!this.graph.hasNode(id)) return;
    this.graph.forEachEdge(id, (edge, _attributes, source, target) => {
      this.#edges.set(edge, "near");
      this.#things.set(source, "near");
      this.#things.set(target, "near");
    });
    this.#things.set(id, "chosen");
  }

  #aboutFact(edge: string | undefined): void {
    if (edge === undefined || !this.graph.hasEdge(edge)) return;
    for (const end of this.graph.extremities(edge)) this.#things.set(end, "chosen");
    this.#edges.set(edge, "chosen");
  }
}
