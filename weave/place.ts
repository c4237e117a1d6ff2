/** Where a node, or something inside it, stands in its source. */
import type { Nodes } from "mdast";
import type { Location, Offset, Source, Span } from "../tangle/index.ts";

/** A span from plain offsets. */
export function span(start: number, end: number): Span {
  return { start: start as Offset, end: end as Offset };
}

/** The span of a node; the start of the source for a node without a position. */
export function spanOf(node: Pick<Nodes, "position">): Span {
  return span(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);
}

/** The node's place, for a diagnostic. */
export function placed(source: Source, node: Pick<Nodes, "position">): Location {
  return { source, span: spanOf(node) };
}

/** What the author wrote for the node. */
export function rawOf(source: Source, node: Pick<Nodes, "position">): string {
  const { start, end } = spanOf(node);
  return source.text.slice(start, end);
}

/** The place of the first `words` in the node's source; the whole node where they are not found. */
export function placeWithin(source: Source, node: Pick<Nodes, "position">, words: string): Location {
  return { source, span: spanWithin(source, node, words) };
}

/** The same as a span. */
export function spanWithin(source: Source, node: Pick<Nodes, "position">, words: string): Span {
  const { start, end } = spanOf(node);
  const found = source.text.slice(start, end).indexOf(words);
  return found < 0 ? span(start, end) : span(start + found, start + found + words.length);
}

/**
 * The offset in the source of character `index` of the node's value. Escapes, entities, delimiters and the prefixes of
 * quotes and lists stand in the source only; they are skipped as characters that do not match.
 */
export function sourceOffset(source: Source, node: Pick<Nodes, "position"> & { readonly value: string }, index: number): number {
  const { start, end } = spanOf(node);
  const { text } = source;
  let at = start;
  for (let seen = 0; at < end; at++) {
    const wanted = node.value[seen];
    const escaping = text[at] === "\\" && text[at + 1] === wanted && node.value[seen + 1] !== text[at + 1];
    if (escaping || text[at] !== wanted) continue;
    if (seen === index) return at;
    seen++;
  }
  return end;
}

/** The first line of the node, for a mistake that concerns all of it. */
export function placeOfOpening(source: Source, node: Pick<Nodes, "position">): Location {
  const { start, end } = spanOf(node);
  const line = /^[^\r\n]*/.exec(source.text.slice(start, end))?.[0] ?? "";
  return { source, span: span(start, start + line.trimEnd().length) };
}
