/** The program that a chapter's live cells run: that of the chapter's end. */
import { posix } from "node:path";
import { fileId, partsAt, type Book, type ChunkGraph, type ChunkId, type Definition } from "../../../tangle/index.ts";
import { filesAt } from "../../document/programs.ts";
import type { Module } from "../../reader/cells/cellsFile.ts";
import type { ProgramName } from "../../reader/cells/programFile.ts";
import type { CompileModules, Modules } from "./modules.ts";

/** A program, and what it is made of. */
export interface LiveProgram {
  readonly name: ProgramName;
  readonly graph: ChunkGraph;
  /** It is the program at the end of this chapter, as an index into the book's. */
  readonly chapter: number;
  readonly modules: Modules;
  /** The definitions that each module is made of. */
  readonly definitions: ReadonlyMap<string, ReadonlySet<Definition>>;
  /** The modules that a cell imports, directly or through others, by path. */
  readonly reachedFrom: (cell: { readonly compiled: Pick<Module, "text"> }) => readonly string[];
}

/** Makes the program of a chapter. */
export function liveProgram({ book, graph, chapter }: { readonly book: Book; readonly graph: ChunkGraph; readonly chapter: number }, compileAll: CompileModules): LiveProgram {
  const modules = compileAll(filesAt(book, graph, chapter));
  const definitions = new Map([...modules.keys()].map((path) => [path, definitionsIn({ graph, chapter }, fileId(path))]));
  return { name: book.chapters[chapter]?.folder ?? String(chapter), graph, chapter, modules, definitions, reachedFrom: reachIn(modules) };
}

/** The definitions of a chunk, at the chapter's end, with those of the chunks that it uses. */
function definitionsIn(at: Pick<LiveProgram, "graph" | "chapter">, id: ChunkId, found = new Set<Definition>()): ReadonlySet<Definition> {
  const chunk = at.graph.chunks.get(id);
  for (const definition of chunk ? partsAt(chunk, at.chapter) : []) {
    if (found.has(definition)) continue;
    found.add(definition);
    for (const line of definition.body) if (line.kind === "use") definitionsIn(at, line.target, found);
  }
  return found;
}

/** Finds the modules that a compiled cell requires, and those that they require. What a module requires is looked up once. */
function reachIn(modules: Modules): LiveProgram["reachedFrom"] {
  const required = new Map<string, readonly string[]>();
  const known = (from: string, code: string): readonly string[] => requiredBy(from, code).filter((path) => modules.has(path));
  return ({ compiled }) => {
    const found = new Set(known("book/cell.ts", compiled.text));
    // a set is walked to its end even while it grows
    for (const path of found) {
      const next = required.get(path) ?? known(path, modules.get(path) ?? "");
      required.set(path, next);
      for (const each of next) found.add(each);
    }
    return [...found];
  };
}

function requiredBy(from: string, code: string): readonly string[] {
  return [...code.matchAll(/\brequire\('([^']+)'\)/g)].map(([, name = ""]) => (name.startsWith("#") ? name.slice(1) : posix.join(posix.dirname(from), name)));
}
