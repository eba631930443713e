import assert from "node:assert/strict";
import { test } from "node:test";
import { isWhole } from "../src/sparql/whole.ts";

test("a query that breaks off is not whole", () => {
  assert.equal(isWhole("SELECT * { ?s fkg:acqui"), false);
  assert.equal(isWhole(""), false);
});

test("braces in texts, addresses and remarks count for nothing", () => {
  assert.equal(isWhole("SELECT * { ?s ?p \"{\", '}{', <http://e/{> } # {"), true);
});
