/** What the verdict on a file of tests depends on, as a key. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { textAt, walk } from "../disk/stat.ts";
import { projectFolder } from "../disk/project.ts";
import { buildsOf } from "../native/buildBook.ts";
import { buildReader, buildsReached } from "../native/buildsReached.ts";
import { importReader, ModuleGraph } from "../program/modules.ts";
import { packagesReached, readLockfile } from "../program/packages.ts";
import { toolVersion } from "../program/toolVersion.ts";
import { sha256 } from "../text/hash.ts";
import { dataRead } from "./dataRead.ts";

/** A program as far as its tests see it: texts by path (`src/markov/model.ts`). */
export type ProgramTexts = ReadonlyMap<string, string>;

/** Gives the keys of a program's test files by path; of all that are named `*.test.ts`, where none are named. */
export type VerdictKeys = (program: ProgramTexts, tests?: readonly string[]) => ReadonlyMap<string, string>;

/**
 * Keys for the programs of the book below `root`, one after another. A key has the texts of the test and of all that it
 * reaches by import or through a native product, the data that these may read, the locked packages that they reach, this project's own part in running
 * tests, and Node's major version. Where the chapters stand in the book, and maps, have no part in it.
 */
export function verdictKeys(root: string): VerdictKeys {
  const read = importReader();
  const hashes = memo(sha256);
  const dataNames = walk(root, "book/data").map((path) => path.slice("book/data/".length));
  const hashOfData = memo((name: string) => sha256(readFileSync(join(root, "book/data", name))));
  const lockfiles = [root, projectFolder].map((folder) => readLockfile(textAt(join(folder, "package-lock.json"))));
  const { builds } = buildsOf(root);
  const runner = [toolVersion(runnerModules), process.versions.node.split(".")[0]];
  return (program, tests = [...program.keys()].filter(isTestFile)) => {
    const graph = new ModuleGraph(program, buildReader(builds, [...program.keys()], read));
    const textOf = (path: string): string => program.get(path) ?? "";
    const keyOf = (test: string): string => {
      const reached = graph.reachedFrom([test]);
      const files = reached.map((path) => [path, hashes(textOf(path))]);
      const data = dataRead(reached.map(textOf), dataNames).map((name) => [name, hashOfData(name)]);
      const packages = packagesReached(reached.flatMap((path) => graph.importsOf(path).packages), lockfiles);
      const native = buildsReached(reached.map(textOf), builds, program);
      return sha256(JSON.stringify([runner, test, files, data, packages, native]));
    };
    return new Map(tests.map((test) => [test, keyOf(test)]));
  };
}

/** The modules of this project by which tests of a program are written down and run. */
const runnerModules = ["tangle/verdicts/settings.ts", "tangle/chapters/testfolder.ts", "tangle/chapters/testrun.ts"];

/** Whether a path is that of a file of tests. */
export function isTestFile(path: string): boolean {
  return /\.test\.[cm]?tsx?$/.test(path);
}

function memo(make: (input: string) => string): (input: string) => string {
  const known = new Map<string, string>();
  return (input) => {
    const found = known.get(input) ?? make(input);
    known.set(input, found);
    return found;
  };
}
