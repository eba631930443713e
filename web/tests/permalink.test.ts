import assert from "node:assert/strict";
import { test } from "node:test";
import { decoded, encoded } from "../src/state/permalink.ts";
import { FIRST, type State } from "../src/state/state.ts";

const FULL: State = {
  view: "table",
  start: { by: "thing", id: "organisation/a:b~c&d" },
  limit: 40,
  opened: [
    { id: "person/<img src=x>", limit: 75 },
    { id: "x", limit: 0 },
  ],
  hidden: ["place/上海"],
  pinned: [{ id: "organisation/~", x: -1.25, y: 300 }],
  places: "1a*-5.0*5.0*0.0*1.0*AAAA",
  sight: { x: 0.25, y: -3.5, ratio: 0.125 },
  filters: {
    kinds: ["Person"],
    relations: ["worksFor"],
    statuses: ["planned", "denied"],
    documents: ["d0"],
    confidence: 0.5,
    from: "2020-01-01",
    to: "2021-12-31",
  },
  selected: { s: "a", p: "acquired", o: "b" },
  colours: "community",
  sizes: "same",
  path: { from: "a", to: "b" },
  document: { id: "d0", at: 0 },
  speaker: "person/x",
  titles: "news 12",
  query: "SELECT * { ?s ?p ?o }",
  rows: "things",
  page: 3,
  sort: "confidence",
};

test("the first state has an empty fragment", () => {
  assert.equal(encoded(FIRST), "");
  assert.deepEqual(decoded(""), FIRST);
});

test("every part of a state comes back from its fragment", () => {
  assert.deepEqual(decoded(encoded(FULL)), FULL);
});

test("all statuses, which is none in the list, come back", () => {
  const state = { ...FIRST, filters: { ...FIRST.filters, statuses: [] } };
  assert.deepEqual(decoded(encoded(state)), state);
});

test("a fragment that says nonsense gives the first state", () => {
  assert.deepEqual(
    decoded(
      "#view=%00&start=zzz&limit=1e9&open=&pin=a,b~c&status=x&confidence=7&from=now&page=-2&sort=!&sight=1,2,-3&places=<b>",
    ),
    FIRST,
  );
});

test("a limit has bounds", () => {
  assert.equal(decoded("#limit=999999999").limit, 5000);
});
