/** The native side of the trials: products are built by the commands that the book declares, and tests are run that this machine can run. */
import { join } from "node:path";
import { buildProgram, buildsOf, listProducts, machineOf, sourcesOf, testsHere, type Layout, type Machine } from "../../tangle/index.ts";
import { readsOnly, type BuildNative } from "./native.ts";

/** What the trials ask of it. */
export interface NativeHere {
  readonly build: BuildNative;
  /** Takes the tests of a program apart: those that this machine can run, in their order, and how many it cannot. */
  readonly testsIn: (layouts: readonly Layout[], tests: readonly string[]) => { readonly here: readonly string[]; readonly skipped: number };
}

/** That of the book below `root` on a machine, which is this one if none is given. */
export function nativeHere(root: string, machine: Machine = machineOf(root)): NativeHere {
  const { builds } = buildsOf(root);
  return {
    async build(program) {
      const { target, layouts, changed } = program;
      const { products, failed } = buildProgram({ root, layouts, builds, machine, into: join(target, "output", ".cache", "builds") });
      // a book without builds has no list; of a product that failed, the one of the program before must not be found
      if (builds.length > 0) listProducts(target, products);
      if (failed.length > 0) return "does not compile";
      const paths = layouts.map(({ path }) => path);
      const built = new Set(builds.flatMap((build) => (products.has(build.name) ? sourcesOf(build, paths) : [])));
      return readsOnly({ ...program, changed: changed.filter(({ path }) => !built.has(path)) });
    },
    testsIn(layouts, tests) {
      const needs = new Map(layouts.map(({ path, file }) => [path, file.needs]));
      const files = new Map(layouts.map(({ path, text }) => [path, text]));
      const { tests: here, skipped } = testsHere({ files, tests, needsOf: (path) => needs.get(path) ?? [], builds }, machine);
      return { here, skipped: skipped.length };
    },
  };
}
