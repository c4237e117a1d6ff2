/** How many tests the program has, as its files declare them. */
import { partsAt, type Chunk, type ChunkGraph } from "../../../tangle/index.ts";

/** The declarations `test(…)` and `it(…)` in the test files of the last chapter's program; a table of cases is one. */
export function programTests(graph: ChunkGraph): number {
  const known = new Map<Chunk, number>();
  const files = [...graph.chunks.values()].filter(({ kind, name }) => kind === "file" && /\.test\.[cm]?[jt]sx?$/.test(name));
  return files.reduce((sum, file) => sum + testsIn(file), 0);

  function testsIn(chunk: Chunk): number {
    const before = known.get(chunk);
    if (before !== undefined) return before;
    // what uses itself is refused elsewhere; here it must only not go on for ever
    known.set(chunk, 0);
    const lines = partsAt(chunk, Number.POSITIVE_INFINITY).flatMap(({ body }) => body);
    const count = lines.reduce((sum, line) => {
      if (line.kind === "text") return sum + (declaration.test(line.text) ? 1 : 0);
      const used = graph.chunks.get(line.target);
      return sum + (used ? testsIn(used) : 0);
    }, 0);
    known.set(chunk, count);
    return count;
  }
}

const declaration = /^\s*(?:test|it)(?:\.\w+)*\(/;
