/** The modules of a program and which of them import which. */
import { posix } from "node:path";
import { sha256 } from "../text/hash.ts";
import { importsIn, type Imports } from "./imports.ts";

/** Reads what a text imports. */
export type ImportReader = (text: string) => Imports;

/** A reader that reads each distinct text once: the programs of a book's chapters have most of their modules in common. */
export function importReader(): ImportReader {
  const known = new Map<string, Imports>();
  return (text) => {
    const found = known.get(text) ?? importsIn(text);
    known.set(text, found);
    return found;
  };
}

/** A program as a graph. A thing with a life: each file is read and hashed when it is first asked for, and once. */
export class ModuleGraph {
  readonly #files: ReadonlyMap<string, string>;
  readonly #read: ImportReader;
  readonly #targets = new Map<string, readonly string[]>();
  readonly #hashes = new Map<string, string>();

  /** `files` are its texts by path: `src/markov/model.ts`. */
  constructor(files: ReadonlyMap<string, string>, read: ImportReader = importReader()) {
    this.#files = files;
    this.#read = read;
  }

  /** Every file. */
  get paths(): readonly string[] {
    return [...this.#files.keys()];
  }

  /** The text of a file; "" where there is none. */
  textOf(path: string): string {
    return this.#files.get(path) ?? "";
  }

  /** What a file imports. */
  importsOf(path: string): Imports {
    return this.#read(this.textOf(path));
  }

  /** The hash of a file's text. */
  hashOf(path: string): string {
    const known = this.#hashes.get(path) ?? sha256(this.textOf(path));
    this.#hashes.set(path, known);
    return known;
  }

  /** The files that these reach, themselves included, sorted. What is no file of the program is left out. */
  reachedFrom(paths: readonly string[]): readonly string[] {
    const reached = new Set(paths.filter((path) => this.#files.has(path)));
    // a set is walked to its end even while it grows
    for (const path of reached) for (const target of this.#targetsOf(path)) reached.add(target);
    return [...reached].sort();
  }

  /** The files of the program that a file names. */
  #targetsOf(path: string): readonly string[] {
    const known = this.#targets.get(path) ?? this.targetsIn(path, this.importsOf(path));
    this.#targets.set(path, known);
    return known;
  }

  /** The files of the program that imports written in the file `from` may lead to. */
  targetsIn(from: string, { paths, open }: Imports): readonly string[] {
    if (open) return this.paths;
    return paths.map((specifier) => programPath(specifier) ?? posix.join(posix.dirname(from), specifier)).filter((target) => this.#files.has(target));
  }
}

/** The path that `#src/…` stands for; null for any other specifier. */
export function programPath(specifier: string): string | null {
  return specifier.startsWith("#src/") ? posix.normalize(specifier.slice(1)) : null;
}
