import assert from "node:assert/strict";
import { test } from "node:test";
import { segments, slice } from "../src/text/codepoints.ts";

test("offsets count code points, not units of UTF-16", () => {
  assert.equal(slice("🏦🏦 Bank", 3, 7), "Bank");
});

test("a text without spans is one segment", () => {
  assert.deepEqual(segments("abc", []), [{ text: "abc", start: 0, tags: [] }]);
});

test("spans that lie over each other cut where each begins and ends, the longest named first", () => {
  const cut = segments("𠜎bcdef", [
    { start: 1, end: 3, tag: "in" },
    { start: 0, end: 5, tag: "out" },
  ]);
  assert.deepEqual(
    cut.map(({ text, tags }) => [text, tags.join(" ")]),
    [
      ["𠜎", "out"],
      ["bc", "out in"],
      ["de", "out"],
      ["f", ""],
    ],
  );
});

test("what lies outside of the text is cut off, and empty spans mark nothing", () => {
  const cut = segments("ab", [
    { start: -3, end: 1, tag: "x" },
    { start: 1, end: 1, tag: "y" },
    { start: 5, end: 9, tag: "z" },
  ]);
  assert.deepEqual(cut, [
    { text: "a", start: 0, tags: ["x"] },
    { text: "b", start: 1, tags: [] },
  ]);
});
