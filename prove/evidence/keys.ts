/** The key of a unit: the hash of all that its result depends on, its data aside, which the record itself names. */
import { buildsNamedIn, buildsReached, importsIn, ModuleGraph, packagesReached, programPath, sha256, type Build, type Imports, type Lockfile } from "../../tangle/index.ts";
import type { UnitOutline } from "../units/outline.ts";
import type { UnitKind } from "../units/unit.ts";

/** Raised, for a kind of unit, when the same unit of the same book would have another result: all of that kind are then run again. */
const rulesVersions: { readonly [K in UnitKind]: number } = { run: 1, figure: 1, value: 1, derivation: 1, cost: 1, wrong: 1, fragment: 1 };

/** What a section's cells may import. */
export interface KeyContext {
  /** Texts of the tangled program by path: `src/markov/model.ts`. */
  readonly files: ReadonlyMap<string, string>;
  /** The lockfile of the book's root, then this project's. */
  readonly lockfiles: readonly Lockfile[];
  /** The native products that `book.yml` declares. */
  readonly builds: readonly Build[];
}

/** Gives the keys of a section's units by id. `units` are in the order in which they are evaluated. */
export type Keys = (units: readonly UnitOutline[]) => ReadonlyMap<string, string>;

/**
 * Keys in a program. A unit's key has its own content, the code of the cells before it in its section that may declare
 * something, every module of the program that all these reach, and the packages that these reach in turn. Modules count
 * with their whole text, comments and types included: a mistake that the compiler must find depends on types, and a text is
 * the one thing that no version of a tool reads differently. Where what is imported is only known when it runs, every module
 * counts. A native product that any of it names counts with its sources and its commands.
 */
export function keysIn(surroundings: KeyContext): Keys {
  const reach = reachIn(surroundings);
  return (units) => {
    const keys = new Map<string, string>();
    const scope: string[] = [];
    for (const unit of units) {
      const before = unit.kind === "fragment" ? [] : [...scope];
      keys.set(unit.id, sha256(JSON.stringify([rulesVersions[unit.kind], unit.content, before, reach(unit, [...before, unit.code])])));
      if (unit.declares) scope.push(unit.code);
    }
    return keys;
  };
}

/** Hashes what is reached by a unit whose scope and code are `codes`; each set of imports is followed once. */
function reachIn(context: KeyContext): (unit: UnitOutline, codes: readonly string[]) => string {
  const graph = new ModuleGraph(context.files);
  const remembered = new Map<string, string>();
  const read = new Map<string, Imports>();
  const importsOf = (code: string): Imports => {
    const known = read.get(code) ?? importsIn(code);
    read.set(code, known);
    return known;
  };
  return (unit, codes) => {
    const imports = unit.kind === "fragment" ? [] : codes.map(importsOf);
    const isOpen = unit.mutant || imports.some(({ open }) => open);
    const starts = isOpen ? graph.paths : imports.flatMap(({ paths }) => paths.flatMap((path) => programPath(path) ?? []));
    const packages = [...toolsOf(unit, codes), ...imports.flatMap((each) => each.packages)];
    const named = unit.kind === "fragment" ? [] : buildsNamedIn(codes, context.builds);
    const asked = JSON.stringify([[...new Set(starts)], [...new Set(packages)], named.map(({ name }) => name)]);
    const known = remembered.get(asked) ?? hashOfAll(graph, starts, { ...context, packages, named });
    remembered.set(asked, known);
    return known;
  };
}

interface Reached extends KeyContext {
  readonly packages: readonly string[];
  /** Builds that the cells themselves name. */
  readonly named: readonly Build[];
}

function hashOfAll(graph: ModuleGraph, starts: readonly string[], { files, lockfiles, builds, packages, named }: Reached): string {
  const modules = graph.reachedFrom(starts);
  const inside = modules.flatMap((path) => graph.importsOf(path).packages);
  const native = buildsReached([...modules.map((path) => files.get(path) ?? ""), ...named.map(({ name }) => JSON.stringify(name))], builds, files);
  return sha256(JSON.stringify([modules.map((path) => [path, graph.hashOf(path)]), packagesReached([...packages, ...inside], lockfiles), ...(native.length > 0 ? [native] : [])]));
}

/** Packages of this project that have a part in a result without being imported. */
function toolsOf({ kind }: UnitOutline, codes: readonly string[]): readonly string[] {
  if (kind === "wrong") return ["typescript"];
  const draws = kind !== "fragment" && codes.some((code) => /\b(?:Plot|graphviz|show)\b/.test(code));
  return draws ? ["@hpcc-js/wasm-graphviz", "@observablehq/plot", "linkedom", "svgo"] : [];
}
