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
  #worker: Worker | null = null;
  #number = 0;

  /** Calls `place` with positions on the way and at the end. A later call, or `stop`, ends an earlier one. */
  run(wanted: Omit<Layable, "number">, place: (laid: Laid) => void): void {
    this.stop();
    const number = ++this.#number;
    const worker = new Worker("layout.js");
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<Laid>) => {
      if (data.number !== number) return;
      place(data);
      if (data.done) this.stop();
    };
    worker.postMessage({ ...wanted, number });
  }

  stop(): void {
    this.#worker?.terminate();
    this.#worker = null;
  }
}

/** Fewer rounds for more things, so that a layout takes well under a second for some hundreds. */
export const rounds = (things: number, kept: number): number => {
  const all = things <= 120 ? 500 : things <= 200 ? 300 : things <= 400 ? 140 : 80;
  return kept > 0 ? Math.ceil(all / 2) : all;
};
