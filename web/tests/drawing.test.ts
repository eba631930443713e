import assert from "node:assert/strict";
import { test } from "node:test";
import type { About, Picture } from "../src/api/contract.ts";
import { narrowed } from "../src/picture/narrow.ts";
import { distance } from "../src/picture/nearest.ts";
import type { Palette } from "../src/picture/palette.ts";
import { FILTERS } from "../src/state/state.ts";
import { seeded } from "../src/picture/communities.ts";
import { ranks } from "../src/picture/clouds.ts";
import { Camera } from "../src/picture/camera.ts";
import { crosses, drawNames, type Naming } from "../src/picture/labels.ts";
import { svg } from "../src/picture/svg.ts";
import { moment } from "../src/views/chart.ts";
import { projected, WORLD } from "../src/views/projection.ts";

test("a name is no markup in a vector image, and no character that XML cannot carry", () => {
  const dot = { x: 1, y: 2, radius: 3, colour: [0, 0, 0] as const, label: '<script>"\u0000\ud800&' };
  const made = svg(
    { width: 10, height: 10, dots: [dot], lines: [] },
    { back: [255, 255, 255], text: [0, 0, 0] },
    "</title>",
  );
  assert.ok(!made.includes("<script"));
  assert.ok(made.includes("&lt;script&gt;&quot;"));
  assert.ok(made.includes("<title>&lt;/title&gt;</title>"));
  assert.ok(!made.includes("\ud800"));
});

test("what is not asserted is dashed in a vector image", () => {
  const line = { x1: 0, y1: 0, x2: 1, y2: 1, colour: [0, 0, 0] as const, status: "denied" as const };
  const made = svg({ width: 1, height: 1, dots: [], lines: [line] }, { back: [0, 0, 0], text: [0, 0, 0] }, "");
  assert.match(made, /stroke-dasharray/);
});

test("chance is the same each time", () => {
  const [one, other] = [seeded(7), seeded(7)];
  assert.deepEqual([one(), one()], [other(), other()]);
});

test("the largest communities come first, and what is in none has no rank", () => {
  assert.deepEqual(
    [...ranks([3, -1, 3, 5, 5, 5, -1])],
    [
      [5, 0],
      [3, 1],
    ],
  );
});

test("a camera keeps the point under the pointer where it is", () => {
  const camera = new Camera();
  camera.fit([0, 100], [0, 100], 500, 500);
  const before = camera.x + 100 / camera.scale;
  camera.zoom(2, 100, 0);
  assert.ok(Math.abs(camera.x + 100 / camera.scale - before) < 1e-9);
});

test("a line crosses a box that it passes, ends or begins in, and no other", () => {
  const box = { left: 10, right: 20, top: 10, bottom: 20 };
  const at = (x: number, y: number): { x: number; y: number } => ({ x, y });
  assert.ok(crosses(box, { from: at(0, 15), to: at(30, 15) }));
  assert.ok(crosses(box, { from: at(15, 15), to: at(90, 90) }));
  assert.ok(crosses(box, { from: at(15, 0), to: at(15, 12) }));
  assert.ok(!crosses(box, { from: at(0, 15), to: at(9, 15) }));
  assert.ok(!crosses(box, { from: at(0, 22), to: at(30, 22) }));
  assert.ok(!crosses(box, { from: at(0, 15), to: at(15, 0) }));
});

test("a name stands at the right, and at the left where a line leads off to the right", () => {
  const written: number[] = [];
  const context = {
    measureText: (text: string) => ({ width: 6 * text.length }),
    strokeText: () => undefined,
    fillText: (_text: string, x: number) => written.push(x),
  } as unknown as CanvasRenderingContext2D;
  const colour = [0, 0, 0] as const;
  const palette = { back: colour, text: colour, strong: colour } as unknown as Palette;
  const dot = { id: "one", x: 100, y: 50, size: 5, label: "Acme", strong: false };
  const told = (lines: Naming["lines"]): Set<string> =>
    drawNames(context, { names: [dot], dots: [dot], lines }, { width: 200, height: 100, palette });
  told([]);
  told([{ from: dot, to: { x: 190, y: 50 } }]);
  assert.deepEqual(written, [109, 67]);
});

test("dates of any precision are in their order", () => {
  assert.ok(moment("2020") < moment("2020-05") && moment("2020-05") < moment("2020-05-03"));
  assert.ok(Number.isNaN(moment("last year")));
});

test("the middle of the world is in the middle of the map, and its corners are on it", () => {
  assert.deepEqual(projected(0, 0), [WORLD.width / 2, WORLD.height / 2]);
  for (const lat of [-90, 90]) {
    const [x, y] = projected(180, lat);
    assert.ok(x <= WORLD.width && y >= -10 && y <= WORLD.height + 10);
  }
});

test("a line is near where it is drawn, also a bent one", () => {
  const [from, to] = [
    { x: 0, y: 0 },
    { x: 100, y: 0 },
  ];
  assert.equal(distance({ x: 50, y: 3 }, from, to, 0), 3);
  assert.equal(distance({ x: -4, y: 3 }, from, to, 0), 5);
  assert.ok(distance({ x: 50, y: -10 }, from, to, 0.2) < 1);
});

test("the whole graph is narrowed by kinds, relations and statuses", () => {
  const about = { kinds: [{ id: "A" }, { id: "B" }] } as About;
  const picture: Picture = {
    relations: ["r", "q"],
    statuses: ["asserted", "denied"],
    ids: ["1", "2", "3"],
    labels: ["1", "2", "3"],
    kinds: [0, 1, 0],
    importance: [1, 1, 1],
    x: [0, 1, 2],
    y: [0, 1, 2],
    community: [0, 0, 0],
    edges: [0, 1, 0, 0, 0, 2, 0, 0, 2, 0, 1, 0, 0, 2, 0, 1],
  };
  const made = narrowed(picture, about, { ...FILTERS, kinds: ["A"], relations: ["r"] });
  assert.deepEqual(made.ids, ["1", "3"]);
  assert.deepEqual(made.edges, [0, 1, 0, 0]);
});
