/** Files of the program that cannot stand beside each other on every disk. */
import type { Chunk, ChunkGraph } from "./chunk.ts";
import { mistake, type Diagnostic } from "../text/diagnostic.ts";
import { pathProblem } from "../book/rootfile.ts";

/** Every file whose path differs from another's only in case, or that is a folder on another's path. */
export function checkPaths(graph: ChunkGraph): readonly Diagnostic[] {
  const files = [...graph.chunks.values()].filter(({ kind, name }) => kind === "file" && pathProblem(name) === null);
  const byPath = new Map<string, Chunk>();
  const byFolder = new Map<string, Chunk>();
  return files.flatMap((file) => {
    const lower = file.name.toLowerCase();
    const folders = foldersOf(lower);
    const twin = byPath.get(lower);
    const inside = byFolder.get(lower) ?? folders.map((folder) => byPath.get(folder)).find((each) => each !== undefined);
    if (!twin) byPath.set(lower, file);
    for (const folder of folders) if (!byFolder.has(folder)) byFolder.set(folder, file);
    if (twin) return [conflict(file, twin, `\`${file.name}\` and \`${twin.name}\` differ only in case`)];
    return inside ? [conflict(file, inside, `\`${file.name}\` and \`${inside.name}\` cannot both be files`)] : [];
  });
}

function foldersOf(path: string): readonly string[] {
  const segments = path.split("/");
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join("/"));
}

function conflict(file: Chunk, other: Chunk, message: string): Diagnostic {
  const [fence, earlier] = [file.definitions[0]?.fence, other.definitions[0]?.fence];
  if (!fence || !earlier) throw new Error(`internal: ${file.id} has no definition`);
  const note = { message: `\`${other.name}\` is defined here`, at: { source: earlier.source, span: earlier.span } };
  return { ...mistake("path-conflict", message, { source: fence.source, span: fence.nameSpan }), notes: [note] };
}
