/** Which modules of a program stand in an earlier one just so: the programs of a book's chapters have most of their modules in common. */
import type { Build } from "../native/builds.ts";
import type { Layout } from "../program/layout.ts";
import { importReader, ModuleGraph } from "../program/modules.ts";
import { isTestFile } from "../verdicts/key.ts";
import { codeIds } from "../verdicts/sameCode.ts";

/** A program of which some tests will run. */
export interface TestedLayouts {
  readonly layouts: readonly Layout[];
  /** Their paths. */
  readonly tests: readonly string[];
}

/**
 * For each program, by path, the place in the list of the first one whose tests reach the same module, with the same code behind it, where
 * that is an earlier one. What such a module reaches is shared as well; files of tests never are.
 */
export function sharedModules(programs: readonly TestedLayouts[], builds: readonly Build[]): readonly ReadonlyMap<string, number>[] {
  const [idsOf, read] = [codeIds(builds), importReader()];
  const first = new Map<string, number>();
  return programs.map(({ layouts, tests }, place) => {
    const texts = new Map(layouts.map(({ path, text }) => [path, text]));
    const modules = new ModuleGraph(texts, read).reachedFrom(tests).filter((path) => /\.[cm]?[jt]sx?$/.test(path) && !isTestFile(path));
    const ids = idsOf(texts, modules);
    for (const id of ids.values()) if (!first.has(id)) first.set(id, place);
    return new Map([...ids].flatMap(([path, id]) => {
      const at = first.get(id) ?? place;
      return at < place ? [[path, at] as const] : [];
    }));
  });
}
