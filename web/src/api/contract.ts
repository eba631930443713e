// The answers of the server, as docs/explorer.md describes them. Offsets count Unicode code points.

export type Status = "asserted" | "past" | "planned" | "rumoured" | "denied";
export const STATUSES: readonly Status[] = ["asserted", "past", "planned", "rumoured", "denied"];

export interface Kind {
  id: string;
  label: string;
  count: number;
}

export interface Relation extends Kind {
  iri: string;
  symmetric: boolean;
}

export interface About {
  title: string;
  generation: string;
  base_iri: string;
  counts: Record<"things" | "facts" | "statements" | "documents" | "observations" | "quotations", number>;
  kinds: Kind[];
  relations: Relation[];
  statuses: { id: Status; count: number }[];
  dates: { first: string; last: string } | null;
  ledger: boolean;
  prefixes: Record<string, string>;
}

export interface Thing {
  missing?: boolean;
  id: string;
  iri: string;
  label: string;
  kind: string;
  degree: number;
  importance: number;
  community: number;
  x: number;
  y: number;
}

export interface Edge {
  id: string;
  s: string;
  p: string;
  o: string;
  status: Status;
  confidence: number;
  statements: number;
  first: string | null;
  last: string | null;
}

export type Role = "sentence" | "subject" | "object" | "trigger" | "value" | "quotation" | "antecedent";

export interface Mark {
  start: number;
  end: number;
  role: Role;
}

export interface DocumentHead {
  id: string;
  title: string | null;
  source: string;
  published: string | null;
}

export interface Evidence {
  document: DocumentHead;
  paragraph: string;
  start: number;
  marks: Mark[];
}

export interface Found extends Thing {
  matched: string;
  similar: boolean; // but for a slip or two
  aliases: string[];
}

export interface Part {
  nodes: Thing[];
  edges: Edge[];
}

export interface Overview extends Part {
  of: { things: number; facts: number };
}

export interface Neighbours extends Part {
  shown: number;
  of: number;
}

// The whole graph in columns; edges are runs of four indexes: subject and object among the ids, relation, status.
export interface Picture {
  relations: string[];
  statuses: Status[];
  ids: string[];
  labels: string[];
  kinds: number[];
  importance: number[];
  x: number[];
  y: number[];
  community: number[];
  edges: number[];
}

export interface Observation {
  measure: string;
  value: string | null; // decimal text
  upper: string | null;
  unit: string | null;
  text: string;
  time: string | null;
  status: Status;
  evidence: Evidence;
}

export interface ThingDetails extends Thing {
  aliases: string[];
  same_as: string[];
  types: string[];
  facts: (Edge & { label: string; other: Thing; out: boolean })[];
  facts_of: number;
  documents_of: number;
  observations_of: number;
  quotations_of: number;
  documents: (DocumentHead & { mentions: number })[];
  observations: Observation[];
  quotations: { text: string; evidence: Evidence }[];
  coordinates: { lat: number; lon: number } | null;
  description: string | null;
}

export interface Statement {
  status: Status;
  confidence: number;
  rule: string;
  why: string;
  qualifiers: Record<string, string>;
  claimed_by: Thing | null;
  evidence: Evidence;
}

export interface Fact extends Omit<Edge, "statements"> {
  subject: Thing;
  object: Thing;
  label: string;
  readable: string;
  statements: Statement[];
  statements_of: number;
}

export interface DocumentDetails extends DocumentHead {
  language: string | null;
  text: string;
  mentions: { start: number; end: number; thing: string; kind: string }[];
  left_out: { at: number; reason: string; text: string; offsets: [number, number] }[];
  facts: Edge[];
  of: number;
}

export interface Step {
  edge: Edge;
  forward: boolean;
  from: Thing;
  to: Thing;
  evidence: Evidence;
}

export type Path = { steps: Step[]; length: number } | { steps: null; reason: string };

export interface Measure {
  thing: Thing;
  measure: string;
  unit: string | null;
  points: {
    time: string | null;
    value: string; // decimal text
    upper: string | null;
    text: string;
    evidence: Evidence;
  }[];
}

export interface Quotations {
  speakers: { thing: Thing; count: number }[];
  quotations: { speaker: Thing | null; text: string; evidence: Evidence }[];
  of: number;
}

export type Verdict = "same" | "different" | "undecided";

export interface Pair {
  left: Thing;
  right: Thing;
  reasons: string[];
  decision: { decision: Verdict; who: string | null; why: string | null } | null;
  left_evidence: Evidence[];
  right_evidence: Evidence[];
}

export interface Row extends Edge {
  subject: Thing;
  object: Thing;
  label: string;
  sentence: string;
}

export interface Event {
  date: string;
  basis: "stated" | "published";
  edge: Edge;
  readable: string;
}

export interface Spot {
  node: Thing;
  lat: number;
  lon: number;
  facts: number;
}

export interface Outlines {
  features: { geometry: { type: "Polygon"; coordinates: Ring[] } | { type: "MultiPolygon"; coordinates: Ring[][] } }[];
}

export type Ring = [number, number][];
