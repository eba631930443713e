// A state as the fragment of an address, and back. What a fragment says wrongly is left at its default.

import { STATUSES, type Status } from "../api/contract.ts";
import { isPlaces } from "../picture/places.ts";
import {
  FIRST,
  VIEWS,
  type Filters,
  type Opened,
  type Pin,
  type Selected,
  type Sight,
  type Sort,
  type Start,
  type State,
} from "./state.ts";

const SORTS: readonly Sort[] = ["subject", "relation", "object", "status", "confidence", "date"];
const MOST = 5000;

/** `#view=table&…`, without what stands at its default; empty for the first state. */
export function encoded(state: State): string {
  const parts = new URLSearchParams();
  const put = (name: string, value: string | number, usual: string | number): void => {
    if (value !== usual) parts.append(name, String(value));
  };
  put("view", state.view, FIRST.view);
  if (state.start.by !== FIRST.start.by)
    parts.append("start", "id" in state.start ? `${state.start.by}:${state.start.id}` : state.start.by);
  put("limit", state.limit, FIRST.limit);
  for (const { id, limit } of state.opened) parts.append("open", `${limit}~${id}`);
  for (const id of state.hidden) parts.append("hide", id);
  for (const { id, x, y } of state.pinned) parts.append("pin", `${rounded(x)},${rounded(y)}~${id}`);
  put("places", state.places, "");
  if (state.sight !== null) {
    const { x, y, ratio } = state.sight;
    parts.append("sight", [x, y, ratio].map(precise).join(","));
  }
  putFilters(parts, state.filters);
  putSelected(parts, state.selected);
  put("colours", state.colours, FIRST.colours);
  put("sizes", state.sizes, FIRST.sizes);
  put("a", state.path.from, "");
  put("b", state.path.to, "");
  if (state.document !== null) parts.append("read", `${state.document.at}~${state.document.id}`);
  put("speaker", state.speaker, "");
  put("query", state.query, "");
  put("titles", state.titles, "");
  put("rows", state.rows, FIRST.rows);
  put("page", state.page, 0);
  put("sort", state.sort ?? "", "");
  const text = parts.toString();
  return text === "" ? "" : `#${text}`;
}

function putFilters(parts: URLSearchParams, filters: Filters): void {
  for (const kind of filters.kinds) parts.append("kind", kind);
  for (const relation of filters.relations) parts.append("relation", relation);
  const statuses = filters.statuses.join(",");
  if (statuses !== FIRST.filters.statuses.join(",")) parts.append("status", statuses === "" ? "all" : statuses);
  for (const id of filters.documents) parts.append("document", id);
  if (filters.confidence > 0) parts.append("confidence", String(filters.confidence));
  if (filters.from !== "") parts.append("from", filters.from);
  if (filters.to !== "") parts.append("to", filters.to);
}

function putSelected(parts: URLSearchParams, selected: Selected | null): void {
  if (selected === null) return;
  if ("thing" in selected) parts.append("thing", selected.thing);
  else for (const [name, value] of Object.entries(selected)) parts.append(name, value);
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

const precise = (value: number): string => String(Number(value.toPrecision(6)));

/** The state that a fragment tells, with or without its `#`. */
export function decoded(fragment: string): State {
  const parts = new URLSearchParams(fragment.replace(/^#/, ""));
  const text = (name: string): string => parts.get(name) ?? "";
  const one = <Value extends string>(name: string, values: readonly Value[], usual: Value): Value =>
    values.find((value) => value === parts.get(name)) ?? usual;
  return {
    view: one("view", VIEWS, FIRST.view),
    start: started(text("start")),
    limit: whole(text("limit"), FIRST.limit, 1),
    opened: parts.getAll("open").flatMap(opened),
    hidden: parts.getAll("hide"),
    pinned: parts.getAll("pin").flatMap(pinned),
    places: isPlaces(text("places")) ? text("places") : "",
    sight: sight(text("sight")),
    filters: filtered(parts),
    selected: selected(parts),
    colours: one("colours", ["kind", "community"], FIRST.colours),
    sizes: one("sizes", ["importance", "same"], FIRST.sizes),
    path: { from: text("a"), to: text("b") },
    document: read(text("read")),
    speaker: text("speaker"),
    query: text("query"),
    titles: text("titles"),
    rows: one("rows", ["facts", "things"], FIRST.rows),
    page: whole(text("page"), 0, 0),
    sort: SORTS.find((sort) => sort === parts.get("sort")) ?? null,
  };
}

function started(text: string): Start {
  if (text === "whole" || text === "none") return { by: text };
  const [by, id] = cut(text, ":");
  return (by === "thing" || by === "kind" || by === "document") && id !== "" ? { by, id } : FIRST.start;
}

function filtered(parts: URLSearchParams): Filters {
  const confidence = Number(parts.get("confidence") ?? 0);
  const named = (parts.get("status") ?? "")
    .split(",")
    .filter((name): name is Status => (STATUSES as readonly string[]).includes(name));
  return {
    kinds: parts.getAll("kind"),
    relations: parts.getAll("relation"),
    statuses: parts.get("status") === "all" ? [] : named.length > 0 ? named : FIRST.filters.statuses,
    documents: parts.getAll("document"),
    confidence: confidence > 0 && confidence <= 1 ? confidence : 0,
    from: dated(parts.get("from")),
    to: dated(parts.get("to")),
  };
}

function selected(parts: URLSearchParams): Selected | null {
  const [thing, s, p, o] = ["thing", "s", "p", "o"].map((name) => parts.get(name) ?? "");
  if (thing) return { thing };
  return s && p && o ? { s, p, o } : null;
}

const dated = (text: string | null): string => (text !== null && /^\d{4}-\d\d-\d\d$/.test(text) ? text : "");

function opened(text: string): Opened[] {
  const [limit, id] = cut(text, "~");
  return id === "" ? [] : [{ id, limit: whole(limit, 25, 0) }];
}

function pinned(text: string): Pin[] {
  const [place, id] = cut(text, "~");
  const [x, y] = place.split(",").map(Number);
  return id !== "" && Number.isFinite(x) && Number.isFinite(y) ? [{ id, x: x ?? 0, y: y ?? 0 }] : [];
}

function sight(text: string): Sight | null {
  const [x = NaN, y = NaN, ratio = NaN, ...more] = text.split(",").map(Number);
  return more.length === 0 && [x, y].every(Number.isFinite) && ratio > 0 && ratio < 1000 ? { x, y, ratio } : null;
}

function read(text: string): State["document"] {
  const [at, id] = cut(text, "~");
  return id === "" ? null : { id, at: whole(at, -1, -1, Number.MAX_SAFE_INTEGER) };
}

function whole(text: string, usual: number, least: number, most = MOST): number {
  return /^-?\d{1,15}$/.test(text) ? Math.min(Math.max(Number(text), least), most) : usual;
}

function cut(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
