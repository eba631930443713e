// Where the whole graph is looked at from: graph units to pixels of the screen and back.

import type { Sight } from "../state/state.ts";

export class Camera {
  x = 0;
  y = 0;
  scale = 1;
  #fitted = { x: 0, y: 0, scale: 1 };

  /** Brings all of it into a window of this size. */
  fit(xs: readonly number[], ys: readonly number[], width: number, height: number): void {
    const [left, right] = extent(xs);
    const [low, high] = extent(ys);
    this.x = (left + right) / 2;
    this.y = (low + high) / 2;
    const margin = 0.92;
    this.scale = margin * Math.min(width / Math.max(right - left, 1e-9), height / Math.max(high - low, 1e-9));
    this.#fitted = { x: this.x, y: this.y, scale: this.scale };
  }

  /** How much nearer than when all is in sight. */
  get nearness(): number {
    return this.scale / this.#fitted.scale;
  }

  /** Nearer by a factor, with one point of the screen, from its middle, kept where it is. */
  zoom(factor: number, right = 0, down = 0): void {
    const next = Math.min(Math.max(this.scale * factor, this.#fitted.scale / 2), this.#fitted.scale * 2000);
    this.x += right / this.scale - right / next;
    this.y -= down / this.scale - down / next;
    this.scale = next;
  }

  /** Null when all is in sight. */
  get sight(): Sight | null {
    const { x, y, scale } = this.#fitted;
    return this.x === x && this.y === y && this.scale === scale
      ? null
      : { x: this.x, y: this.y, ratio: 1 / this.nearness };
  }

  set sight(sight: Sight | null) {
    const { x, y, scale } = this.#fitted;
    [this.x, this.y, this.scale] = sight === null ? [x, y, scale] : [sight.x, sight.y, scale / sight.ratio];
  }

  /** Moves what is seen by pixels. */
  pan(right: number, down: number): void {
    this.x -= right / this.scale;
    this.y += down / this.scale;
  }
}

function extent(values: readonly number[]): [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return least <= most ? [least, most] : [0, 1];
}
