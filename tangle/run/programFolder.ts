/** The program at a chapter's end in a folder of its own, so that it can be run beside the finished one. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { diskWriter, type Writer } from "../disk/files.ts";
import { isSystemError } from "../disk/stat.ts";
import { packageFile } from "../program/packagefile.ts";
import type { Layout } from "../program/layout.ts";
import { sourceMapOf } from "../program/sourcemap.ts";

/** A program, and the hash of its texts, by which its folder is known. */
export interface HashedProgram {
  readonly layouts: readonly Layout[];
  readonly hash: string;
}

/**
 * The folder that holds `src/` of a program of the book below `root`: `root/output/.cache/programs/HASH`, written where it is not
 * there yet. It is written beside and renamed, so it is whole or not there. Folders that nothing has used for a week are removed.
 */
export function programFolder(root: string, { layouts, hash }: HashedProgram, writer: Writer = diskWriter()): string {
  const programs = join(root, "output/.cache/programs");
  const folder = join(programs, hash.slice(0, 16));
  if (existsSync(folder)) return folder;
  discardOld(programs, writer);
  const draft = `${folder}.${process.pid}`;
  writer.discard(draft);
  for (const [path, text] of [["package.json", packageFile(null)] as const, ...layouts.flatMap((layout) => textsOf(layout, { folder, root }))]) {
    writer.mkdir(dirname(join(draft, path)));
    writer.write(join(draft, path), text, 0o644);
  }
  writer.link(join(root, "book"), join(draft, "book"));
  renamed(draft, folder, writer);
  return folder;
}

function textsOf(layout: Layout, { folder, root }: { readonly folder: string; readonly root: string }): readonly (readonly [string, string])[] {
  return [[layout.path, layout.text], [layout.mapPath, sourceMapOf(layout, { target: folder, book: root })]];
}

/** Another process may have been quicker with the same program. */
function renamed(draft: string, folder: string, writer: Writer): void {
  try {
    writer.rename(draft, folder);
  } catch (error) {
    if (!isSystemError(error) || !existsSync(folder)) throw error;
    writer.discard(draft);
  }
}

const week = 7 * 24 * 3600 * 1000;

function discardOld(programs: string, writer: Writer): void {
  if (!existsSync(programs)) return;
  const oldest = Date.now() - week;
  for (const name of readdirSync(programs)) if (statSync(join(programs, name)).mtimeMs < oldest) writer.discard(join(programs, name));
}
