/** Makes a program ready for its tests: which of them this machine can run, and the native products that these reach. */
import type { Writer } from "../disk/files.ts";
import type { Layout } from "../program/layout.ts";
import { hasErrors, type Diagnostic } from "../text/diagnostic.ts";
import { buildProgram } from "./buildProgram.ts";
import type { Build } from "./builds.ts";
import type { Machine } from "./machine.ts";
import { listProducts } from "./products.ts";
import { buildsReachedFrom, testsHere, type SkippedTest } from "./testsHere.ts";

/** A program whose tests are to be run. */
export interface ProgramToTest {
  /** The folder that holds `book/`. */
  readonly root: string;
  readonly layouts: readonly Layout[];
  /** Paths of the tests. */
  readonly tests: readonly string[];
  readonly builds: readonly Build[];
  readonly machine: Machine;
  /** The folder for new products; else the book's cache. */
  readonly into?: string;
}

/** What can be run. */
export interface ReadyTests {
  /** Empty where a product that they reach cannot be built. */
  readonly tests: readonly string[];
  readonly skipped: readonly SkippedTest[];
  readonly products: ReadonlyMap<string, string>;
  /** What the compilers say. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Builds what the tests reach that this machine can run. */
export function readyTests({ root, layouts, tests, builds, machine, into }: ProgramToTest): ReadyTests {
  const files = new Map(layouts.map(({ path, text }) => [path, text]));
  const needs = new Map(layouts.map(({ path, file }) => [path, file.needs]));
  const here = testsHere({ files, tests, needsOf: (path) => needs.get(path) ?? [], builds }, machine);
  const reached = buildsReachedFrom(here.tests, { files, builds });
  if (reached.length === 0) return { ...here, products: new Map(), diagnostics: [] };
  const { products, diagnostics } = buildProgram({ root, layouts, builds: reached, machine, ...(into !== undefined && { into }) });
  return { tests: hasErrors(diagnostics) ? [] : here.tests, skipped: here.skipped, products, diagnostics };
}

/** Writes where the program in `folder` finds its products. A book without builds needs no list. */
export function placeProducts(folder: string, { builds, products }: { readonly builds: readonly Build[]; readonly products: ReadonlyMap<string, string> }, writer: Writer): void {
  if (builds.length > 0) listProducts(folder, products, writer);
}
