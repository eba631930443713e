// Writes the bundle into src/fintech_kg/explorer/app: the same sources give the same bytes.

import { build } from "esbuild";
import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { licences } from "./licences.mjs";
import { sourcesHash } from "./sources.mjs";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const TARGET = resolve(process.argv[2] ?? join(ROOT, "../src/fintech_kg/explorer/app"));

const options = {
  absWorkingDir: ROOT,
  outdir: TARGET,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
  loader: { ".svg": "dataurl", ".woff2": "dataurl" },
};

rmSync(TARGET, { recursive: true, force: true });
mkdirSync(TARGET, { recursive: true });
const built = await Promise.all([
  build({ ...options, entryPoints: { app: "src/main.ts", sparql: "src/sparql/page.ts" } }),
  build({ ...options, entryPoints: { layout: "src/picture/layout.worker.ts" }, format: "iife" }),
  build({ ...options, entryPoints: { app: "src/styles/app.css", sparql: "src/styles/sparql.css" } }),
]);
for (const file of readdirSync(join(ROOT, "static"))) copyFileSync(join(ROOT, "static", file), join(TARGET, file));
const inputs = built.flatMap(({ metafile }) =>
  Object.values(metafile.outputs).flatMap((output) =>
    Object.entries(output.inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  ),
);
writeFileSync(join(TARGET, "LICENCES.txt"), licences(ROOT, inputs));
writeFileSync(join(TARGET, "SOURCES.sha256"), `${sourcesHash(ROOT)}\n`);
