/** Which tests of a changed program can tell that it was changed. */
import { loadCompiler, type Layout } from "../../tangle/index.ts";

/** The test files of a program that reach one of the changed files. */
export async function testsReaching(layouts: readonly Layout[], changed: ReadonlySet<string>): Promise<readonly string[]> {
  const { reachedFrom } = await loadCompiler();
  const files = new Map(layouts.map(({ path, text }) => [path, text]));
  return [...files.keys()].filter((path) => /\.test\.[cm]?tsx?$/.test(path) && [...reachedFrom(path, files)].some((each) => changed.has(each)));
}
