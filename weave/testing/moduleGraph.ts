/** For tests: which modules of this project import which, and how the folders of an area stand on one another. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, posix, relative, resolve, sep } from "node:path";
import ts from "typescript";

const project = resolve(import.meta.dirname, "../..");

/** Paths relative to the project, each with those of the project's own files that it imports, statically, dynamically or for types only. */
export type ModuleGraph = ReadonlyMap<string, readonly string[]>;

/** The modules of some areas, `tangle`, `prove`; of fixtures none. */
export function moduleGraph(areas: readonly string[]): ModuleGraph {
  return new Map(areas.flatMap((area) => modulesIn(join(project, area))).map((path) => [path, importsOf(path)]));
}

/** Whether there is a file or folder of this path in the project. */
export function isPresent(path: string): boolean {
  return statSync(join(project, path), { throwIfNoEntry: false }) !== undefined;
}

function modulesIn(folder: string): readonly string[] {
  if (!isPresent(relative(project, folder))) return [];
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (name.startsWith(".") || name === "fixtures" || name === "node_modules") return [];
    if (statSync(path).isDirectory()) return modulesIn(path);
    return /\.m?ts$/.test(name) ? [relative(project, path).split(sep).join("/")] : [];
  });
}

function importsOf(path: string): readonly string[] {
  const text = readFileSync(join(project, path), "utf8");
  return ts.preProcessFile(text, true, true).importedFiles.flatMap(({ fileName }) => {
    if (fileName.startsWith("#src/")) return [`src/${fileName.slice(5)}`];
    if (!fileName.startsWith(".")) return [];
    return [posix.normalize(posix.join(dirname(path), fileName))];
  });
}

/** Nodes and where their edges lead: folders of one area, `weave/html`, and the modules beside them, `weave/cli.ts`. */
export type FolderGraph = ReadonlyMap<string, ReadonlySet<string>>;

/** The graph of an area's folders, without its tests: what a module deep inside a folder imports, the folder imports. */
export function folderGraph(modules: ModuleGraph, area: string): FolderGraph {
  const edges = new Map<string, Set<string>>();
  for (const [from, imports] of modules) {
    if (!from.startsWith(`${area}/`) || isTest(from)) continue;
    const own = edges.get(placeOf(from)) ?? new Set();
    edges.set(placeOf(from), own);
    for (const to of imports) if (to.startsWith(`${area}/`) && placeOf(to) !== placeOf(from)) own.add(placeOf(to));
  }
  return edges;
}

/** Whether a module is a test or a benchmark of others. */
export function isTest(path: string): boolean {
  return /\.(?:test|bench)\.ts$/.test(path);
}

function placeOf(path: string): string {
  return path.split("/").slice(0, 2).join("/");
}

/** The floors of a graph, from the ground: what imports nothing, what imports only that, and so on. What stands in or on a circle has none. */
export function floorsOf(graph: FolderGraph): readonly (readonly string[])[] {
  const floors: (readonly string[])[] = [];
  const below = new Set<string>();
  for (;;) {
    const floor = [...graph].filter(([node, imports]) => !below.has(node) && [...imports].every((each) => below.has(each))).map(([node]) => node).sort();
    if (floor.length === 0) return floors;
    floors.push(floor);
    for (const node of floor) below.add(node);
  }
}

/** The edges that lie on a circle, as `weave/a → weave/b`. */
export function circularEdges(graph: FolderGraph): readonly string[] {
  return [...graph].flatMap(([from, imports]) => [...imports].filter((to) => reachedFrom(graph, to).has(from)).map((to) => `${from} → ${to}`)).sort();
}

/** The graph without some edges, written as `circularEdges` does. */
export function withoutEdges(graph: FolderGraph, edges: readonly string[]): FolderGraph {
  return new Map([...graph].map(([from, imports]) => [from, new Set([...imports].filter((to) => !edges.includes(`${from} → ${to}`)))]));
}

function reachedFrom(graph: FolderGraph, start: string): ReadonlySet<string> {
  const reached = new Set([start]);
  // a set is walked to its end even while it grows
  for (const node of reached) for (const next of graph.get(node) ?? []) reached.add(next);
  return reached;
}
