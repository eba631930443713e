// Questions to the server this page came from, and to no other.

import type { Filters } from "../state/state.ts";

/** What the server refused, in its own sentence. */
export class Refused extends Error {
  constructor(
    message: string,
    /** Whether the server asks to be asked again, as it is still making its index. */
    readonly again = false,
  ) {
    super(message);
  }
}

type Parameters = readonly (readonly [string, string | number])[];

/** The JSON answer of `api/…`. */
export async function ask<Answer>(path: string, parameters: Parameters, signal?: AbortSignal): Promise<Answer> {
  const query = new URLSearchParams(parameters.map(([name, value]) => [name, String(value)]));
  const text = query.size > 0 ? `api/${path}?${query.toString()}` : `api/${path}`;
  const response = await reached(text, signal === undefined ? {} : { signal });
  return (await response.json()) as Answer;
}

export async function post<Answer>(path: string, body: unknown): Promise<Answer> {
  return (await (await sent(path, body)).json()) as Answer;
}

/** A file that the server makes. */
export async function file(path: string, body: unknown): Promise<Blob> {
  return (await sent(path, body)).blob();
}

function sent(path: string, body: unknown): Promise<Response> {
  return reached(`api/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

async function reached(path: string, options: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { ...options, credentials: "same-origin" });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Refused("The server cannot be reached. Does fintech-kg serve still run?");
  }
  if (!response.ok) throw new Refused(await sentence(response), response.status === 503);
  return response;
}

async function sentence(response: Response): Promise<string> {
  const text = await response.text();
  try {
    const told: unknown = JSON.parse(text);
    if (typeof told === "object" && told !== null && "error" in told && typeof told.error === "string")
      return told.error;
  } catch {
    // A plain sentence, from the guard for example.
  }
  return text.trim().slice(0, 300) || `The server answered ${response.status}.`;
}

/** Filters as parameters of a question. */
export function parameters(filters: Filters): [string, string][] {
  const made: [string, string][] = [
    ...filters.kinds.map((id): [string, string] => ["kind", id]),
    ...filters.relations.map((id): [string, string] => ["relation", id]),
    ...filters.statuses.map((id): [string, string] => ["status", id]),
    ...filters.documents.map((id): [string, string] => ["document", id]),
  ];
  if (filters.confidence > 0) made.push(["min_confidence", String(filters.confidence)]);
  if (filters.from !== "") made.push(["from", filters.from]);
  if (filters.to !== "") made.push(["to", filters.to]);
  return made;
}

/** Filters as the body of a question that is posted. */
export const posted = (filters: Filters): Record<string, unknown> => ({
  kind: filters.kinds,
  relation: filters.relations,
  status: filters.statuses,
  document: filters.documents,
  min_confidence: filters.confidence,
  from: filters.from === "" ? null : filters.from,
  to: filters.to === "" ? null : filters.to,
});
