// The sources that the bundle is made from, and one hash over them, which the bundle carries.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const FOLDERS = ["scripts", "src", "static"];
const FILES = ["package-lock.json", "package.json", "tsconfig.json"];

/** SHA-256 over `path NUL bytes NUL` of each source, in the order of their paths; tests/explorer/app/test_bundle.py does the same. */
export function sourcesHash(root) {
  const hash = createHash("sha256");
  for (const path of [...FILES, ...FOLDERS.flatMap((folder) => within(root, join(root, folder)))].sort(byCode)) {
    hash
      .update(path)
      .update("\0")
      .update(readFileSync(join(root, path)))
      .update("\0");
  }
  return hash.digest("hex");
}

function within(root, folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? within(root, path) : [relative(root, path)];
  });
}

const byCode = (one, other) => (one < other ? -1 : one > other ? 1 : 0);
