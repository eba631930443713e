// The stage: brings the drawing to the state, by whichever way of drawing fits.

import { MultiDirectedGraph } from "graphology";
import { ask } from "../api/client.ts";
import type { Picture } from "../api/contract.ts";
import type { Page } from "../frame/page.ts";
import type { State } from "../state/state.ts";
import { communities } from "./communities.ts";
import type { Drawing, Heard, Look } from "./drawing.ts";
import type { Layout } from "./layout.ts";
import { narrowable, narrowed } from "./narrow.ts";
import { palette } from "./palette.ts";
import { begun, pause, type Begun, type Opening } from "./opening.ts";
import { placed, written } from "./places.ts";
import { shown, wantedOf, type Wanted } from "./shown.ts";
import { SigmaDrawing } from "./sigma.ts";
import { undrawable } from "./undrawable.ts";
import { WholeDrawing } from "./whole.ts";

const SMALL = 400; // things up to which everything is drawn as any part is, with its names
const MOST = 2000; // things of everything, where only the server can narrow it
const PATIENCE = 1000; // milliseconds that a new picture waits for its layout, as a frame costs more than many rounds of it
const REST = 250; // milliseconds without a move after which the link tells where one looks

export class Stage {
  drawing: Drawing | null = null;
  #part: SigmaDrawing | null = null;
  #graph = new MultiDirectedGraph();
  #begun = "";
  readonly #layout: Layout;
  #opening: Opening | null;
  #picture: Picture | null = null;
  #size = { width: 0, height: 0 };
  #palette = palette();
  #turned = 0;

