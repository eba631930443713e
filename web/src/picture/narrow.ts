// The whole graph narrowed by what its columns tell: kinds, relations and statuses.

import type { About, Picture } from "../api/contract.ts";
import type { Filters } from "../state/state.ts";

/** Whether the columns tell enough for these filters; documents, dates and confidence they do not. */
export const narrowable = ({ documents, confidence, from, to }: Filters): boolean =>
  documents.length === 0 && confidence === 0 && from === "" && to === "";

/** The things of the kinds, and the facts of the relations and statuses between them. */
export function narrowed(picture: Picture, about: About, { kinds, relations, statuses }: Filters): Picture {
  const kept = picture.ids.map(
    (_id, number) => kinds.length === 0 || kinds.includes(about.kinds[picture.kinds[number] ?? -1]?.id ?? ""),
  );
  const places = new Int32Array(kept.length).fill(-1);
  let next = 0;
  kept.forEach((keep, number) => {
    if (keep) places[number] = next++;
  });
  const column = <Value>(values: Value[]): Value[] =>
    next === kept.length ? values : values.filter((_value, number) => kept[number]);
  const relation = picture.relations.map((id) => relations.length === 0 || relations.includes(id));
  const status = picture.statuses.map((id) => statuses.length === 0 || statuses.includes(id));
  return {
    ...picture,
    ids: column(picture.ids),
    labels: column(picture.labels),
    kinds: column(picture.kinds),
    importance: column(picture.importance),
    x: column(picture.x),
    y: column(picture.y),
    community: column(picture.community),
    edges: facts(picture.edges, places, relation, status),
  };
}

function facts(
  edges: readonly number[],
  places: Int32Array,
  relation: readonly boolean[],
  status: readonly boolean[],
): number[] {
  const made: number[] = [];
  for (let at = 0; at < edges.length; at += 4) {
    const [from, to] = [places[edges[at] ?? 0] ?? -1, places[edges[at + 1] ?? 0] ?? -1];
    const [p, state] = [edges[at + 2] ?? -1, edges[at + 3] ?? -1];
    if (from >= 0 && to >= 0 && relation[p] === true && status[state] === true) made.push(from, to, p, state);
  }
  return made;
}
