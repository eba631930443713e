// A worker: positions and links of a part of the graph in, positions by ForceAtlas2 out, the same each time.

import iterate from "graphology-layout-forceatlas2/iterate";
import type { Laid, Layable } from "./layout.ts";

const NODE = 10;
const LINK = 3;
const [X, Y, MASS, CONVERGENCE, SIZE, FIXED] = [0, 1, 6, 7, 8, 9];
const WIDER = 1.3; // windows are wider than high, and so are names
const BREATH = 150; // milliseconds between two positions that are shown on the way

const worker = globalThis as unknown as {
  postMessage: (told: Laid) => void;
  onmessage: (event: MessageEvent<Layable>) => void;
};

worker.onmessage = ({ data }) => {
  const nodes = matrix(data);
  const links = Float32Array.from(linked(data));
  const count = data.x.length;
  const settings = {
    linLogMode: false,
    outboundAttractionDistribution: false,
    adjustSizes: true,
    edgeWeightInfluence: 0,
    scalingRatio: 60 * Math.max(1, links.length / LINK / Math.max(count, 1) / 2), // crowds need more room
    strongGravityMode: true,
    gravity: 0.01,
    slowDown: 1 + Math.log(Math.max(count, 2)),
    barnesHutOptimize: count > 600,
    barnesHutTheta: 0.6,
  };
  let told = performance.now();
  for (let round = 0; round < data.rounds; round++) {
    iterate(settings, nodes, links);
    if (data.animated && performance.now() - told > BREATH) {
      worker.postMessage({ number: data.number, ...places(nodes), done: false });
      told = performance.now();
    }
  }
  worker.postMessage({ number: data.number, ...places(nodes), done: true });
};

function matrix(data: Layable): Float32Array {
  const made = new Float32Array(data.x.length * NODE);
  data.x.forEach((x, number) => {
    const at = number * NODE;
    made[at + X] = x / WIDER;
    made[at + Y] = data.y[number] ?? 0;
    made[at + MASS] = 1;
    made[at + CONVERGENCE] = 1;
    made[at + SIZE] = data.sizes[number] ?? 1;
    made[at + FIXED] = data.fixed[number] ? 1 : 0;
  });
  for (const end of data.links) made[end * NODE + MASS] = (made[end * NODE + MASS] ?? 0) + 1;
  return made;
}

function* linked(data: Layable): Generator<number> {
  for (let at = 0; at + 1 < data.links.length; at += 2) {
    yield (data.links[at] ?? 0) * NODE;
    yield (data.links[at + 1] ?? 0) * NODE;
    yield 1;
  }
}

function places(nodes: Float32Array): { x: number[]; y: number[] } {
  const x: number[] = [];
  const y: number[] = [];
  for (let at = 0; at < nodes.length; at += NODE) {
    x.push((nodes[at + X] ?? 0) * WIDER);
    y.push(nodes[at + Y] ?? 0);
  }
  return { x, y };
}
