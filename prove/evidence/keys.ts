/** The key of a unit: the hash of all that its result depends on, its data aside, which the record itself names. */
import { buildsReached, importsIn, ModuleGraph, packagesReached, programPath, sha256, type Build, type Lockfile } from "../../tangle/index.ts";
import { importsOf } from "../code/parse.ts";
import { measuredIn } from "../units/measured.ts";
import { mayDraw, type UnitOutline } from "../units/outline.ts";
import type { JudgeVersions } from "./judges.ts";
import type { UnitKind } from "../units/unit.ts";
import { testsNamed } from "../wrong/testsReaching.ts";
import { exportId, reachedBy, type Export, type Reached } from "./reach.ts";

/** What a chapter's cells may import, and what judges them. */
export interface KeyContext {
  /** Texts of the program at the chapter's end by path: `src/markov/model.ts`. */
  readonly files: ReadonlyMap<string, string>;
  /** The lockfile of the book's root, then this project's. */
  readonly lockfiles: readonly Lockfile[];
  readonly judges: JudgeVersions;
  /** The native products that `book.yml` declares. */
  readonly builds: readonly Build[];
}

/** Keys of a section's units by id. */
export type UnitKeys = ReadonlyMap<string, string>;

/**
 * The keys of the units of some sections of one chapter, each section's in the order in which they are evaluated. A unit's key has
 * its own content, the code of the cells before it in its section that may declare something, the code that all these reach of the
 * program at their chapter's end, and the packages that this needs in turn; comments, types and what nothing uses do not count. It
 * has the version of what judges it, too, but for a measurement, which is no more true when it is taken again, and an experiment. A mistake on purpose
 * depends on types: of the modules that it reaches whole texts count. One in a chunk's place reaches what the tests that have to
 * notice it reach; where any test may, all modules count. So they do where what is imported is only known when it runs.
 * A native product that any of it names counts with its sources and its commands.
 */
export function keysIn(context: KeyContext, sections: readonly (readonly UnitOutline[])[]): readonly UnitKeys[] {
  const reach = reachIn(context, sections);
  return sections.map((units) => {
    const measured = measuredIn(units);
    const scope: UnitOutline[] = [];
    return new Map(units.map((unit) => {
      const before = unit.kind === "fragment" ? [] : [...scope];
      const codes = [...before, unit].map(({ code }) => code);
      if (unit.declares) scope.push(unit);
      const judge = measured.has(unit.id) ? "measured" : judgeOf(context.judges, unit.kind, codes);
      const content = [judge, unit.content, before.map(({ tokens }) => tokens), reach(unit, codes)];
      return [unit.id, sha256(JSON.stringify(content))];
    }));
  });
}

function judgeOf({ of, drawing }: JudgeVersions, kind: UnitKind, codes: readonly string[]): string {
  if (kind === "experiment") return "replayed";
  return kind === "run" && codes.some(mayDraw) ? `${of(kind)} ${drawing}` : of(kind);
}

/** Hashes what is reached by a unit whose scope and code are `codes`. */
function reachIn({ files, lockfiles, builds }: KeyContext, sections: readonly (readonly UnitOutline[])[]): (unit: UnitOutline, codes: readonly string[]) => string {
  const graph = new ModuleGraph(files);
  const exportsOf = remembered(exportsIn);
  const reached = reachedBy(files, distinct(sections.flat().flatMap(({ code }) => exportsOf(code))));
  const native = (modules: readonly string[], codes: readonly string[]): readonly string[] =>
    builds.length === 0 ? [] : buildsReached([...graph.reachedFrom(modules).map((path) => graph.textOf(path)), ...codes], builds, files);
  const hashOf = remembered((asked) => hashOfAll(JSON.parse(asked) as Asked, { graph, reached, lockfiles }));
  return (unit, codes) => {
    const imports = unit.kind === "fragment" ? [] : codes.map(importsIn);
    const packages = [...toolsOf(unit), ...imports.flatMap((each) => each.packages)];
    const isOpen = unit.noticedBy === "any test" || imports.some(({ open }) => open);
    const noticing = typeof unit.noticedBy === "object" ? testsNamed(unit.noticedBy.test, graph) : [];
    const imported = unit.kind === "wrong" ? imports.flatMap(({ paths }) => paths.flatMap((path) => programPath(path) ?? [])) : [];
    const modules = isOpen ? graph.paths : [...noticing, ...imported];
    const exports = unit.kind === "fragment" || unit.kind === "wrong" ? [] : distinct(codes.flatMap(exportsOf)).map(exportId).sort();
    // which of the modules that an export reaches names a product is not looked into: the sources of all that they could name count
    const starts = [...modules, ...imports.flatMap(({ paths }) => paths.flatMap((path) => programPath(path) ?? []))];
    const products = unit.kind === "fragment" ? [] : native(starts, codes);
    return hashOf(JSON.stringify({ modules, exports, packages: [...new Set(packages)], products } satisfies Asked));
  };
}

/** What a unit reaches: modules with their whole texts, exports as far as they are used, packages. */
interface Asked {
  readonly modules: readonly string[];
  readonly exports: readonly string[];
  readonly packages: readonly string[];
  /** Lines that stand for native products. */
  readonly products: readonly string[];
}

interface Found {
  readonly graph: ModuleGraph;
  readonly reached: ReadonlyMap<string, Reached>;
  readonly lockfiles: readonly Lockfile[];
}

function hashOfAll({ modules, exports, packages, products }: Asked, { graph, reached, lockfiles }: Found): string {
  const whole = graph.reachedFrom(modules);
  const used = exports.map((id) => [id, reached.get(id)?.hash ?? "there is none"]);
  const inside = [...whole.flatMap((path) => graph.importsOf(path).packages), ...exports.flatMap((id) => reached.get(id)?.packages ?? [])];
  return sha256(JSON.stringify([whole.map((path) => [path, graph.hashOf(path)]), used, packagesReached([...packages, ...inside], lockfiles), ...products]));
}

/** The exports of the program that a cell imports; all of a module that it imports while it runs. */
function exportsIn(code: string): readonly Export[] {
  const imports = importsOf(code).filter(({ runs }) => runs);
  const named = imports.flatMap(({ specifier, names }) => exportsOf(specifier.text, names.length === 0 ? ["*"] : names.map(({ imported }) => imported)));
  const others = importsIn(withoutStretches(code, imports)).paths.flatMap((specifier) => exportsOf(specifier, ["*"]));
  return [...named, ...others];
}

function exportsOf(specifier: string, names: readonly string[]): readonly Export[] {
  const path = programPath(specifier);
  return path === null ? [] : names.map((name) => ({ path, name }));
}

function withoutStretches(code: string, stretches: readonly { readonly start: number; readonly end: number }[]): string {
  return stretches.reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), code);
}

function distinct(exports: readonly Export[]): readonly Export[] {
  return [...new Map(exports.map((each) => [exportId(each), each])).values()];
}

function remembered<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly value: T }>();
  return (text) => {
    const found = known.get(text) ?? { value: make(text) };
    known.set(text, found);
    return found.value;
  };
}

/** Packages of this project that have a part in a result without being imported by a cell or by what judges it. */
function toolsOf({ kind }: UnitOutline): readonly string[] {
  return kind === "wrong" ? ["typescript"] : [];
}