  constructor(
    private readonly host: HTMLElement,
    private readonly page: Page,
    private readonly heard: Omit<Heard, "turned">,
    opening: Opening,
  ) {
    const { store } = page;
    this.#layout = opening.layout;
    this.#opening = opening;
    this.#measure();
    store.watch(
      ({ colours, sizes }) => ({ colours, sizes }),
      () => {
        this.#dressed();
      },
    );
    if (!this.#isWhole(store.state)) this.#drawParts(); // its shaders are made while the server answers
    store.watch(wantedOf, (wanted, signal) => {
      page.busy(this.#load(wanted, signal), "Drawing …");
    });
    store.watch(
      ({ pinned }) => pinned,
      () => {
        this.#pins();
      },
    );
    store.watch(
      ({ places }) => places,
      (text) => {
        if (store.arrived) this.#restore(text);
      },
    );
    store.watch(
      ({ selected }) => selected,
      (selected) => this.drawing?.select(selected),
    );
    store.watch(
      ({ sight }) => sight,
      (sight) => {
        if (store.arrived) this.drawing?.look(sight);
      },
    );
    new ResizeObserver(() => {
      if (!this.#measure()) return;
      this.drawing?.resize();
      this.#part?.dress(this.#look);
    }).observe(host);
  }

  /** Whether the room for the drawing has changed; noted once, as to ask for it costs the browser a layout of the page. */
  #measure(): boolean {
    const { clientWidth: width, clientHeight: height } = this.host;
    if (width === 0 || height === 0 || (width === this.#size.width && height === this.#size.height)) return false;
    this.#size = { width, height };
    return true;
  }

  get #look(): Look {
    const { colours, sizes } = this.page.store.state;
    const scale = Math.min(1, Math.max(0.55, Math.sqrt(this.#size.width * this.#size.height) / 800));
    return { colours, sizes, palette: this.#palette, scale };
  }

  get #heard(): Heard {
    const noted = (): void => {
      const { store } = this.page;
      const sight = this.drawing?.sight() ?? null;
      if (JSON.stringify(sight) !== JSON.stringify(store.state.sight)) store.amend({ sight });
    };
    const turned = (): void => {
      clearTimeout(this.#turned);
      this.#turned = window.setTimeout(noted, REST);
    };
    return { ...this.heard, turned };
  }

  /** Where a thing stands in the picture. */
  place(id: string): { x: number; y: number } | null {
    if (this.#part === null || !this.#graph.hasNode(id)) return null;
    const { x, y } = this.#graph.getNodeAttributes(id) as { x: number; y: number };
    return { x, y };
  }

  /** Takes the colours of the style sheet anew. */
  dress(): void {
    this.#palette = palette();
    this.#dressed();
  }

  #dressed(): void {
    this.drawing?.dress(this.#look);
    this.page.scene.tell();
  }

  get #everything(): number | null {
    const { things } = this.page.about.counts;
    return things <= SMALL ? things : null;
  }

  #isWhole({ start, opened, filters }: Wanted): boolean {
    return start.by === "whole" && opened.length === 0 && narrowable(filters) && this.#everything === null;
  }

  async #load(wanted: Wanted, signal: AbortSignal): Promise<void> {
    const { start, opened, filters } = wanted;
    const narrow = start.by === "whole" && opened.length === 0 && !narrowable(filters);
    if (this.#isWhole(wanted)) await this.#drawWhole(filters, signal);
    else await this.#drawPart(narrow ? { ...wanted, start: { by: "important" }, limit: MOST } : wanted, signal);
    document.body.dataset["drawn"] = String(this.page.scene.size.things);
    this.page.scene.tell();
    marked("drawn");
  }

  async #drawWhole(filters: State["filters"], signal: AbortSignal): Promise<void> {
    const { scene, store } = this.page;
    this.#picture ??= await ask<Picture>("picture", [], signal);
    signal.throwIfAborted();
    const picture = narrowed(this.#picture, scene.about, filters);
    const sight = this.#part === null ? store.state.sight : null;
    this.#layout.stop();
    scene.holdWhole(picture);
    this.#part = null;
    this.#replace(() => new WholeDrawing(this.host, picture, scene.about, this.#look, this.#heard, sight));
  }

  async #drawPart(wanted: Wanted, signal: AbortSignal): Promise<void> {
    const { scene, store } = this.page;
    const { state, arrived } = store;
    const opened = await this.#opened(state);
    const found = opened?.shown ?? (await shown(wanted, signal, this.#everything));
    signal.throwIfAborted();
    for (const sentence of found.missing) this.page.say(sentence);
    const start = JSON.stringify([wanted.start, wanted.limit]);
    const fresh = start !== this.#begun || this.#part === null || (arrived && state.places === "");
    const { graph, laid, box } =
      opened ?? begun(this.#layout, fresh ? new MultiDirectedGraph() : this.#graph, found, state);
    document.body.dataset["laid"] = "";
    if (fresh) await Promise.race([laid, pause(PATIENCE)]);
    signal.throwIfAborted();
    const sight = this.#begun === "" || arrived ? state.sight : null;
    [this.#begun, this.#graph] = [start, graph];
    scene.hold(found);
    scene.group(() => communities(graph, scene.things));
    if (this.#part === null) this.#drawParts();
    this.#part?.show(graph, this.#look, store.state.selected, box);
    if (fresh) this.#part?.look(sight);
    void laid.then(() => {
      if (signal.aborted) return;
      document.body.dataset["laid"] = String(graph.order);
      marked("laid");
      if (!fresh) this.#keep();
    });
  }

  /** What was begun before the page was there, for the first picture. */
  async #opened(state: State): Promise<Begun | null> {
    const opening = this.#opening;
    this.#opening = null;
    return (await opening?.of(state)) ?? null;
  }

  /** Notes in the link where things stand, once that does not follow any more from how the picture began. */
  #keep(): void {
    const places = this.#part === null ? "" : written(this.#graph, this.#part.box());
    if (places !== this.page.store.state.places) this.page.store.amend({ places });
  }

  /** Puts things back to where they stood in a state that one went back to; what began so begins again. */
  #restore(text: string): void {
    if (this.#part === null || document.body.dataset["busy"] !== undefined) return;
    const { store } = this.page;
    const places = placed(text, this.#graph.nodes());
    if (places !== null) {
      for (const [id, place] of places.of) this.#graph.mergeNodeAttributes(id, place);
      this.#part.show(this.#graph, this.#look, store.state.selected, places.box);
    } else if (text === "") this.page.busy(this.#load(wantedOf(store.state), new AbortController().signal));
  }

  #drawParts(): void {
    this.#replace(() => (this.#part = new SigmaDrawing(this.host, this.page.scene, this.#look, this.#heard)));
  }

  #replace(make: () => Drawing): void {
    this.drawing?.end();
    this.drawing = null;
    this.host.replaceChildren();
    try {
      this.drawing = make();
    } catch {
      this.host.replaceChildren(undrawable(this.page));
    }
    this.drawing?.select(this.page.store.state.selected);
  }

  #pins(): void {
    if (this.#part === null || this.#graph.order === 0) return;
    const pinned = new Map(this.page.store.state.pinned.map((pin) => [pin.id, pin]));
    this.#graph.forEachNode((id) => {
      const pin = pinned.get(id);
      this.#graph.mergeNodeAttributes(id, pin === undefined ? { pinned: false } : { pinned: true, x: pin.x, y: pin.y });
    });
    if (!this.page.store.arrived) this.#keep();
  }
}

/** Notes for measurements when what was just done has reached the screen. */
function marked(name: string): void {
  requestAnimationFrame(() => {
    setTimeout(() => performance.mark(name));
  });
}
