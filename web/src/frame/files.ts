// What is shown, taken away: as picture (PNG, SVG) and as data (GEXF, Turtle, CSV).

import { file, posted, Refused } from "../api/client.ts";
import { button, note } from "../dom/controls.ts";
import { element } from "../dom/element.ts";
import { palette } from "../picture/palette.ts";
import type { Stage } from "../picture/stage.ts";
import { svg } from "../picture/svg.ts";
import { fileName } from "../text/phrases.ts";
import type { Page } from "./page.ts";

const MOST_DRAWN = 60_000; // dots and lines in a vector image

type Format = "gexf" | "turtle" | "csv";
const DATA: readonly (readonly [Format, string, string])[] = [
  ["gexf", "GEXF, for Gephi", "gexf"],
  ["turtle", "Turtle, with its sentences", "ttl"],
  ["csv", "CSV, for a spreadsheet", "csv"],
];

export function files(host: HTMLElement, page: Page, stage: () => Stage): void {
  const save = (label: string, make: () => Promise<Blob>, ending: string): HTMLElement =>
    element("li", {}, button(label, () => {
      page.busy(make().then((blob) => { hand(blob, fileName(page.about.title, blob.type === "application/zip" ? "zip" : ending)); }), `Saving ${label} …`);
    })); // prettier-ignore
  const sheet = element(
    "ul",
    { class: "sheet menu-list" },
    element("li", {}, note("What is shown, as")),
    save("PNG picture", () => png(stage()), "png"),
    save("SVG picture", () => Promise.resolve(vector(page, stage())), "svg"),
    ...DATA.map(([format, label, ending]) => save(label, () => file("export", asked(page, format)), ending)),
  );
  host.append(sheet);
}

/** The facts that are drawn by their ids; for the whole graph the filters say which. */
function asked(page: Page, format: Format): unknown {
  const whole = page.scene.whole !== null;
  const drawn = whole
    ? { edges: null }
    : { edges: [...page.scene.edges.keys()], things: [...page.scene.things.keys()] };
  return { format, ...drawn, filters: posted(page.store.state.filters) };
}

async function png(stage: Stage): Promise<Blob> {
  const canvas = drawn(stage).canvas();
  const blob = await new Promise<Blob | null>((done) => {
    canvas.toBlob(done, "image/png");
  });
  if (blob === null) throw new Refused("The picture is too large for this browser to save.");
  return blob;
}

function vector(page: Page, stage: Stage): Blob {
  const { things, facts } = page.scene.size;
  if (things + facts > MOST_DRAWN)
    throw new Refused("That is too much for a vector image; take the PNG, or show less.");
  const { back, text } = palette();
  return new Blob([svg(drawn(stage).vector(), { back, text }, page.about.title)], { type: "image/svg+xml" });
}

function drawn({ drawing }: Stage): NonNullable<Stage["drawing"]> {
  if (drawing === null) throw new Refused("Nothing is drawn that could be saved.");
  return drawing;
}

function hand(blob: Blob, name: string): void {
  const link = element("a", {});
  const address = URL.createObjectURL(blob);
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 30_000);
}
