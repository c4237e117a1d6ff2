/** What the program exports at a chapter's end: each name with its module and the place in the book that defines it. */
import type { Book, ChunkGraph, Fence } from "../../tangle/index.ts";
import { loadedVersion } from "../../tangle/standing/index.ts";
import { cacheKey, type Cache } from "../cache.ts";
import { once } from "../once.ts";
import { filesAt, placesOf, type Expanded } from "./programs.ts";

/** An export of a module of `src/`. */
export interface Exported {
  readonly name: string;
  /** `src/models/ngram/kneser-ney.ts` */
  readonly path: string;
  /** The id of the part of a chunk that defines it. */
  readonly part: string;
}

/** Gives the exports of the program at the end of the chapter in a folder; null where that program cannot be put together. */
export type ExportsAt = (folder: string) => readonly Exported[] | null;

/** Reads them, each chapter's once. */
export function exportsOf(book: Book, graph: ChunkGraph, anchors: ReadonlyMap<Fence, string>): ExportsAt {
  const known = new Map<string, readonly Exported[] | null>();
  const hasCode = [...graph.definitionOf.values()].length > 0;
  let places: ReturnType<typeof placesOf> | null = null;
  // chapters share most of their files
  const ofFile = new Map<Expanded, readonly Exported[]>();
  const ofModule = (file: Expanded): readonly Exported[] => {
    const found = ofFile.get(file) ?? exportsIn(file, (places ??= placesOf(graph, anchors)));
    ofFile.set(file, found);
    return found;
  };
  return (folder) => {
    const before = known.get(folder);
    if (before !== undefined) return before;
    const files = filesAt(book, graph, book.chapters.findIndex((chapter) => chapter.folder === folder));
    // a chapter before the first code has a program of no files; else there is a mistake in the chunks, which is reported from the graph
    const found = files.length === 0 && hasCode ? null : files.filter(isModule).flatMap(ofModule);
    known.set(folder, found);
    return found;
  };
}

/** Gives a digest of the exports at the end of the chapter in a folder. */
export type ExportsDigest = (folder: string) => string;

/** Those of a book whose code has this digest, kept for as long as that and the ids of its parts are the same. */
export function exportsDigests(exportsAt: ExportsAt, { book, anchors, code }: { readonly book: Book; readonly anchors: ReadonlyMap<Fence, string>; readonly code: string }, cache: Cache): ExportsDigest {
  const digests = once(() => {
    const key = cacheKey(loadedVersion(["weave/document/exports.ts"]), code, JSON.stringify([...anchors.values()]));
    const kept = cache.get(kind, key);
    if (kept !== null) return new Map(JSON.parse(kept) as readonly (readonly [string, string])[]);
    const made = book.chapters.map(({ folder }) => [folder, cacheKey(JSON.stringify(exportsAt(folder)))] as const);
    cache.put(kind, key, JSON.stringify(made));
    return new Map(made);
  });
  return (folder) => digests().get(folder) ?? "";
}

const kind = "exports";

function isModule({ path, language }: Expanded): boolean {
  return language === "ts" && !/\.(?:test|bench)\.ts$/.test(path);
}

const kinds = "(?:default\\s+)?(?:declare\\s+)?(?:async\\s+)?(?:abstract\\s+)?(?:function\\s*\\*?|class|interface|type|enum|const|let|var)\\s+";
const declaration = new RegExp(`^(export\\s+)?${kinds}([\\p{L}_$][\\p{L}\\p{N}_$]*)`, "u");

/** Declared with `export`, or named in a list of exports of the same module; what a module only passes on is another's. */
function exportsIn({ path, lines, text }: Expanded, places: ReturnType<typeof placesOf>): readonly Exported[] {
  const own = new Map<string, Exported>();
  const declared = new Map<string, Exported>();
  for (const { indent, text: line, origin } of lines) {
    const [, isExported, name] = indent === "" ? (declaration.exec(line) ?? []) : [];
    const part = origin.kind === "header" ? undefined : places.get(origin.line)?.part;
    if (name === undefined || part === undefined) continue;
    const one = { name, path, part };
    if (!declared.has(name)) declared.set(name, one);
    // an overloaded function is declared several times
    if (isExported !== undefined && !own.has(name)) own.set(name, one);
  }
  for (const [, list = ""] of text.matchAll(/^export\s*\{([^}]*)\}(?!\s*from)/gm)) {
    for (const [, local = "", name = local] of list.matchAll(/(?:type\s+)?([\w$]+)(?:\s+as\s+([\w$]+))?/g)) {
      const found = declared.get(local);
      if (found && !own.has(name)) own.set(name, { ...found, name });
    }
  }
  return [...own.values()];
}
