/** A module's chunks → its text, with edited parts in place of printed ones: what the tangle does, done again in the page. */
import type { ChunksFile, PartLine } from "./chunksFile.ts";

/** A text with the place of each of its lines: a line of a part, both from 0. */
export interface Expansion {
  readonly lines: readonly string[];
  readonly places: readonly { readonly part: number; readonly line: number }[];
}

/**
 * Expands the chunk of a module. In an edited text a line `⟨Name⟩` stands for the chunk that the printed part uses under
 * that name; a use whose line is gone is gone from the program, and a name that the printed part does not use is left as it is.
 */
export function expandedModule(file: ChunksFile, path: string, edits: ReadonlyMap<number, string>): Expansion {
  const lines: string[] = [];
  const places: { part: number; line: number }[] = [];
  const edited = new Map([...edits].map(([part, text]) => [part, linesOf(text, file.parts[part] ?? [])]));
  const expand = (chunk: number, indent: string, depth: number): void => {
    // an edit can use a chunk again, but never make a circle: it has only the names of the printed part
    if (depth > file.chunks.length) return;
    for (const part of file.chunks[chunk]?.parts ?? []) {
      for (const [line, content] of (edited.get(part) ?? file.parts[part] ?? []).entries()) {
        const used = typeof content === "string" ? null : content;
        const comment = used === null ? null : (file.chunks[used.chunk]?.comment ?? null);
        const text = used === null ? (content as string) : comment;
        if (text !== null) {
          lines.push(text.trim() === "" ? text : `${indent}${used?.indent ?? ""}${text}`);
          places.push({ part, line });
        }
        if (used !== null) expand(used.chunk, indent + used.indent, depth + 1);
      }
    }
  };
  expand(file.modules[path] ?? -1, "", 0);
  return { lines, places };
}

/** An edited text, line by line, read with the names that the printed part uses. */
function linesOf(text: string, printed: readonly PartLine[]): readonly PartLine[] {
  const uses = new Map(printed.flatMap((line) => (typeof line === "string" ? [] : [[line.name, line.chunk] as const])));
  return text.split("\n").map((line) => {
    const [, indent = "", name = ""] = /^(\s*)⟨(.+)⟩\s*$/.exec(line) ?? [];
    const chunk = uses.get(name);
    // as a chapter has it, a line that only looks like a use has an `@` more than the program
    return chunk === undefined ? line.replace(/^([ \t]*)@(@*<<.+>>[ \t]*)$/, "$1$2") : { indent, name, chunk };
  });
}
