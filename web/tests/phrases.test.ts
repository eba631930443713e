import assert from "node:assert/strict";
import { test } from "node:test";
import { day, fileName, period, plural, short, spaced } from "../src/text/phrases.ts";

test("a date is as precise as it is known", () => {
  assert.deepEqual(["2023", "2023-03", "2023-03-05", "two years ago"].map(day), [
    "2023",
    "Mar 2023",
    "5 Mar 2023",
    "two years ago",
  ]);
});

test("a whole year or month has its name", () => {
  assert.equal(period("2017-01-01", "2017-12-31"), "2017");
  assert.equal(period("2016-02-01", "2016-02-29"), "Feb 2016");
  assert.equal(period("2017-01-01", "2018-01-01"), "1 Jan 2017 – 1 Jan 2018");
});

test("a short text has no control characters and whole code points", () => {
  assert.equal(short("a\nb\u202ec", 9), "a b c");
  assert.equal(short("🏦🏦🏦🏦", 3), "🏦🏦…");
});

test("words of a relation and plurals of a kind", () => {
  assert.equal(spaced("worksFor"), "works for");
  assert.deepEqual(["organisation", "person", "technology"].map(plural), ["organisations", "people", "technologies"]);
});

test("a file name has letters, digits and hyphens alone", () => {
  assert.equal(fileName("../../A knowledge graph: <x>", "png"), "a-knowledge-graph-x.png");
  assert.equal(fileName("知识", "svg"), "graph.svg");
});
