import assert from "node:assert/strict";
import { test } from "node:test";
import { MultiDirectedGraph } from "graphology";
import { isPlaces, placed, written } from "../src/picture/places.ts";

const BOX = { x: [-300, 500] as [number, number], y: [0, 200] as [number, number] };

function graph(ids: readonly string[]): MultiDirectedGraph {
  const made = new MultiDirectedGraph();
  ids.forEach((id, number) => {
    made.addNode(id, { x: -300 + 7.3 * number, y: 200 - 1.9 * number });
  });
  return made;
}

test("places come back from their text to a fraction of a pixel", () => {
  const made = graph(["b", "a", "organisation/上海"]);
  const text = written(made, BOX);
  const found = placed(text, made.nodes());
  assert.ok(isPlaces(text));
  assert.deepEqual(found?.box, BOX);
  made.forEachNode((id, { x, y }) => {
    const place = found.of.get(id) ?? { x: NaN, y: NaN };
    assert.ok(Math.hypot(place.x - Number(x), place.y - Number(y)) < 0.2);
  });
});

test("places of other things are none", () => {
  assert.equal(placed(written(graph(["a", "b"]), BOX), ["a", "c"]), null);
  assert.equal(placed(written(graph(["a", "b"]), BOX), ["a", "b", "c"]), null);
});

test("nonsense is no place", () => {
  for (const text of ["", "*", "x*1*2*3*4*", "1*a*b*c*d*AAAA", "<script>"]) assert.equal(placed(text, ["a"]), null);
});

test("too many things make no text", () => {
  assert.equal(written(graph(Array.from({ length: 601 }, (_, number) => String(number))), BOX), "");
});
