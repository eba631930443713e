// Buttons, choices and fields.

import { element, type Attributes, type Child } from "./element.ts";

export function button(label: Child, onClick: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = element("button", { type: "button", ...attributes }, label);
  made.addEventListener("click", onClick);
  return made;
}

export function check(label: Child, checked: boolean, onChange: (checked: boolean) => void, count = ""): HTMLElement {
  const box = element("input", { type: "checkbox", checked });
  box.addEventListener("change", () => {
    onChange(box.checked);
  });
  return element("label", { class: "check" }, box, element("span", {}, label), count === "" ? null : small(count));
}

export function choice<Value extends string>(
  label: string,
  values: readonly (readonly [Value, string])[],
  chosen: Value,
  onChange: (value: Value) => void,
): HTMLElement {
  const list = element("select", {}, ...values.map(([value, text]) => element("option", { value }, text)));
  list.value = chosen;
  list.addEventListener("change", () => {
    const found = values.find(([value]) => value === list.value);
    if (found !== undefined) onChange(found[0]);
  });
  return element("label", { class: "field" }, element("span", {}, label), list);
}

export const small = (text: string): HTMLElement => element("small", { class: "number" }, text);

export const note = (text: string): HTMLElement => element("p", { class: "note" }, text);

/** A list with an item for each child. */
export const list = (name: string, children: readonly Child[]): HTMLUListElement =>
  element("ul", { class: name }, ...children.map((child) => element("li", {}, child)));
