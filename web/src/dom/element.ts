// The only ways in which anything reaches the page: text nodes, and attributes from a closed list.

export type Child = Node | string | null;

type Attribute =
  | "class"
  | "id"
  | "dir"
  | "lang"
  | "role"
  | "type"
  | "for"
  | "name"
  | "value"
  | "title"
  | "hidden"
  | "tabindex"
  | "scope"
  | "placeholder"
  | "autocomplete"
  | "spellcheck"
  | "min"
  | "max"
  | "step"
  | "rows"
  | "checked"
  | "selected"
  | "disabled"
  | "colspan"
  | "open"
  | "maxlength"
  | "inputmode"
  | `aria-${string}`
  | `data-${string}`;

export type Attributes = Partial<Record<Attribute, string | boolean | null>>;

/** An element with its attributes and children; `true` sets an empty attribute, `false` and `null` none. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  dress(made, attributes);
  made.append(...children.filter((child) => child !== null));
  return made;
}

export function dress(made: Element, attributes: Attributes): void {
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(attribute, "");
    else if (typeof value === "string") made.setAttribute(attribute, value);
    else made.removeAttribute(attribute);
  }
}

type Drawn = "svg" | "g" | "path" | "circle" | "line" | "rect" | "text" | "polyline" | "title";
type Shape =
  | "class"
  | "d"
  | "x"
  | "y"
  | "x1"
  | "y1"
  | "x2"
  | "y2"
  | "cx"
  | "cy"
  | "r"
  | "width"
  | "height"
  | "viewBox"
  | "points"
  | "role"
  | "aria-label"
  | "aria-hidden"
  | "text-anchor"
  | "font-size"
  | "tabindex"
  | "preserveAspectRatio"
  | "focusable";

/** An element of SVG. */
export function shape<Name extends Drawn>(
  name: Name,
  attributes: Partial<Record<Shape, string | number>> = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[Name] {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, String(value));
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** The element of index.html with this id. */
export function part(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`index.html has no element ${id}`);
  return found;
}

/** Text from a document, in its own direction. */
export const isolated = (text: string): HTMLElement => element("bdi", {}, text);

/** A link to a page elsewhere, where the address is one that may be followed; else its text. */
export function outward(address: string): HTMLElement {
  const known = address.replace(/^http:\/\/www\.wikidata\.org\//, "https://www.wikidata.org/");
  if (!/^https:\/\/[^\s]+$/i.test(known) || !URL.canParse(known)) return element("span", {}, address);
  const link = element("a", {}, address);
  link.href = known;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  return link;
}
