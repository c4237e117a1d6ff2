/** Everything that a step of the pipeline may read, by hash. No step says what it reads: all that there is counts, so that nothing can be left out. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { isSystemError } from "../disk/stat.ts";
import { projectFolder } from "../disk/project.ts";
import { sha256 } from "../text/hash.ts";
import { seeTools } from "./toolsSeen.ts";

/** Hashes of contents by path; those of the tools begin with `tools:`. What is reached through a symbolic link has another one, since some who read do not follow it. */
export type Sources = ReadonlyMap<string, string>;

/**
 * The files beside `book/` and below it, but for what is hidden, for packages, for the editions; and the tools: their modules without
 * the tests, with the lockfile that says which packages they use. Null where something cannot be read: then nobody knows.
 */
export function sourcesAt(root: string): Sources | null {
  const found = new Map<string, string>();
  const isOwn = root === projectFolder;
  const skipped = (path: string): boolean => path === "node_modules" || path === "output" || (isOwn && isTool(path));
  try {
    for (const { path, isLinked } of filesIn({ root, skipped })) found.set(path, `${sha256(readFileSync(join(root, path)))}${isLinked ? " linked" : ""}`);
    const tools = new Map(filesIn({ root: projectFolder, skipped: (each) => !isTool(each) || isForTests(each) }).map(({ path }) => [path, sha256(readFileSync(join(projectFolder, path)))]));
    seeTools(tools);
    for (const [path, hash] of tools) found.set(`tools:${path}`, hash);
  } catch (error) {
    if (isSystemError(error)) return null;
    throw error;
  }
  return found;
}

/** One hash of them all. */
export function sourcesHash(sources: Sources): string {
  return sha256(JSON.stringify([process.version, process.platform, process.arch, [...sources].sort(([a], [b]) => (a < b ? -1 : 1))]));
}

/** The areas of the tools, which are the folders that this module's own stands beside, and what says which packages there are. */
function isTool(path: string): boolean {
  return /^(?:tangle|prove|weave)(?:\/|$)/.test(path) || path === "package-lock.json";
}

function isForTests(path: string): boolean {
  return /\.test\.ts$|\/(?:fixtures|testing)$/.test(path);
}

interface Tree {
  readonly root: string;
  readonly skipped: (path: string) => boolean;
}

interface Place {
  readonly folder: string;
  readonly isLinked: boolean;
  /** Which folders it is in, as the disk knows them. */
  readonly above: readonly string[];
}

interface FoundFile {
  readonly path: string;
  /** Whether its path runs through a link, or is one. */
  readonly isLinked: boolean;
}

/** Files below a folder, in a fixed order. Links are followed, as the book is read through them; one that leads back up has no end, and is refused. */
function filesIn(tree: Tree, { folder, isLinked, above }: Place = { folder: "", isLinked: false, above: [] }): readonly FoundFile[] {
  const { root, skipped } = tree;
  const here = join(root, folder);
  const { dev, ino } = statSync(here);
  const own = `${dev} ${ino}`;
  if (above.includes(own)) throw Object.assign(new Error(`${here} leads back to a folder that it is in`), { code: "ELOOP" });
  return readdirSync(here, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.name.startsWith(".") || skipped(path)) return [];
    const found = { path, isLinked: isLinked || entry.isSymbolicLink() };
    const isFolder = entry.isDirectory() || (entry.isSymbolicLink() && statSync(join(root, path)).isDirectory());
    return isFolder ? filesIn(tree, { folder: path, isLinked: found.isLinked, above: [...above, own] }) : [found];
  });
}
