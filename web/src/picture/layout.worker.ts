// A worker: positions and links of a part of the graph in, positions by ForceAtlas2 out, the same each time.

import iterate from "graphology-layout-forceatlas2/iterate";
import type { Laid, Layable } from "./layout.ts";

const NODE = 10;
const LINK = 3;
const [X, Y, MASS, CONVERGENCE, SIZE, FIXED] = [0, 1, 6, 7, 8, 9];
const WIDER = 1.3; // windows are wider than high, and so are names
const WINDOW = { width: 1000, height: 700 }; // pixels, for which sizes are meant
const MOST_ROOM = 40; // of the two largest things
const PARTINGS = 60;
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
  part(nodes);
  worker.postMessage({ number: data.number, ...places(nodes), done: true });
};

/** Pushes apart what still overlaps, the fixed excepted: a crowd's middle does not open by forces alone. */
function part(nodes: Float32Array): void {
  const order = Array.from({ length: nodes.length / NODE }, (_, number) => number * NODE);
  const unit = Math.max((extent(nodes, X) * WIDER) / WINDOW.width, extent(nodes, Y) / WINDOW.height);
  for (let round = 0; round < PARTINGS; round++) {
    order.sort((one, other) => (nodes[one + X] ?? 0) - (nodes[other + X] ?? 0) || one - other);
    let apart = true;
    for (let place = 0; place < order.length; place++) if (!clear(nodes, order, place, unit)) apart = false;
    if (apart) return;
  }
}

/** Whether a node overlapped none of those that follow it from the left to the right. */
function clear(nodes: Float32Array, order: readonly number[], place: number, unit: number): boolean {
  const one = order[place] ?? 0;
  let free = true;
  for (let next = place + 1; next < order.length; next++) {
    const other = order[next] ?? 0;
    const room = unit * ((nodes[one + SIZE] ?? 0) + (nodes[other + SIZE] ?? 0));
    const right = ((nodes[other + X] ?? 0) - (nodes[one + X] ?? 0)) * WIDER;
    if (right > unit * MOST_ROOM) break;
    const down = (nodes[other + Y] ?? 0) - (nodes[one + Y] ?? 0);
    const far = Math.hypot(right, down);
    if (far >= room) continue;
    free = false;
    const share = far > 0 ? (room - far) / far / 2 : 0;
    push(nodes, one, -(far > 0 ? right * share : room / 2), -down * share);
    push(nodes, other, far > 0 ? right * share : room / 2, down * share);
  }
  return free;
}

function extent(nodes: Float32Array, axis: number): number {
  let [least, most] = [Infinity, -Infinity];
  for (let at = axis; at < nodes.length; at += NODE) {
    least = Math.min(least, nodes[at] ?? 0);
    most = Math.max(most, nodes[at] ?? 0);
  }
  return Math.max(most - least, 0);
}

function push(nodes: Float32Array, at: number, right: number, down: number): void {
  if (nodes[at + FIXED] === 1) return;
  nodes[at + X] = (nodes[at + X] ?? 0) + right / WIDER;
  nodes[at + Y] = (nodes[at + Y] ?? 0) + down;
}

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
