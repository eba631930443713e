// What the page shows, as plain data: everything that a permalink keeps.

import type { Status } from "../api/contract.ts";

export const VIEWS = [
  "picture",
  "table",
  "path",
  "timeline",
  "map",
  "figures",
  "quotations",
  "documents",
  "review",
  "sparql",
] as const;
export type View = (typeof VIEWS)[number];

export type Start =
  | { by: "important" }
  | { by: "whole" }
  | { by: "none" }
  | { by: "thing"; id: string }
  | { by: "kind"; id: string }
  | { by: "document"; id: string };

export interface Opened {
  id: string;
  limit: number;
}

export interface Pin {
  id: string;
  x: number;
  y: number;
}

/** Where a picture is looked at from, in the units of its drawing; a greater ratio shows more. */
export interface Sight {
  x: number;
  y: number;
  ratio: number;
}

export interface Filters {
  kinds: readonly string[]; // none: all
  relations: readonly string[]; // none: all
  statuses: readonly Status[]; // none: all
  documents: readonly string[]; // none: all
  confidence: number;
  from: string;
  to: string;
}

export type Selected = { thing: string } | { s: string; p: string; o: string };

export type Colours = "kind" | "community";
export type Sizes = "importance" | "same";
export type Rows = "facts" | "things";
export type Sort = "subject" | "relation" | "object" | "status" | "confidence" | "date";

export interface State {
  view: View;
  start: Start;
  limit: number; // things that a picture begins with
  opened: readonly Opened[];
  hidden: readonly string[];
  pinned: readonly Pin[];
  places: string; // of things that were moved since the picture began, as picture/places.ts writes them
  sight: Sight | null; // null: all of it
  filters: Filters;
  selected: Selected | null;
  colours: Colours;
  sizes: Sizes;
  path: { from: string; to: string };
  document: { id: string; at: number } | null;
  speaker: string;
  query: string;
  titles: string; // what is searched among the documents
  rows: Rows;
  page: number;
  sort: Sort | null;
}

/** How many things a picture begins with, and how many more an opened one brings. */
export const LIMIT = 150;
export const STEP = 25;

export const FILTERS: Filters = {
  kinds: [],
  relations: [],
  statuses: ["asserted"],
  documents: [],
  confidence: 0,
  from: "",
  to: "",
};

export const FIRST: State = {
  view: "picture",
  start: { by: "important" },
  limit: LIMIT,
  opened: [],
  hidden: [],
  pinned: [],
  places: "",
  sight: null,
  filters: FILTERS,
  selected: null,
  colours: "kind",
  sizes: "importance",
  path: { from: "", to: "" },
  document: null,
  speaker: "",
  query: "",
  titles: "",
  rows: "facts",
  page: 0,
  sort: null,
};
