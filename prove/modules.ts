/** The modules of a program and which of them import which. */
import { posix } from "node:path";
import { sha256 } from "../tangle/index.ts";
import { importsIn, type Imports } from "./imports.ts";

/** A program as a graph. A thing with a life: each file is read and hashed when it is first asked for, and once. */
export class ModuleGraph {
  readonly #files: ReadonlyMap<string, string>;
  readonly #imports = new Map<string, Imports>();
  readonly #hashes = new Map<string, string>();

  /** `files` are its texts by path: `src/markov/model.ts`. */
  constructor(files: ReadonlyMap<string, string>) {
    this.#files = files;
  }

  /** Every file. */
  get paths(): readonly string[] {
    return [...this.#files.keys()];
  }

  /** What a file imports. */
  importsOf(path: string): Imports {
    const known = this.#imports.get(path) ?? importsIn(this.#files.get(path) ?? "");
    this.#imports.set(path, known);
    return known;
  }

  /** The hash of a file's text. */
  hashOf(path: string): string {
    const known = this.#hashes.get(path) ?? sha256(this.#files.get(path) ?? "");
    this.#hashes.set(path, known);
    return known;
  }

  /** The files that these reach, themselves included, sorted. What is no file of the program is left out. */
  reachedFrom(paths: readonly string[]): readonly string[] {
    const reached = new Set(paths.filter((path) => this.#files.has(path)));
    // a set is walked to its end even while it grows
    for (const path of reached) {
      const { paths: named, open } = this.importsOf(path);
      const targets = open ? this.paths : named.map((specifier) => programPath(specifier) ?? posix.join(posix.dirname(path), specifier));
      for (const target of targets) if (this.#files.has(target)) reached.add(target);
    }
    return [...reached].sort();
  }
}

/** The path that `#src/…` stands for; null for any other specifier. */
export function programPath(specifier: string): string | null {
  return specifier.startsWith("#src/") ? posix.normalize(specifier.slice(1)) : null;
}
