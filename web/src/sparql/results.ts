// The table of a query's results, in place of yasgui's, which makes markup of what stands in a cell.

import { button, note } from "../dom/controls.ts";
import { element, isolated, outward, shape } from "../dom/element.ts";
import { counted, number } from "../text/phrases.ts";

const CELLS = "M1 2h14v3H1zM1 6.5h6V10H1zM8.5 6.5H15V10H8.5zM1 11.5h6V15H1zM8.5 11.5H15V15H8.5z";
const PAGE = 50;

interface Cell {
  type: string;
  value: string;
  "xml:lang"?: string;
  datatype?: string;
}

type Binding = Record<string, Cell | undefined>;

/** What of yasgui's result view this needs. */
export interface ResultView {
  resultsEl: HTMLElement;
  results?: { getVariables: () => string[]; getBindings: () => Binding[] | null; asCsv: () => string };
}

/** A plugin of yasr, under the name of its own table. */
export class ResultTable {
  static open: (iri: string) => void = () => undefined;
  static base = "";
  static prefixes: Record<string, string> = {};
  priority = 10;
  label = "Table";
  #page = 0;
  #text = "";

  constructor(private readonly yasr: ResultView) {}

  canHandleResults(): boolean {
    return (this.yasr.results?.getVariables() ?? []).length > 0;
  }

  getIcon(): Element {
    return shape("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, shape("path", { d: CELLS }));
  }

  download(): { getData: () => string; filename: string; contentType: string; title: string } {
    return {
      getData: () => this.yasr.results?.asCsv() ?? "",
      filename: "result.csv",
      contentType: "text/csv",
      title: "Save as CSV",
    };
  }

  draw(): void {
    this.#page = 0;
    const search = element("input", {
      type: "search",
      placeholder: "Filter rows …",
      "aria-label": "Filter rows",
      value: this.#text,
    });
    const body = element("div", {});
    search.addEventListener("input", () => {
      this.#text = search.value;
      this.#page = 0;
      this.#fill(body);
    });
    this.#fill(body);
    this.yasr.resultsEl.replaceChildren(search, body);
  }

  #fill(host: HTMLElement): void {
    const names = this.yasr.results?.getVariables() ?? [];
    const wanted = this.#text.toLowerCase();
    const all = this.yasr.results?.getBindings() ?? [];
    const rows = all.filter(
      (row) => names.some((name) => (row[name]?.value ?? "").toLowerCase().includes(wanted)) || wanted === "",
    );
    const shown = rows.slice(this.#page * PAGE, (this.#page + 1) * PAGE);
    const head = element("tr", {}, ...names.map((name) => element("th", { scope: "col" }, name)));
    const lines = shown.map((row) => element("tr", {}, ...names.map((name) => element("td", {}, written(row[name])))));
    const table = element(
      "table",
      { "aria-label": "Results" },
      element("thead", {}, head),
      element("tbody", {}, ...lines),
    );
    const region = element(
      "div",
      { class: "table", tabindex: "0", role: "region", "aria-label": "Results, which can be scrolled" },
      table,
    );
    host.replaceChildren(rows.length === 0 ? note("No rows.") : region, this.#pages(host, rows.length));
  }

  #pages(host: HTMLElement, of: number): HTMLElement {
    const go = (to: number, label: string): HTMLElement =>
      button(
        label,
        () => {
          this.#page = to;
          this.#fill(host);
        },
        { disabled: to < 0 || to * PAGE >= of },
      );
    if (of <= PAGE) return element("p", { class: "note" }, counted(of, "row", "rows"));
    const told = `${number(this.#page * PAGE + 1)}–${number(Math.min(of, (this.#page + 1) * PAGE))} of ${counted(of, "row", "rows")}`;
    return element(
      "nav",
      { class: "pages", "aria-label": "Pages" },
      go(this.#page - 1, "Earlier"),
      told,
      go(this.#page + 1, "Later"),
    );
  }
}

/** A thing of this graph leads into the picture, a web address to its page; all else is text. */
function written(cell: Cell | undefined): HTMLElement | string {
  if (cell === undefined) return "";
  if (cell.type !== "uri") return isolated(cell.value);
  const { base, open, prefixes } = ResultTable;
  const name = shortened(cell.value, base === "" ? prefixes : { ...prefixes, id: base });
  if (!cell.value.startsWith(base)) {
    const link = outward(cell.value);
    link.textContent = name;
    return link;
  }
  const made = button(
    name,
    () => {
      open(cell.value);
    },
    { class: "link iri", title: "Show it in the picture" },
  );
  return made;
}

/** An IRI with the longest prefix that fits. */
export function shortened(iri: string, prefixes: Record<string, string>): string {
  const fitting = Object.entries(prefixes).filter(([, start]) => iri.startsWith(start));
  const [best] = fitting.sort(([, one], [, other]) => other.length - one.length);
  return best === undefined ? iri : `${best[0]}:${iri.slice(best[1].length)}`;
}
