// The one state of the page: it stands in the address, so that going back undoes and a link shows the same.

import { decoded, encoded } from "./permalink.ts";
import type { State } from "./state.ts";

type Watcher = (state: State) => void;

export class Store {
  #state: State;
  #watchers: Watcher[] = [];
  #depth: number;
  /** Whether the state came by going back or forth, and not by a further step. */
  arrived = false;

  constructor() {
    this.#state = decoded(location.hash);
    this.#depth = depthOf(history.state);
    addEventListener("popstate", (event) => {
      this.#depth = depthOf(event.state);
      this.arrived = true;
      this.#show(decoded(location.hash));
    });
  }

  get state(): State {
    return this.#state;
  }

  /** Whether there is a step of this page to take back. */
  get undoable(): boolean {
    return this.#depth > 0;
  }

  /** A further step; one that changes nothing is none. */
  go(change: Partial<State>): void {
    const next = { ...this.#state, ...begun(this.#state, change), ...change };
    this.arrived = false;
    const fragment = encoded(next);
    if (fragment !== encoded(this.#state)) {
      this.#depth += 1;
      history.pushState({ depth: this.#depth }, "", fragment === "" ? location.pathname + location.search : fragment);
    }
    this.#show(next);
  }

  /** The state corrected in place, without a step. */
  amend(change: Partial<State>): void {
    const next = { ...this.#state, ...change };
    const fragment = encoded(next);
    history.replaceState(history.state, "", fragment === "" ? location.pathname + location.search : fragment);
    this.#show(next);
  }

  undo(): void {
    if (this.undoable) history.back();
  }

  /**
   * Calls `render` now and whenever what `select` takes out of the state has changed; the signal of a call is aborted when
   * the next one comes, so that a late answer cannot overwrite a newer one.
   */
  watch<Value>(select: (state: State) => Value, render: (value: Value, signal: AbortSignal) => void): void {
    let last: string | undefined;
    let running = new AbortController();
    const look = (state: State): void => {
      const value = select(state);
      const key = JSON.stringify(value);
      if (key === last) return;
      last = key;
      running.abort();
      running = new AbortController();
      render(value, running.signal);
    };
    this.#watchers.push(look);
    look(this.#state);
  }

  #show(state: State): void {
    this.#state = state;
    for (const watcher of this.#watchers) watcher(this.#state); // one of them may have amended it
  }
}

/** A picture that begins anew is looked at anew. */
const begun = ({ start }: State, change: Partial<State>): Partial<State> =>
  change.start === undefined || JSON.stringify(change.start) === JSON.stringify(start)
    ? {}
    : { places: "", sight: null };

function depthOf(kept: unknown): number {
  return typeof kept === "object" && kept !== null && "depth" in kept && typeof kept.depth === "number"
    ? kept.depth
    : 0;
}
