// What the picture holds at this time, for all who ask about it: drawing, table, legend, exports.

import type { About, Edge, Picture, Thing } from "../api/contract.ts";
import type { Selected } from "../state/state.ts";
import { spaced } from "../text/phrases.ts";
import type { Community } from "./communities.ts";
import type { Look } from "./drawing.ts";
import type { Colour } from "./palette.ts";
import type { Shown } from "./shown.ts";

type Watcher = () => void;

export class Scene {
  things: ReadonlyMap<string, Thing> = new Map();
  edges: ReadonlyMap<string, Edge> = new Map();
  opened: Shown["opened"] = new Map();
  of: Shown["of"] = null;
  /** The whole graph, where that is what is drawn. */
  whole: Picture | null = null;
  #grouped: () => readonly Community[] = () => [];
  #communities: readonly Community[] | null = null;
  #groups: ReadonlyMap<string, number> | null = null;
  #relations: ReadonlyMap<string, string>;
  #watchers: Watcher[] = [];

  constructor(readonly about: About) {
    this.#relations = new Map(about.relations.map(({ id, label }) => [id, label]));
  }

  watch(watcher: Watcher): void {
    this.#watchers.push(watcher);
  }

  tell(): void {
    for (const watcher of this.#watchers) watcher();
  }

  hold(shown: Shown): void {
    this.things = shown.things;
    this.edges = new Map(shown.edges.map((edge) => [edge.id, edge]));
    this.opened = shown.opened;
    this.of = shown.of;
    this.whole = null;
  }

  holdWhole(whole: Picture): void {
    this.hold({ things: new Map(), edges: [], of: null, opened: new Map(), missing: [] });
    this.whole = whole;
    this.group(() => []);
  }

  /** How the communities are found, once somebody asks for them. */
  group(grouped: () => readonly Community[]): void {
    this.#grouped = grouped;
    this.#communities = this.#groups = null;
  }

  get communities(): readonly Community[] {
    return (this.#communities ??= this.#grouped());
  }

  #group(id: string): number {
    this.#groups ??= new Map(
      this.communities.flatMap(({ ids }, number) => ids.map((member): [string, number] => [member, number])),
    );
    return this.#groups.get(id) ?? -1;
  }

  colour(id: string, { colours, palette }: Look): Colour {
    if (colours === "kind") return palette.kind(this.things.get(id)?.kind ?? "");
    return palette.groups[this.#group(id)] ?? palette.rest;
  }

  relation(id: string): string {
    return this.#relations.get(id) ?? spaced(id);
  }

  /** What stands on a line: its relation, and its status where that is not asserted. */
  told(edge: Edge): string {
    const relation = this.relation(edge.p);
    return edge.status === "asserted" ? relation : `${relation} (${edge.status})`;
  }

  readable(edge: Edge): string {
    return `${this.name(edge.s)} — ${this.told(edge)} — ${this.name(edge.o)}`;
  }

  name(id: string): string {
    return this.things.get(id)?.label ?? id;
  }

  find({ s, p, o }: Exclude<Selected, { thing: string }>): string | undefined {
    for (const edge of this.edges.values()) if (edge.s === s && edge.p === p && edge.o === o) return edge.id;
    return undefined;
  }

  /** How many things and facts are drawn. */
  get size(): { things: number; facts: number } {
    if (this.whole !== null) return { things: this.whole.ids.length, facts: this.whole.edges.length / 4 };
    return { things: this.things.size, facts: this.edges.size };
  }
}
