/** Which tests of a changed program can tell that it was changed. */
import { ModuleGraph, type Layout } from "../../tangle/index.ts";

/** The test files of a program that reach one of the changed files. */
export function testsReaching(layouts: readonly Layout[], changed: ReadonlySet<string>): readonly string[] {
  const graph = new ModuleGraph(new Map(layouts.map(({ path, text }) => [path, text])));
  return graph.paths.filter((path) => /\.test\.[cm]?tsx?$/.test(path) && graph.reachedFrom([path]).some((each) => changed.has(each)));
}
