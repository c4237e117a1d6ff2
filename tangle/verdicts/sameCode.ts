/** Which files run the same code in two programs of a book, so that what a test shows of one program it shows of the other as well. */
import type { Build } from "../native/builds.ts";
import { buildReader } from "../native/buildsReached.ts";
import { importReader, ModuleGraph } from "../program/modules.ts";
import { sha256 } from "../text/hash.ts";
import { isTestFile, type ProgramTexts } from "./key.ts";
import { packageReader } from "./packageImports.ts";

/**
 * Gives a text for each of the files of a program by its path; for all test files, where none are named. Where it is the same in two
 * programs of one book, the files run the same code.
 */
export type CodeIds = (program: ProgramTexts, files?: readonly string[]) => ReadonlyMap<string, string>;

/**
 * For programs of one book, one after another, with the builds of their native products. A key of `verdictKeys` may differ where the code is
 * the same: for a key an import of a name that only a run knows leads to all files of the program.
 */
export function codeIds(builds: readonly Build[]): CodeIds {
  const read = importReader();
  return (program, files = [...program.keys()].filter(isTestFile)) => {
    const graph = new ModuleGraph(program, buildReader(builds, [...program.keys()], packageReader(program, read)));
    const idOf = (file: string): string => sha256(JSON.stringify([file, ...graph.reachedFrom([file]).map((path) => [path, graph.hashOf(path)])]));
    return new Map(files.map((file) => [file, idOf(file)]));
  };
}
