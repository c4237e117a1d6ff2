/** Which files of tests run the same code in two programs of a book, so that what one of them shows the other shows as well. */
import type { Build } from "../native/builds.ts";
import { buildReader } from "../native/buildsReached.ts";
import { importReader, ModuleGraph } from "../program/modules.ts";
import { sha256 } from "../text/hash.ts";
import { isTestFile, type ProgramTexts } from "./key.ts";
import { packageReader } from "./packageImports.ts";

/** Gives a text for each test file of a program by its path: where it is the same in two programs of one book, the tests run the same code. */
export type CodeIds = (program: ProgramTexts) => ReadonlyMap<string, string>;

/**
 * For programs of one book, one after another, with the builds of their native products. A key of `verdictKeys` may differ where the code is
 * the same: for a key an import of a name that only a run knows leads to all files of the program.
 */
export function codeIds(builds: readonly Build[]): CodeIds {
  const read = importReader();
  return (program) => {
    const graph = new ModuleGraph(program, buildReader(builds, [...program.keys()], packageReader(program, read)));
    const idOf = (test: string): string => sha256(JSON.stringify([test, ...graph.reachedFrom([test]).map((path) => [path, graph.hashOf(path)])]));
    return new Map([...program.keys()].filter(isTestFile).map((test) => [test, idOf(test)]));
  };
}
