/** Sections as they were read before, kept by content because parsing is what takes time. */
import { readSection, type ReadSection, type Section } from "../book/section.ts";
import { loadedVersion } from "./loadedVersion.ts";
import { cacheKey, type Cache } from "./cache.ts";

const kind = "fences";

/** Reads a section, or finds in a cache what was read of it. One with mistakes is read each time, since they are to be said with their source. */
export function keptSections(cache: Cache): ReadSection {
  const version = loadedVersion(["tangle/book/section.ts"]);
  return (entry, folders) => {
    const key = cacheKey(version, JSON.stringify([...folders]), entry.source.text);
    const kept = cache.get(kind, key);
    if (kept !== null) return { section: unpacked(kept, entry), diagnostics: [] };
    const read = readSection(entry, folders);
    if (read.diagnostics.length === 0) cache.put(kind, key, packed(read.section));
    return read;
  };
}

/** Fences without their source, which is known where they are read back. */
function packed({ tagline, fences }: Section): string {
  return JSON.stringify({ tagline, fences: fences.map(({ source: _, ...fence }) => fence) });
}

function unpacked(text: string, entry: Parameters<ReadSection>[0]): Section {
  const { tagline, fences } = JSON.parse(text) as { tagline: Section["tagline"]; fences: readonly Omit<Section["fences"][number], "source">[] };
  return { ...entry, tagline, fences: fences.map((fence) => ({ ...fence, source: entry.source })) };
}
