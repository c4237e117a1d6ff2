/** Which tests of a changed program can tell that it was changed. */
import { buildReader, ModuleGraph, type Build, type Layout } from "../../tangle/index.ts";

/** The test files of a program that reach one of the changed files, by import or through one of the native products. */
export function testsReaching(layouts: readonly Layout[], changed: ReadonlySet<string>, builds: readonly Build[] = []): readonly string[] {
  const files = new Map(layouts.map(({ path, text }) => [path, text]));
  const graph = new ModuleGraph(files, buildReader(builds, [...files.keys()]));
  return testsIn(graph).filter((path) => graph.reachedFrom([path]).some((each) => changed.has(each)));
}

/**
 * The test files in which a test's name stands in quotes. All of them where it stands in none: a name may be put together, of a
 * group's name and a test's or of a table's values.
 */
export function testsNamed(name: string, graph: Pick<ModuleGraph, "paths" | "textOf">): readonly string[] {
  const tests = testsIn(graph);
  const named = tests.filter((path) => ['"', "'", "`"].some((quote) => graph.textOf(path).includes(quote + name + quote)));
  return named.length > 0 ? named : tests;
}

function testsIn({ paths }: Pick<ModuleGraph, "paths">): readonly string[] {
  return paths.filter((path) => /\.test\.[cm]?tsx?$/.test(path));
}
