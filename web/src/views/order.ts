// The order of the table's rows.

import { STATUSES, type Edge, type Row } from "../api/contract.ts";
import type { Sort } from "../state/state.ts";

type Sorted = Edge & Pick<Row, "subject" | "object" | "label">;

const compared = new Intl.Collator("en", { numeric: true });

const ORDERS: Record<Sort, (one: Sorted, other: Sorted) => number> = {
  subject: (one, other) => compared.compare(one.subject.label, other.subject.label),
  relation: (one, other) => compared.compare(one.label, other.label),
  object: (one, other) => compared.compare(one.object.label, other.object.label),
  status: (one, other) => STATUSES.indexOf(one.status) - STATUSES.indexOf(other.status),
  confidence: (one, other) => other.confidence - one.confidence,
  date: (one, other) => compared.compare(other.last ?? "", one.last ?? ""),
};

/** Sorted by a column; without one, facts of the most important things first. Ties keep a fixed order. */
export function ordered<Edged extends Sorted>(rows: readonly Edged[], sort: Sort | null): Edged[] {
  const weight = ({ subject, object }: Sorted): number => subject.importance + object.importance;
  const first = sort === null ? (one: Sorted, other: Sorted): number => weight(other) - weight(one) : ORDERS[sort];
  return [...rows].sort((one, other) => first(one, other) || (one.id < other.id ? -1 : 1));
}
