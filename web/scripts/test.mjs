// Bundles the unit tests, which are TypeScript, and runs them with Node's own runner.

import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";

rmSync(".build", { recursive: true, force: true });
const tests = readdirSync("tests").filter((name) => name.endsWith(".test.ts"));
await build({
  entryPoints: tests.map((name) => `tests/${name}`),
  outdir: ".build",
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  logLevel: "warning",
});
const files = tests.map((name) => `.build/${name.replace(/\.ts$/, ".mjs")}`);
process.exit(spawnSync(process.execPath, ["--test", ...files], { stdio: "inherit" }).status ?? 1);
