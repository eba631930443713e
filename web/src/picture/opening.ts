// The first picture: asked for, and laid out by the worker, while the page is still being put together.

import { MultiDirectedGraph } from "graphology";
import type { State } from "../state/state.ts";
import { brought } from "./graph.ts";
import { Layout } from "./layout.ts";
import { placed, type Box } from "./places.ts";
import { settled } from "./settling.ts";
import { shown, wantedOf, type Shown } from "./shown.ts";

const HEADSTART = 250; // milliseconds that the page waits for the answer, so that the worker is at work before the page is busy

/** A picture whose layout has begun; done when `laid` is. The box is that of places which a link gives. */
export interface Begun {
  shown: Shown;
  graph: MultiDirectedGraph;
  box: Box | null;
  laid: Promise<void>;
}

type Stood = Pick<State, "pinned" | "places">;

/** Brings a graph to what is shown and begins to lay out what has no place yet. */
export function begun(layout: Layout, graph: MultiDirectedGraph, found: Shown, { pinned, places }: Stood): Begun {
  const given = placed(places, found.things.keys());
  const { kept, added } = brought(graph, found, pinned, given?.of ?? null);
  const laid = added > 0 ? settled(layout, graph, found.things, kept) : Promise.resolve();
  return { shown: found, graph, box: given?.box ?? null, laid };
}

export class Opening {
  readonly layout = new Layout();
  readonly #state: string;
  readonly #begun: Promise<Begun | null>;

  constructor(state: State) {
    this.#state = told(state);
    this.#begun = this.#ask(state);
  }

  /** Where that fails the page asks again, and says why. */
  async #ask(state: State): Promise<Begun | null> {
    if (state.start.by === "whole") return null;
    try {
      const found = await shown(wantedOf(state), new AbortController().signal, null);
      return begun(this.layout, new MultiDirectedGraph(), found, state);
    } catch {
      return null;
    }
  }

  /** Done when its layout has begun, or has kept the page waiting for long enough. */
  async headstart(): Promise<void> {
    await Promise.race([this.#begun, pause(HEADSTART)]);
  }

  /** What a state begins with, where it is the one that was asked for; only once. */
  of(state: State): Promise<Begun | null> {
    return told(state) === this.#state ? this.#begun : Promise.resolve(null);
  }
}

const told = (state: State): string => JSON.stringify([wantedOf(state), state.pinned, state.places]);

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((done) => {
    setTimeout(done, milliseconds);
  });
