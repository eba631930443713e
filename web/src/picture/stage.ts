// The stage: brings the drawing to the state, by whichever way of drawing fits.

import { MultiDirectedGraph } from "graphology";
import { ask } from "../api/client.ts";
import type { Picture } from "../api/contract.ts";
import type { Page } from "../frame/page.ts";
import type { State } from "../state/state.ts";
import { communities } from "./communities.ts";
import type { Drawing, Heard, Look } from "./drawing.ts";
import { brought, layable } from "./graph.ts";
import { Layout, rounds } from "./layout.ts";
import { narrowable, narrowed } from "./narrow.ts";
import { palette } from "./palette.ts";
import { shown } from "./shown.ts";
import { SigmaDrawing } from "./sigma.ts";
import { WholeDrawing } from "./whole.ts";

const ANIMATED = 1000; // facts up to which the layout is shown on its way
const MOST = 2000; // things of everything, where only the server can narrow it

export class Stage {
  drawing: Drawing | null = null;
  #graph = new MultiDirectedGraph();
  #layout = new Layout();
  #kind: "part" | "whole" | null = null;
  #begun = "";
  #picture: Picture | null = null;

  constructor(
    private readonly host: HTMLElement,
    private readonly page: Page,
    private readonly heard: Heard,
  ) {
    const { store } = page;
    store.watch(
      ({ start, limit, opened, hidden, filters }) => ({ start, limit, opened, hidden, filters }),
      (wanted, signal) => {
        page.busy(this.#load(wanted, signal), "Drawing …");
      },
    );
    store.watch(
      ({ pinned }) => pinned,
      () => {
        this.#pins();
      },
    );
    store.watch(
      ({ selected }) => selected,
      (selected) => this.drawing?.select(selected),
    );
    store.watch(
      ({ colours, sizes }) => ({ colours, sizes }),
      () => {
        this.dress();
      },
    );
    new ResizeObserver(() => {
      if (host.clientWidth === 0 || host.clientHeight === 0) return;
      this.drawing?.resize();
      if (this.#kind === "part") this.drawing?.dress(this.#look);
    }).observe(host);
  }

  get #look(): Look {
    const { colours, sizes } = this.page.store.state;
    const scale = Math.min(1, Math.max(0.55, Math.sqrt(this.host.clientWidth * this.host.clientHeight) / 800));
    return { colours, sizes, palette: palette(), scale };
  }

  /** Where a thing stands in the picture. */
  place(id: string): { x: number; y: number } | null {
    if (this.#kind !== "part" || !this.#graph.hasNode(id)) return null;
    const { x, y } = this.#graph.getNodeAttributes(id) as { x: number; y: number };
    return { x, y };
  }

  /** Takes colours and sizes from the state and the style sheet anew. */
  dress(): void {
    this.drawing?.dress(this.#look);
    this.page.scene.tell();
  }

  async #load(wanted: Parameters<typeof shown>[0], signal: AbortSignal): Promise<void> {
    const everything = wanted.start.by === "whole" && wanted.opened.length === 0;
    if (everything && narrowable(wanted.filters)) await this.#whole(wanted, signal);
    else await this.#part(everything ? { ...wanted, start: { by: "important" }, limit: MOST } : wanted, signal);
    this.page.scene.tell();
    document.body.dataset["drawn"] = String(this.page.scene.size.things);
    marked("drawn");
  }

  async #whole({ filters }: Pick<State, "filters">, signal: AbortSignal): Promise<void> {
    const { scene } = this.page;
    this.#picture ??= await ask<Picture>("picture", [], signal);
    signal.throwIfAborted();
    const picture = narrowed(this.#picture, scene.about, filters);
    this.#layout.stop();
    scene.holdWhole(picture);
    this.#replace("whole", () => new WholeDrawing(this.host, picture, scene.about, this.#look, this.heard));
  }

  async #part(wanted: Parameters<typeof shown>[0], signal: AbortSignal): Promise<void> {
    const { scene, store } = this.page;
    const found = await shown(wanted, signal);
    signal.throwIfAborted();
    for (const sentence of found.missing) this.page.say(sentence);
    const begun = JSON.stringify([wanted.start, wanted.limit]);
    if (begun !== this.#begun || this.#kind !== "part") this.#graph.clear();
    this.#begun = begun;
    scene.hold(found);
    const { kept, added } = brought(this.#graph, found, store.state.pinned);
    scene.group(communities(this.#graph, scene.things));
    if (this.#kind === "part" && this.drawing !== null) {
      this.drawing.select(store.state.selected);
      this.drawing.dress(this.#look);
    } else this.#replace("part", () => new SigmaDrawing(this.host, this.#graph, scene, this.#look, this.heard));
    if (added > 0) this.#lay(kept);
  }

  #replace(kind: "part" | "whole", make: () => Drawing): void {
    this.drawing?.end();
    this.drawing = null;
    this.#kind = kind;
    this.host.replaceChildren();
    try {
      this.drawing = make();
    } catch {
      this.page.say("This browser cannot draw, as it has no WebGL. The table shows the same things and facts.");
    }
    this.drawing?.select(this.page.store.state.selected);
  }

  #lay(kept: number): void {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const ids = this.#graph.nodes();
    const wanted = {
      ...layable(this.#graph, this.page.scene.things),
      rounds: rounds(ids.length, kept),
      animated: !still && this.#graph.size < ANIMATED,
    };
    document.body.dataset["laid"] = "";
    this.#layout.run(wanted, ({ x, y, done }) => {
      this.#graph.updateEachNodeAttributes(
        (id, attributes) => {
          const number = places.get(id);
          return number === undefined || attributes["pinned"] === true
            ? attributes
            : { ...attributes, x: x[number], y: y[number] };
        },
        { attributes: ["x", "y"] },
      );
      if (!done) return;
      document.body.dataset["laid"] = String(ids.length);
      marked("laid");
    });
    const places = new Map(ids.map((id, number) => [id, number]));
  }

  #pins(): void {
    if (this.#kind !== "part") return;
    const pinned = new Map(this.page.store.state.pinned.map((pin) => [pin.id, pin]));
    this.#graph.forEachNode((id) => {
      const pin = pinned.get(id);
      this.#graph.mergeNodeAttributes(id, pin === undefined ? { pinned: false } : { pinned: true, x: pin.x, y: pin.y });
    });
  }
}

/** Notes for measurements when what was just done has reached the screen. */
function marked(name: string): void {
  requestAnimationFrame(() => {
    setTimeout(() => performance.mark(name));
  });
}
