/** Builds the native products of a whole book, and lists them where its program finds them. */
import { join } from "node:path";
import { textAt } from "../disk/stat.ts";
import { expandAt } from "../program/expand.ts";
import { layoutOf } from "../program/layout.ts";
import { hasErrors, sortDiagnostics, type Diagnostic } from "../text/diagnostic.ts";
import { prepare } from "../write/tangle.ts";
import { buildProgram, type BuildReport } from "./buildProgram.ts";
import { readBuilds, type Build, type BuildsReading } from "./builds.ts";
import { isKept, keep, staleProducts } from "./kept.ts";
import type { Machine } from "./machine.ts";
import { listProducts, productsIn } from "./products.ts";
import { missingSources } from "./sources.ts";

/** What came of it; `report` is null where the book has mistakes, and nothing was built. */
export interface BookBuilds {
  readonly report: BuildReport | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** The builds that the book below `root` declares. */
export function buildsOf(root: string): BuildsReading {
  return readBuilds(textAt(join(root, "book/book.yml")));
}

/** Builds the products of the program at the book's end. A book that declares none is not even read. */
export function buildBook(root: string, machine: Machine, progress: (step: string) => void = () => {}): BookBuilds {
  const { builds, diagnostics } = buildsOf(root);
  if (hasErrors(diagnostics)) return { report: null, diagnostics };
  if (builds.length === 0) return { report: { products: new Map(), compiled: [], failed: [], skipped: [], diagnostics: [] }, diagnostics: [] };
  progress("reading the book");
  const { ready, diagnostics: found } = prepare(root);
  if (ready === null) return { report: null, diagnostics: found };
  const layouts = expandAt(ready.book, ready.graph, ready.book.chapters.length - 1).map(layoutOf);
  const missing = missingSources(builds, layouts.map(({ path }) => path));
  if (missing.length > 0) return { report: null, diagnostics: missing };
  const report = keptWhereMade({ root, builds, files: new Map(layouts.map(({ path, text }) => [path, text])) }, buildProgram({ root, layouts, builds, machine, progress }));
  listBuilt(root, builds, report);
  return { report, diagnostics: report.diagnostics };
}

/** Keeps the products that were made and are to be kept; one that could not be made and is not what it should be is a mistake. */
function keptWhereMade({ root, builds, files }: { readonly root: string; readonly builds: readonly Build[]; readonly files: ReadonlyMap<string, string> }, report: BuildReport): BuildReport {
  const products = new Map(report.products);
  for (const build of builds.filter(isKept)) {
    const [product, path] = [products.get(build.name), join(root, build.kept)];
    if (product === undefined) continue;
    if (product !== path) keep(root, build, { files, product });
    products.set(build.name, path);
  }
  return { ...report, products, diagnostics: sortDiagnostics([...report.diagnostics, ...staleProducts(root, builds.filter(({ name }) => !report.failed.includes(name)), files)]) };
}

/**
 * Renews the list of products of the program below `root`. One that failed just now stays listed as it was built last; one for which
 * this machine lacks a program, or that the book no longer declares, is taken from the list.
 */
export function listBuilt(root: string, builds: readonly Build[], { products, skipped }: BuildReport): void {
  const declared = new Set(builds.map(({ name }) => name));
  for (const { name } of skipped) declared.delete(name);
  const before = [...productsIn(root)].filter(([name]) => declared.has(name));
  listProducts(root, new Map([...before, ...products]));
}
