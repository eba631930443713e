// The whole graph, 100,000 things and more, at the places that the server worked out.

import type { About, Picture } from "../api/contract.ts";
import type { Selected, Sight } from "../state/state.ts";
import { Camera } from "./camera.ts";
import { colouring, dot, faintness, lines, points } from "./clouds.ts";
import type { Drawing, Heard, Look, Vector } from "./drawing.ts";
import { move } from "./gestures.ts";
import { layered } from "./image.ts";
import { names, rings } from "./names.ts";
import { Shaders } from "./shaders.ts";

const WHILE_MOVING = 40_000; // lines drawn while something moves; the rest follow at rest
const REST = 140; // milliseconds
const REACH = 10; // pixels around the pointer

export class WholeDrawing implements Drawing {
  readonly #camera = new Camera();
  readonly #shaders: Shaders;
  readonly #over: HTMLCanvasElement;
  readonly #order: Uint32Array; // the most important first
  readonly #stop: () => void;
  #look: Look;
  #chosen: number | null = null;
  #hovered: number | null = null;
  #frame = 0;
  #rest = 0;

  constructor(
    private readonly host: HTMLElement,
    private readonly picture: Picture,
    private readonly about: About,
    look: Look,
    private readonly heard: Heard,
    sight: Sight | null,
  ) {
    this.#look = look;
    this.#shaders = new Shaders(document.createElement("canvas"));
    this.#over = document.createElement("canvas");
    host.append(this.#shaders.canvas, this.#over);
    const importance = Float32Array.from(picture.importance);
    this.#order = Uint32Array.from(importance.keys()).sort(
      (one, other) => (importance[other] ?? 0) - (importance[one] ?? 0),
    );
    this.#measure();
    this.fit();
    this.look(sight);
    this.dress(look);
    this.#stop = move(host, {
      pan: (right, down) => {
        this.#camera.pan(right, down);
        this.#moved();
      },
      zoom: (factor, x, y) => {
        this.#camera.zoom(factor, x - host.clientWidth / 2, y - host.clientHeight / 2);
        this.#moved();
      },
      point: (x, y) => {
        this.#point(x, y);
      },
      press: (x, y) => {
        const found = this.#at(x, y);
        heard.choose(found === null ? null : { thing: picture.ids[found] ?? "" });
      },
      open: (x, y) => {
        const found = this.#at(x, y);
        if (found !== null) heard.expand(picture.ids[found] ?? "");
      },
    });
  }

  #point(x: number, y: number): void {
    const found = this.#at(x, y);
    if (found === this.#hovered) return;
    this.#hovered = found;
    this.host.dataset["over"] = found === null ? "" : "thing";
    this.heard.hover(found === null ? null : (this.picture.labels[found] ?? null));
    this.#names();
  }

  #at(x: number, y: number): number | null {
    let [nearest, least] = [-1, REACH ** 2];
    const place = this.#placer();
    for (let number = 0; number < this.picture.ids.length; number++) {
      const [right, down] = place(number);
      const far = (right - x) ** 2 + (down - y) ** 2;
      if (far < least) [nearest, least] = [number, far];
    }
    return nearest < 0 ? null : nearest;
  }

  #placer(): (number: number) => [number, number] {
    const { x, y, scale } = this.#camera;
    const [middle, half] = [this.host.clientWidth / 2, this.host.clientHeight / 2];
    return (number) => [
      middle + ((this.picture.x[number] ?? 0) - x) * scale,
      half - ((this.picture.y[number] ?? 0) - y) * scale,
    ];
  }

  select(selected: Selected | null): void {
    const id = selected === null ? "" : "thing" in selected ? selected.thing : selected.s;
    const found = this.picture.ids.indexOf(id);
    this.#chosen = found < 0 ? null : found;
    this.#names();
  }

  dress(look: Look): void {
    this.#look = look;
    this.#shaders.load(lines(this.picture, look), points(this.picture, this.about, look));
    this.#draw(Infinity);
  }

  zoom(factor: number): void {
    this.#camera.zoom(1 / factor);
    this.#moved();
  }

  pan(right: number, down: number): void {
    this.#camera.pan(-right * this.host.clientWidth, -down * this.host.clientHeight);
    this.#moved();
  }

  fit(): void {
    this.#camera.fit(this.picture.x, this.picture.y, this.host.clientWidth, this.host.clientHeight);
    this.#moved();
  }

  sight(): Sight | null {
    return this.#camera.sight;
  }

  look(sight: Sight | null): void {
    this.#camera.sight = sight;
    this.#moved();
  }

  centre(id: string): void {
    const found = this.picture.ids.indexOf(id);
    if (found < 0) return;
    this.#camera.x = this.picture.x[found] ?? 0;
    this.#camera.y = this.picture.y[found] ?? 0;
    if (this.#camera.nearness < 8) this.#camera.zoom(8 / this.#camera.nearness);
    this.#moved();
  }

  /** Draws with few lines at once, and with all of them when nothing has moved for a while. */
  #moved(): void {
    this.heard.turned();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#rest);
    this.#frame = requestAnimationFrame(() => {
      this.#draw(WHILE_MOVING * 2);
    });
    this.#rest = window.setTimeout(() => {
      this.#draw(Infinity);
    }, REST);
  }

  #growth(): number {
    return Math.min(4, Math.sqrt(this.#camera.nearness)) * devicePixelRatio;
  }

  #draw(most: number): void {
    const { x, y, scale } = this.#camera;
    const [right, up] = [(2 * scale) / this.host.clientWidth, (2 * scale) / this.host.clientHeight];
    const alpha = Math.min(0.8, faintness(this.picture.edges.length / 4) * Math.max(1, this.#camera.nearness ** 0.7));
    this.#shaders.draw({ x, y, right, up, growth: this.#growth(), alpha }, most);
    this.#names();
  }

  #names(): void {
    const context = this.#over.getContext("2d");
    if (context === null) return;
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.clearRect(0, 0, this.host.clientWidth, this.host.clientHeight);
    const place = this.#placer();
    const seen = { picture: this.picture, place, width: this.host.clientWidth, height: this.host.clientHeight };
    const size = (number: number): number =>
      (dot(this.picture.importance[number] ?? 0, this.picture.ids.length) * this.#growth()) / devicePixelRatio;
    const marked = [this.#chosen, this.#hovered].filter((number) => number !== null);
    rings(context, seen, marked, size, this.#look.palette);
    names(context, seen, this.#order, marked, size, this.#look.palette);
  }

  canvas(): HTMLCanvasElement {
    this.#draw(Infinity);
    const { canvas } = this.#shaders;
    return layered([canvas, this.#over], canvas.width, canvas.height, this.#look.palette.back);
  }

  vector(): Vector {
    const place = this.#placer();
    const colour = colouring(this.picture, this.about, this.#look);
    const [width, height] = [this.host.clientWidth, this.host.clientHeight];
    const growth = this.#growth() / devicePixelRatio;
    const dots = this.picture.ids.map((_id, number) => {
      const [x, y] = place(number);
      const importance = this.picture.importance[number] ?? 0;
      return {
        x,
        y,
        radius: dot(importance, this.picture.ids.length) * growth,
        colour: colour(number),
        label: importance > 0.5 ? (this.picture.labels[number] ?? null) : null,
      };
    });
    const drawn: Vector["lines"] = [];
    for (let at = 0; at < this.picture.edges.length; at += 4) {
      const [x1, y1] = place(this.picture.edges[at] ?? 0);
      const [x2, y2] = place(this.picture.edges[at + 1] ?? 0);
      const status = this.picture.statuses[this.picture.edges[at + 3] ?? 0] ?? "asserted";
      drawn.push({ x1, y1, x2, y2, colour: this.#look.palette.statuses[status], status });
    }
    return { width, height, dots, lines: drawn };
  }

  #measure(): void {
    for (const canvas of [this.#shaders.canvas, this.#over]) {
      canvas.width = Math.max(1, Math.round(this.host.clientWidth * devicePixelRatio));
      canvas.height = Math.max(1, Math.round(this.host.clientHeight * devicePixelRatio));
    }
  }

  resize(): void {
    this.#measure();
    const sight = this.sight();
    this.#camera.fit(this.picture.x, this.picture.y, this.host.clientWidth, this.host.clientHeight);
    this.#camera.sight = sight;
    this.#draw(Infinity);
  }

  end(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#rest);
    this.#stop();
    this.#shaders.end();
    this.host.replaceChildren();
  }
}
