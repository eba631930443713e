// The licences of the packages whose code is in the bundle, from the list of its inputs.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FILE = /^(licen[cs]e|copying|notice)(\.(md|txt|mit))?$/i;

// Packages that come without a licence file: what their package.json and their repository say.
const TOLD = "The package holds no licence file; its package.json names this licence.";

// Prebuilt files hide what they were made of: the packages that yasgui's build holds beside its own.
const WITHIN = {
  "@zazuko/yasgui": JSON.parse(readFileSync(new URL("within.json", import.meta.url), "utf8")),
};

/** One text: for each package its name, version, licence and the licence's own words. */
export function licences(root, inputs) {
  const names = new Set(inputs.flatMap(packageOf));
  for (const name of [...names]) for (const inner of WITHIN[name] ?? []) names.add(inner);
  const parts = [...names].sort().map((name) => told(join(root, "node_modules", name)));
  return `What the explorer's files in this folder are made of, beside our own code.\n\n${parts.join("\n")}`;
}

function packageOf(input) {
  const found = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
  return found === null ? [] : [found[1]];
}

function told(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const files = existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => FILE.test(file))
        .sort()
    : [];
  const text = files
    .map((file) => readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim())
    .join("\n\n");
  return `${"=".repeat(80)}\n${name} ${version} (${license})\n${"=".repeat(80)}\n\n${text || TOLD}\n`;
}
