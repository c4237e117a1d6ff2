/** A digest of a book's code, wherever in its files the fences stand: what is made of code alone is kept by it, and prose changes nothing of that. */
import type { Book } from "../book/book.ts";
import type { Fence } from "../book/fence.ts";
import type { Section } from "../book/section.ts";
import { cacheKey } from "./cache.ts";

const digests = new WeakMap<readonly Fence[], string>();

/** Of all fences of a book, the files in which they stand, and the order of its chapters. */
export function codeDigest({ chapters, sections }: Pick<Book, "chapters" | "sections">): string {
  return cacheKey(JSON.stringify([chapters.map(({ folder }) => folder), sections.map((section) => [section.path, section.chapter, sectionCode(section)])]));
}

/** Of the fences of a section. */
export function sectionCode({ fences }: Pick<Section, "fences">): string {
  const digest = digests.get(fences) ?? cacheKey(JSON.stringify(fences.map(placeless)));
  digests.set(fences, digest);
  return digest;
}

/** Says what the digest of fences is, which was found when they were read. */
export function knowCode(fences: readonly Fence[], digest: string): void {
  digests.set(fences, digest);
}

/** All of a fence but where it stands. */
function placeless({ source: _source, span: _span, info: _info, nameSpan: _nameSpan, lines, ...rest }: Fence): unknown {
  return [rest, lines.map(({ text }) => text)];
}
