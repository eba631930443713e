// The worker that lays things out, asked for one layout at a time.

export interface Layable {
  number: number;
  x: number[];
  y: number[];
  sizes: number[];
  fixed: boolean[];
  links: number[]; // pairs of indexes
  rounds: number;
  animated: boolean;
}

export interface Laid {
  number: number;
  x: number[];
  y: number[];
  done: boolean;
}

export class Layout {
  #worker = new Worker("layout.js"); // at once, so that it has begun when it is needed
  #number = 0;
  #busy = false;

  /** Calls `place` with positions on the way and at the end. A later call, or `stop`, ends an earlier one. */
  run(wanted: Omit<Layable, "number">, place: (laid: Laid) => void): void {
    this.stop();
    const number = ++this.#number;
    this.#busy = true;
    this.#worker.onmessage = ({ data }: MessageEvent<Laid>) => {
      if (data.number !== number) return;
      this.#busy = !data.done;
      place(data);
    };
    this.#worker.postMessage({ ...wanted, number });
  }

  stop(): void {
    if (!this.#busy) return;
    this.#worker.terminate();
    this.#worker = new Worker("layout.js");
    this.#busy = false;
  }
}

/** Fewer rounds for more things, so that a layout takes well under a second for some hundreds. */
export const rounds = (things: number, kept: number): number => {
  const all = things <= 120 ? 500 : things <= 200 ? 300 : things <= 400 ? 140 : 80;
  return kept > 0 ? Math.ceil(all / 2) : all;
};
