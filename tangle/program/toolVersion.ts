/** What stands for a version of a part of this project's tools: the texts of all modules that it reaches by import. */
import { join, posix } from "node:path";
import { projectFolder } from "../disk/project.ts";
import { textAt } from "../disk/stat.ts";
import { sha256 } from "../text/hash.ts";
import { importsIn } from "./imports.ts";
import { packagesReached, readLockfile } from "./packages.ts";

/** How a module's text counts; as it is, or without what changes nothing. */
export type TextOf = (text: string, path: string) => string;

/**
 * The version of the modules `entries` (paths relative to the project, `weave/pdf/speech.ts`): a hash of their texts, of
 * all that these reach by import, and of the locked packages that these need. Throws if an entry does not exist.
 */
export function toolVersion(entries: readonly string[], textOf: TextOf = (text) => text): string {
  const modules = toolModules(entries);
  const packages = [...modules.values()].flatMap((text) => importsIn(text).packages);
  const lockfile = readLockfile(textAt(join(projectFolder, "package-lock.json")));
  return sha256(JSON.stringify([[...modules].map(([path, text]) => [path, textOf(text, path)]), packagesReached(packages, [lockfile])]));
}

/** The modules of this project that `entries` reach, themselves included, with their texts, by path. */
export function toolModules(entries: readonly string[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const queue = new Set(entries);
  // a set is walked to its end even while it grows
  for (const path of queue) {
    const text = textAt(join(projectFolder, path));
    if (text === null && entries.includes(path)) throw new Error(`internal: there is no module \`${path}\``);
    if (text === null) continue;
    texts.set(path, text);
    if (/\.m?ts$/.test(path)) for (const specifier of importsIn(text).paths) queue.add(posix.join(posix.dirname(path), specifier));
  }
  return new Map([...texts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
