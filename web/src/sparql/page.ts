// The SPARQL page: yasgui's editor and result tables, fed by this server alone.

import Yasgui from "@zazuko/yasgui";
import type { About } from "../api/contract.ts";
import type { ask } from "../api/client.ts";
import { button, choice, note } from "../dom/controls.ts";
import { dress, element } from "../dom/element.ts";
import { completers, type Term } from "./completers.ts";
import { ResultTable } from "./results.ts";
import { isWhole } from "./whole.ts";

interface Kept {
  name: string;
  title: string;
  sparql: string;
}

export interface Wanted {
  about: About;
  query: string;
  ask: typeof ask;
  written: (query: string) => void;
  open: (iri: string) => void;
  signal: AbortSignal;
}

/** What of the editor comes from CodeMirror, whose types yasgui does not bring. */
interface Text {
  getValue: () => string;
  setValue: (text: string) => void;
  queryValid: boolean;
}

const FIRST =
  "SELECT ?organisation ?place WHERE {\n  ?o fkg:basedIn ?p ; rdfs:label ?organisation .\n  ?p rdfs:label ?place .\n}\nLIMIT 50";

export async function sparqlPage(host: HTMLElement, wanted: Wanted): Promise<void> {
  const { queries } = await wanted.ask<{ queries: Kept[] }>("queries", [], wanted.signal);
  wanted.signal.throwIfAborted();
  const editor = element("div", { class: "editor" });
  const results = element("div", { class: "results", hidden: true });
  const head = element("div", { class: "view-head" }, element("h2", {}, "SPARQL"));
  host.replaceChildren(head, editor, results);
  const prefixes = wanted.about.prefixes;
  completers(Yasgui.Yasqe, prefixes, async (text, type) => {
    const { terms } = await wanted.ask<{ terms: Term[] }>("terms", [["q", text], ["type", type], ["limit", 30]]);
    return terms;
  });
  const yasqe = new Yasgui.Yasqe(editor, {
    value: wanted.query === "" ? withPrefixes(queries[0]?.sparql ?? FIRST, prefixes) : wanted.query,
    persistenceId: null,
    resizeable: false,
    consumeShareLink: null,
    createShareableLink: () => location.href,
    createShortLink: undefined,
    pluginButtons: undefined,
    prefixCcApi: null,
    autofocus: false,
    requestConfig: { endpoint: new URL("sparql", document.baseURI).href, method: "POST", args: [], headers: {}, withCredentials: false },
  } as never);
  const text = yasqe as unknown as Text;
  ResultTable.open = wanted.open;
  ResultTable.base = wanted.about.base_iri;
  ResultTable.prefixes = prefixes;
  Yasgui.Yasr.registerPlugin("table", ResultTable as never);
  const yasr = new Yasgui.Yasr(results, { persistenceId: null, prefixes, maxPersistentResponseSize: 0 });
  yasqe.on("queryResponse", (_editor: unknown, response: unknown, duration: number) => {
    results.hidden = false;
    yasr.setResponse(response, duration);
    document.body.dataset["answered"] = "true";
  });
  yasqe.on("query", () => {
    delete document.body.dataset["answered"];
    wanted.written(text.getValue());
  });
  head.append(examples(queries, wanted.query === "" ? (queries[0]?.name ?? "") : "", (sparql) => {
    text.setValue(withPrefixes(sparql, prefixes));
    void yasqe.query();
  }), run(() => void yasqe.query()), note("Ctrl+Enter runs the query; Ctrl+Space completes classes and relations from the ontology."));
  named(editor);
  if (isWhole(wanted.query) && text.queryValid) void yasqe.query(); // a link to an answer shows it
  wanted.signal.addEventListener("abort", () => {
    yasqe.destroy();
    yasr.destroy();
  });
} // prettier-ignore

function examples(queries: readonly Kept[], chosen: string, take: (sparql: string) => void): HTMLElement {
  const options: [string, string][] = [
    ["", "Choose one …"],
    ...queries.map(({ name, title }): [string, string] => [name, title || name]),
  ];
  return choice("Kept queries", options, chosen, (name) => {
    const found = queries.find((query) => query.name === name);
    if (found !== undefined) take(found.sparql);
  });
}

const run = (act: () => void): HTMLElement => button("Run", act, { class: "primary" });

/** The prefixes that a query uses and does not declare, put before it. */
export function withPrefixes(sparql: string, prefixes: Record<string, string>): string {
  const missing = Object.entries(prefixes).filter(([name]) => {
    const used = new RegExp(`(^|[^\\w:<-])${name}:`).test(sparql.replace(/<[^<>\s]*>/g, ""));
    return used && !new RegExp(`prefix\\s+${name}:`, "i").test(sparql);
  });
  return `${missing.map(([name, iri]) => `PREFIX ${name}: <${iri}>\n`).join("")}${sparql}`;
}

/** What yasgui leaves without a name for screen readers. */
function named(editor: HTMLElement): void {
  editor.querySelector("textarea")?.setAttribute("aria-label", "SPARQL query");
  const scroller = editor.querySelector(".CodeMirror-scroll");
  if (scroller !== null)
    dress(scroller, { tabindex: "0", role: "region", "aria-label": "The query, which can be scrolled" });
  for (const icon of editor.querySelectorAll("button:not([aria-label])"))
    icon.setAttribute("aria-label", icon.getAttribute("title") ?? "Run the query");
}
