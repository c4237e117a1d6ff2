/** Folders below the root in which programs of the book are written for their tests, so that packages and data are found. */
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Writer } from "../disk/files.ts";
import { projectFolder } from "../disk/project.ts";
import type { Layout } from "../program/layout.ts";
import { isAlive } from "../disk/lock.ts";
import { packageFile } from "../program/packagefile.ts";
import { ModuleGraph } from "../program/modules.ts";
import { sourceMapOf } from "../program/sourcemap.ts";

/** A folder of this process in `root/output/.cache/`, without those that interrupted processes left. The caller discards it. */
export function makeTestFolder(root: string, purpose: string, writer: Writer): string {
  const caches = join(root, "output", ".cache");
  const prefix = `${purpose}-`;
  writer.mkdir(caches);
  for (const name of readdirSync(caches)) {
    if (name.startsWith(prefix) && !isAlive(Number(name.slice(prefix.length)))) writer.discard(join(caches, name));
  }
  const folder = join(caches, `${prefix}${process.pid}`);
  linkPackages(root, folder, writer);
  return folder;
}

/** A program to be written into `target`, and the paths of those of its tests that will run. */
export interface TestedProgram {
  /** The folder that holds `book/`. */
  readonly root: string;
  readonly target: string;
  readonly layouts: readonly Layout[];
  readonly tests: readonly string[];
}

/** Writes all of a program but modules that no such test reaches, its maps, and the way to the book's own data. */
export function writeTested({ root, target, layouts, tests }: TestedProgram, writer: Writer): void {
  const files = new Map(layouts.map(({ path, text }) => [path, text]));
  const reached = new Set(new ModuleGraph(files).reachedFrom(tests));
  const needed = layouts.filter(({ path }) => reached.has(path) || !/\.[cm]?[jt]sx?$/.test(path));
  const texts = needed.flatMap((layout) => [
    [layout.path, layout.text] as const,
    [layout.mapPath, sourceMapOf(layout, { target, book: root })] as const,
  ]);
  for (const [path, text] of [["package.json", packageFile(null)] as const, ...texts]) {
    writer.mkdir(dirname(join(target, path)));
    writer.write(join(target, path), text, 0o644);
  }
  writer.link(join(root, "book"), join(target, "book"));
}

/** Packages resolve from the root; those that it has not, from this project: by links in a folder that is asked first. */
function linkPackages(root: string, folder: string, writer: Writer): void {
  const project = join(projectFolder, "node_modules");
  for (const name of packagesIn(project)) {
    if (isInstalled(root, name)) continue;
    const path = join(folder, "node_modules", name);
    writer.mkdir(dirname(path));
    writer.link(join(project, name), path);
  }
  writer.mkdir(folder);
}

function packagesIn(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    if (name.startsWith(".")) return [];
    return name.startsWith("@") ? readdirSync(join(folder, name)).map((each) => `${name}/${each}`) : [name];
  });
}

function isInstalled(root: string, name: string): boolean {
  if (existsSync(join(root, "node_modules", name))) return true;
  return dirname(root) !== root && isInstalled(dirname(root), name);
}
