/** What stands for a version of a part of this project's tools: the texts of all modules that it reaches by import. */
import { join, posix } from "node:path";
import { projectFolder } from "../disk/project.ts";
import { textAt } from "../disk/stat.ts";
import { sha256 } from "../text/hash.ts";
import { importsIn, type Imports } from "./imports.ts";
import { packagesReached, readLockfile, type Lockfile } from "./packages.ts";

/** How a module's text counts; as it is, or without what changes nothing. */
export type TextOf = (text: string, path: string) => string;

/**
 * The version of the modules `entries` (paths relative to the project, `weave/pdf/speech.ts`): a hash of their texts, of
 * all that these reach by import, and of the locked packages that these need. Throws if an entry does not exist.
 */
export function toolVersion(entries: readonly string[], textOf: TextOf = (text) => text): string {
  const modules = [...toolModules(entries)];
  const packages = modules.flatMap(([path]) => moduleAt(path)?.imports.packages ?? []);
  return sha256(JSON.stringify([modules.map(([path, text]) => [path, textOf(text, path)]), packagesReached(packages, [lockfile()])]));
}

/** The modules of this project that `entries` reach, themselves included, with their texts, by path. */
export function toolModules(entries: readonly string[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const queue = new Set(entries);
  // a set is walked to its end even while it grows
  for (const path of queue) {
    const module = moduleAt(path);
    if (module === null && entries.includes(path)) throw new Error(`internal: there is no module \`${path}\``);
    if (module === null) continue;
    texts.set(path, module.text);
    if (/\.m?ts$/.test(path)) for (const specifier of module.imports.paths) queue.add(posix.join(posix.dirname(path), specifier));
  }
  return new Map([...texts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

interface Module {
  readonly text: string;
  readonly imports: Imports;
}

// our own modules and packages do not change while they run, and most versions reach the same ones
const modules = new Map<string, Module | null>();
let locked: Lockfile | null = null;

function moduleAt(path: string): Module | null {
  const known = modules.get(path);
  if (known !== undefined) return known;
  const text = textAt(join(projectFolder, path));
  const module = text === null ? null : { text, imports: importsIn(text) };
  modules.set(path, module);
  return module;
}

function lockfile(): Lockfile {
  return (locked ??= readLockfile(textAt(join(projectFolder, "package-lock.json"))));
}
