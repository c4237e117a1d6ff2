/** Where a program finds its native products: a list beside its `src/`, and the function `bookBuild` that reads it. */
import { existsSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { diskWriter, type Writer } from "../disk/files.ts";
import { textAt } from "../disk/stat.ts";
import { startedModule } from "../start/commands.ts";
import { isRecord, parseJson } from "../text/json.ts";

declare global {
  /** The path of a native product of the program that runs, such as `grains.node`; undefined where it was not built. */
  var bookBuild: ((name: string) => string | undefined) | undefined;
}

/** The list, relative to the folder that holds the program's `src/`. */
export const productList = "output/builds.json";

/** The products of the program whose `src/` is in this folder: absolute paths by name. Empty where there is no list. */
export function productsIn(folder: string): ReadonlyMap<string, string> {
  const json = parseJson(textAt(join(folder, productList)) ?? "");
  const entries = isRecord(json) ? Object.entries(json) : [];
  const paths = entries.flatMap(([name, path]) => (typeof path === "string" ? [[name, resolve(folder, path)] as const] : []));
  return new Map(paths.filter(([, path]) => existsSync(path)));
}

/** The folder of the program that a file below its `src/` belongs to: the nearest that has `book/` beside `src/`. Null for any other file. */
export function programAround(path: string): string | null {
  for (let folder = dirname(path); dirname(folder) !== folder; folder = dirname(folder)) {
    if (basename(folder) === "src" && existsSync(join(dirname(folder), "book"))) return dirname(folder);
  }
  return null;
}

/** Writes the list. Paths below the folder are relative to it, so that the folder may be moved. */
export function listProducts(folder: string, products: ReadonlyMap<string, string>, writer: Writer = diskWriter()): void {
  const path = join(folder, productList);
  const entries = [...products].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, target]) => [name, shortest(folder, target)]);
  const text = `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
  if (textAt(path) === text) return;
  const draft = `${path}.${process.pid}.draft`;
  writer.mkdir(dirname(path));
  writer.discard(draft);
  writer.write(draft, text, 0o644);
  writer.rename(draft, path);
}

/** Gives the program in this folder the function with which it finds its products. */
export function installProducts(folder: string): void {
  const products = productsIn(folder);
  globalThis.bookBuild = (name) => products.get(name);
}

/** Arguments of Node, behind those of `programArguments`, by which the program in this folder finds its products. */
export function productArguments(folder: string): readonly string[] {
  const module = startedModule(import.meta.filename);
  const installed = `import { installProducts } from ${JSON.stringify(pathToFileURL(module.path).href)}; installProducts(${JSON.stringify(folder)});`;
  return [...module.needs, "--import", `data:text/javascript,${encodeURIComponent(installed)}`];
}

function shortest(folder: string, target: string): string {
  const path = relative(folder, target);
  return path.startsWith("..") || isAbsolute(path) ? target : path.replaceAll("\\", "/");
}
