// The SPARQL page, whose editor is loaded when it is first asked for.

import type * as Loaded from "../sparql/page.ts";
import { ask } from "../api/client.ts";
import type { ThingDetails } from "../api/contract.ts";
import { element } from "../dom/element.ts";
import type { Page } from "../frame/page.ts";
import { focusPanel } from "../panel/pieces.ts";
import type { View } from "./view.ts";

/** Not a literal, so that the bundler leaves it where it is. */
const EDITOR: string = "./sparql.js";

export const sparql: View = {
  label: "SPARQL",
  part: () => null,
  render: async (host, page, signal) => {
    await styled();
    const { sparqlPage } = (await import(EDITOR)) as typeof Loaded;
    signal.throwIfAborted();
    await sparqlPage(host, {
      about: page.about,
      query: page.store.state.query,
      ask,
      written: (query) => {
        page.store.amend({ query });
      },
      open: (iri) => {
        page.busy(opened(page, iri));
      },
      signal,
    });
  },
};

async function opened(page: Page, iri: string): Promise<void> {
  const { id } = await ask<ThingDetails>("thing", [["iri", iri]]);
  focusPanel();
  if (page.store.state.opened.length > 0 || page.drawn({ id })) {
    page.add([id], false);
    page.choose({ thing: id });
  } else page.begin(id);
}

let style: Promise<void> | null = null;

function styled(): Promise<void> {
  style ??= new Promise((done) => {
    const link = element("link");
    link.rel = "stylesheet";
    link.href = "sparql.css";
    link.addEventListener("load", () => {
      done();
    });
    link.addEventListener("error", () => {
      done();
    });
    document.head.append(link);
  });
  return style;
}
