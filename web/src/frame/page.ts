// What every part of the page is given: the state, what is drawn, and ways to say something to the reader.

import { Refused } from "../api/client.ts";
import type { About, Edge, Thing } from "../api/contract.ts";
import { part } from "../dom/element.ts";
import type { Scene } from "../picture/scene.ts";
import type { Selected, State, Opened } from "../state/state.ts";
import { STEP } from "../state/state.ts";
import type { Store } from "../state/store.ts";

export class Page {
  #running = 0;

  constructor(
    readonly store: Store,
    readonly scene: Scene,
    readonly about: About,
    private readonly place: (id: string) => { x: number; y: number } | null,
  ) {}

  /** A sentence in the status line, which screen readers speak. */
  say(sentence: string): void {
    part("status").textContent = sentence;
  }

  /** Waits for work and says what the server refused; what was given up on is no error. */
  busy(work: Promise<void>, sentence?: string): void {
    this.#running += 1;
    document.body.dataset["busy"] = "true";
    if (sentence !== undefined) this.say(sentence);
    work
      .then(() => {
        if (sentence !== undefined && part("status").textContent === sentence) this.say("");
      })
      .catch((error: unknown) => {
        if (error instanceof DOMException && error.name === "AbortError") return;
        if (!(error instanceof Refused)) throw error;
        this.say(error.message);
      })
      .finally(() => {
        this.#running -= 1;
        if (this.#running === 0) delete document.body.dataset["busy"];
      });
  }

  choose(selected: Selected | null): void {
    this.store.go({ selected });
  }

  chooseFact({ s, p, o }: Pick<Edge, "s" | "p" | "o">): void {
    this.choose({ s, p, o });
  }

  /** Puts a thing into the picture with so many of its neighbours, on top of what is drawn. */
  open(id: string, more = STEP): void {
    const { state } = this.store;
    const rest = state.opened.filter((one) => one.id !== id);
    const had = Math.max(this.scene.opened.get(id)?.shown ?? 0, state.opened.find((one) => one.id === id)?.limit ?? 0);
    const opened: Opened[] = [...rest, { id, limit: had + more }];
    const start: State["start"] = state.start.by === "whole" ? { by: "none" } : state.start;
    const hidden = state.hidden.filter((one) => one !== id);
    this.store.go({ view: "picture", start, opened, hidden, selected: { thing: id } });
  }

  /** Puts things into the picture without their neighbours. */
  add(things: readonly string[], fresh: boolean): void {
    const { state } = this.store;
    const known = fresh ? [] : state.opened;
    const opened = [
      ...known,
      ...things.filter((id) => !known.some((one) => one.id === id)).map((id) => ({ id, limit: 0 })),
    ];
    const start: State["start"] = fresh || state.start.by === "whole" ? { by: "none" } : state.start;
    const hidden = state.hidden.filter((id) => !things.includes(id));
    this.store.go({ view: "picture", start, opened, hidden });
  }

  /** A picture anew, of a thing and its neighbours. */
  begin(id: string): void {
    this.store.go({
      view: "picture",
      start: { by: "thing", id },
      opened: [],
      hidden: [],
      pinned: [],
      selected: { thing: id },
    });
  }

  hide(id: string): void {
    const { state } = this.store;
    this.store.go({ hidden: [...state.hidden, id], selected: null });
  }

  /** Pins a thing where it stands, or frees it. */
  pin(id: string): void {
    const { pinned } = this.store.state;
    const rest = pinned.filter((pin) => pin.id !== id);
    const place = this.place(id);
    if (rest.length < pinned.length) this.store.go({ pinned: rest });
    else if (place !== null) this.store.go({ pinned: [...rest, { id, ...place }] });
    this.scene.tell();
  }

  read(id: string, at = -1): void {
    this.store.go({ view: "documents", document: { id, at } });
  }

  /** Whether a thing is in the picture. */
  drawn(thing: Pick<Thing, "id">): boolean {
    return this.scene.whole === null ? this.scene.things.has(thing.id) : this.scene.whole.ids.includes(thing.id);
  }
}
