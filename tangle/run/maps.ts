/** For each file of the program, the map that leads to the book: the one beside it, or one made now where that is missing or old. */
import { readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { basePath, readBase } from "../program/base.ts";
import { sha256 } from "../text/hash.ts";
import type { Layout } from "../program/layout.ts";
import { textAt } from "../disk/stat.ts";
import { isRecord, parseJson } from "../text/json.ts";
import { manifestPath, readManifest, type Manifest } from "../program/manifest.ts";
import type { SourceMapText } from "./compile.ts";

/** Finds the map of a file by its absolute path and its text; null for a text that no tangle made. */
export type MapFinder = (path: string, text: string) => Promise<SourceMapText | null>;

/** Makes a finder for the program below `root` (absolute, links resolved). */
export function mapFinder(root: string): MapFinder {
  const written = lazy(() => textsOfLastTangle(root));
  const manifest = lazy(() => manifestAt(root));
  const tangled = lazy(() => layoutsOf(root));
  return async (path, text) => {
    const name = relative(root, path).replaceAll("\\", "/");
    const mapPath = join(root, "src/.maps", `${relative(join(root, "src"), path)}.map`);
    const beside = written().get(name) === text ? textAt(mapPath) : null;
    if (beside !== null) return withUrls(beside, mapPath);
    if (manifest()?.files.get(name)?.sha256 !== sha256(text)) return null;
    const layout = (await tangled()).get(name);
    if (layout === undefined || layout.text !== text) return null;
    const { sourceMapOf } = await import("../program/sourcemap.ts");
    return withUrls(sourceMapOf(layout, { target: root, book: root }), mapPath);
  };
}

/** A finder for a program in a folder of its own, which was written with its maps. */
export function ownMaps(folder: string): MapFinder {
  return (path) => {
    const mapPath = join(folder, "src/.maps", `${relative(join(folder, "src"), path)}.map`);
    const text = textAt(mapPath);
    return Promise.resolve(text === null ? null : withUrls(text, mapPath));
  };
}

/** What the last tangle wrote: only of these texts do the maps beside them speak. */
function textsOfLastTangle(root: string): ReadonlyMap<string, string> {
  const text = textAt(join(root, basePath));
  return (text === null ? null : readBase(text))?.files ?? new Map();
}

function manifestAt(root: string): Manifest | null {
  const text = textAt(join(root, manifestPath));
  return text === null ? null : readManifest(text);
}

/** The book tangled in memory: nothing where it has errors. Loaded only when it is needed, for it takes the whole compiler. */
async function layoutsOf(root: string): Promise<ReadonlyMap<string, Layout>> {
  const [{ prepare }, { expandAt }, { layoutOf }] = await Promise.all([import("../write/tangle.ts"), import("../program/expand.ts"), import("../program/layout.ts")]);
  const { ready } = prepare(root);
  if (ready === null) return new Map();
  const files = expandAt(ready.book, ready.graph, ready.book.chapters.length - 1);
  return new Map(files.map((file) => [file.path, layoutOf(file)]));
}

/** The map with the chapters named by URL; in the file they are paths relative to the map. */
function withUrls(text: string, mapPath: string): SourceMapText | null {
  const map = parseJson(text);
  if (!isRecord(map) || !Array.isArray(map["sources"])) return null;
  const sources = map["sources"].map((source: unknown) => pathToFileURL(resolve(dirname(mapPath), String(source))).href);
  return JSON.stringify({ ...map, sources });
}

/** The text of a file of the program, as UTF-8. */
export function programText(path: string): string {
  return readFileSync(path, "utf8");
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
