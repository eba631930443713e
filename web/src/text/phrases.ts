// Numbers, counts, dates and names as people read them.

export const number = (value: number): string => value.toLocaleString("en");

export const counted = (value: number, one: string, many: string): string =>
  `${number(value)} ${value === 1 ? one : many}`;

export const percent = (share: number): string => `${Math.round(share * 100)}%`;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A date as precise as it is known: `2023`, `Mar 2023` or `15 Mar 2023`; anything else as it came. */
export function day(date: string): string {
  const found = /^(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?/.exec(date);
  if (found === null) return date;
  const [, year = "", month, dayOfMonth] = found;
  if (month === undefined) return year;
  const name = MONTHS[Number(month) - 1] ?? month;
  return dayOfMonth === undefined ? `${name} ${year}` : `${Number(dayOfMonth)} ${name} ${year}`;
}

/** `first` to `last`, two days; a whole year or month by its name. */
export function period(first: string | null, last: string | null): string {
  if (first === null || last === null || first === last) return day(first ?? last ?? "");
  const [year, month] = [first.slice(0, 4), first.slice(0, 7)];
  if (first === `${year}-01-01` && last === `${year}-12-31`) return year;
  if (first === `${month}-01` && last === `${month}-${lastDay(month)}`) return day(month);
  return `${day(first)} – ${day(last)}`;
}

const lastDay = (month: string): number =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();

/** `worksFor` as `works for`; a relation without a label is shown by its id. */
export const spaced = (id: string): string => id.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

export const titled = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The plural of a kind's name. */
export function plural(kind: string): string {
  if (kind === "person") return "people";
  return kind.endsWith("y") ? `${kind.slice(0, -1)}ies` : `${kind}s`;
}

/** One line without control characters, cut to a length in code points. */
export function short(text: string, length: number): string {
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g, " ");
  const letters = Array.from(line);
  return letters.length <= length ? line : `${letters.slice(0, length - 1).join("")}…`;
}

/** A host-free file name for a download. */
export const fileName = (title: string, ending: string): string =>
  `${
    title
      .normalize("NFKD")
      .replace(/[^A-Za-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .toLowerCase()
      .slice(0, 60) || "graph"
  }.${ending}`;
