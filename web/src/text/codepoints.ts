// Offsets of the server count code points; strings of JavaScript count UTF-16 units.

/** The piece of a text between two offsets in code points. */
export function slice(text: string, start: number, end: number): string {
  return Array.from(text).slice(start, end).join("");
}

export interface Span<Tag> {
  start: number;
  end: number;
  tag: Tag;
}

export interface Segment<Tag> {
  text: string;
  start: number;
  tags: Tag[];
}

/**
 * A text cut wherever a span begins or ends: each segment has the tags of the spans that cover it, longest span first.
 * Spans are half-open and may overlap; what lies outside of the text is cut off. The text is cut at `more` places too.
 */
export function segments<Tag>(text: string, spans: readonly Span<Tag>[], more: readonly number[] = []): Segment<Tag>[] {
  const letters = Array.from(text);
  const within = spans
    .map(({ start, end, tag }) => ({ start: Math.max(0, start), end: Math.min(letters.length, end), tag }))
    .filter(({ start, end }) => start < end)
    .sort((one, other) => other.end - other.start - (one.end - one.start));
  const cuts = [...new Set([0, letters.length, ...more, ...within.flatMap(({ start, end }) => [start, end])])].filter(
    (cut) => cut >= 0 && cut <= letters.length,
  );
  cuts.sort((one, other) => one - other);
  return cuts.slice(1).map((end, number) => {
    const start = cuts[number] ?? 0;
    const tags = within.filter((span) => span.start <= start && span.end >= end).map(({ tag }) => tag);
    return { text: letters.slice(start, end).join(""), start, tags };
  });
}
