/** Sections as they were read before, kept by content because parsing is what takes time. */
import type { Fence, FenceLine } from "../book/fence.ts";
import { readSection, type ReadSection, type Section } from "../book/section.ts";
import { loadedVersion } from "./loadedVersion.ts";
import { cacheKey, type Cache } from "./cache.ts";
import { knowCode, sectionCode } from "./codeDigest.ts";
import { sourceDigest } from "./sourceDigest.ts";

const kind = "fences";

/** Reads a section, or finds in a cache what was read of it. One with mistakes is read each time, since they are to be said with their source. */
export function keptSections(cache: Cache): ReadSection {
  const version = loadedVersion(["tangle/book/section.ts", "tangle/standing/codeDigest.ts"]);
  return (entry, folders) => {
    const key = cacheKey(version, JSON.stringify([...folders]), sourceDigest(entry.source));
    const kept = cache.get(kind, key);
    if (kept !== null) return { section: unpacked(kept, entry), diagnostics: [] };
    const read = readSection(entry, folders);
    if (read.diagnostics.length === 0) cache.put(kind, key, packed(read.section));
    return read;
  };
}

/** Lines that stand under each other, from a line and at a column on, as one text; others one by one. */
type PackedLines = readonly [text: string, line: number, column: number] | readonly FenceLine[];

type PackedFence = Omit<Fence, "source" | "lines"> & { readonly lines: PackedLines };

/** Fences without their source, which is known where they are read back, with the digest of their code. */
function packed({ tagline, fences }: Section): string {
  return JSON.stringify({ tagline, code: sectionCode({ fences }), fences: fences.map(({ source: _, ...fence }): PackedFence => ({ ...fence, lines: packedLines(fence.lines) })) });
}

function packedLines(lines: readonly FenceLine[]): PackedLines {
  const [first] = lines;
  if (first === undefined) return lines;
  const isPlain = lines.every(({ text, line, column, virtual }, index) => line === first.line + index && column === first.column && virtual === 0 && !text.includes("\n"));
  return isPlain ? [lines.map(({ text }) => text).join("\n"), first.line, first.column] : lines;
}

function unpackedLines(lines: PackedLines): readonly FenceLine[] {
  const [whole, first = 0, column = 0] = lines as readonly [string, number, number];
  if (typeof whole !== "string") return lines as readonly FenceLine[];
  return whole.split("\n").map((text, index) => ({ text, line: first + index, column, virtual: 0 }));
}

function unpacked(text: string, entry: Parameters<ReadSection>[0]): Section {
  const { tagline, code, fences } = JSON.parse(text) as { tagline: Section["tagline"]; code: string; fences: readonly PackedFence[] };
  const own = fences.map((fence) => ({ source: entry.source, ...fence, lines: unpackedLines(fence.lines) }));
  knowCode(own, code);
  return { ...entry, tagline, fences: own };
}
