/** What the exports of a program reach once all that they do not use is shaken off, comments and types gone. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import { buildSync, type BuildResult, type OutputFile } from "esbuild";
import { importsIn, ModuleGraph, sha256 } from "../../tangle/index.ts";
import { hashedBundle } from "./hashedBundle.ts";

/** An export that a cell imports: the module's path and the name; `*` is all of them. */
export interface Export {
  readonly path: string;
  readonly name: string;
}

/** What is reached: the hash of the code that runs, and the packages that it imports. */
export interface Reached {
  readonly hash: string;
  readonly packages: readonly string[];
}

/** Text that names an export in a map. */
export function exportId({ path, name }: Export): string {
  return `${path} ${name}`;
}

/**
 * What each of these exports of a program reaches, by `exportId`. esbuild bundles each for itself, so what counts is what would
 * run: a statement that nothing uses, a comment, a type or a barrel changes no hash. Where the program cannot be bundled, since
 * a module of it is no TypeScript or imports what there is not, whole texts count. Files that a module names without importing
 * them (a shader, a worker) count with their whole text.
 */
export function reachedBy(files: ReadonlyMap<string, string>, exports: readonly Export[]): ReadonlyMap<string, Reached> {
  const wanted = exports.filter(({ path }) => files.has(path));
  const graph = new ModuleGraph(files);
  if (wanted.length === 0) return new Map();
  const bundled = bundles(files, wanted);
  return new Map(wanted.map((each, index) => [exportId(each), bundled === null ? whole(graph, each) : shaken(graph, bundled, index)]));
}

interface Bundles {
  readonly texts: ReadonlyMap<string, string>;
  readonly outputs: BuildResult<{ metafile: true }>["metafile"]["outputs"];
}

/** The bundle of each export, from a copy of the program that is removed again; null where there is none. */
function bundles(files: ReadonlyMap<string, string>, exports: readonly Export[]): Bundles | null {
  const folder = mkdtempSync(join(tmpdir(), "reach-"));
  try {
    for (const [path, text] of files) if (/\.([cm]?[jt]sx?|json)$/.test(path)) writeIn(folder, path, text);
    writeIn(folder, "package.json", JSON.stringify({ type: "module", imports: { "#src/*": "./src/*" } }));
    exports.forEach(({ path, name }, index) => writeIn(folder, `entries/${index}.ts`, entryText(path, name)));
    const { outputFiles, metafile } = buildSync({
      absWorkingDir: folder,
      entryPoints: exports.map((_, index) => `entries/${index}.ts`),
      ...hashedBundle,
    });
    return { texts: textsOf(outputFiles, folder), outputs: metafile.outputs };
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function entryText(path: string, name: string): string {
  const from = JSON.stringify(`#${path}`);
  return name === "*" ? `export * from ${from};\nimport ${from};\n` : `export { ${/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) ? name : JSON.stringify(name)} } from ${from};\n`;
}

function textsOf(outputs: readonly OutputFile[], folder: string): ReadonlyMap<string, string> {
  return new Map(outputs.map(({ path, text }) => [posix.relative(folder, path), text]));
}

function writeIn(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function shaken(graph: ModuleGraph, { texts, outputs }: Bundles, index: number): Reached {
  const name = `out/${index}.js`;
  const { inputs = {}, imports = [] } = outputs[name] ?? {};
  const used = Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : []));
  const beside = graph.reachedFrom(used.flatMap((path) => filesNamedIn(graph, path)));
  const packages = imports.filter(({ external }) => external).flatMap(({ path }) => importsIn(`import ${JSON.stringify(path)};`).packages);
  const inside = beside.flatMap((path) => graph.importsOf(path).packages);
  return { hash: sha256(JSON.stringify([texts.get(name) ?? "", beside.map((path) => [path, graph.hashOf(path)])])), packages: [...packages, ...inside] };
}

/** The files of the program to which a module has an address, but does not import them. */
function filesNamedIn(graph: ModuleGraph, path: string): readonly string[] {
  const text = graph.textOf(path);
  const addressed = [...text.matchAll(/new URL\(\s*(["'`][^"'`\n$]+["'`])/g)].map((match) => match[1] ?? "").join(" ");
  const { paths } = importsIn(text);
  const others = graph.targetsIn(path, { paths, packages: [], open: false }).filter((target) => !/\.[cm]?[jt]sx?$|\.json$/.test(target));
  return [...others, ...graph.targetsIn(path, importsIn(addressed))];
}

function whole(graph: ModuleGraph, { path }: Export): Reached {
  const modules = graph.reachedFrom([path]);
  return { hash: sha256(JSON.stringify(modules.map((each) => [each, graph.hashOf(each)]))), packages: modules.flatMap((each) => graph.importsOf(each).packages) };
}
