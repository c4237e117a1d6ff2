/** Which tests of a changed program can tell that it was changed. */
import { buildReader, ModuleGraph, type Build, type Layout } from "../../tangle/index.ts";

/** The test files of a program that reach one of the changed files, by import or through one of the native products. */
export function testsReaching(layouts: readonly Layout[], changed: ReadonlySet<string>, builds: readonly Build[] = []): readonly string[] {
  const files = new Map(layouts.map(({ path, text }) => [path, text]));
  const graph = new ModuleGraph(files, buildReader(builds, [...files.keys()]));
  return graph.paths.filter((path) => /\.test\.[cm]?tsx?$/.test(path) && graph.reachedFrom([path]).some((each) => changed.has(each)));
}
