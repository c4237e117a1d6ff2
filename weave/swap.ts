/** An output made beside its place, and put there as a whole only when it is finished; what an interrupted run left is put right. */
import { existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, unlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** A file or folder in the making. */
export interface Staged {
  /** Where to write it; nothing is there yet. */
  readonly path: string;
  /** Puts it in the target's place, which is empty where nothing was written. If that fails, the previous output is back where it was. */
  readonly commit: () => void;
  /** Throws it away; the previous output stays. */
  readonly discard: () => void;
}

/** Renames one path to another; tests pass one that fails. */
export type Rename = (from: string, to: string) => void;

/**
 * Makes the place for a new version of `target`, after cleaning up:
 *
 *     output/html              the target
 *     output/.html.new-PID     in the making; swept if its process is gone
 *     output/.html.old-PID     the previous one, between two renames; put back if the target is missing, else swept
 */
export function stage(target: string, rename: Rename = renameSync): Staged {
  const folder = dirname(target);
  mkdirSync(folder, { recursive: true });
  sweep(target);
  const beside = (state: "new" | "old"): string => join(folder, `.${basename(target)}.${state}-${process.pid}`);
  const [path, old] = [beside("new"), beside("old")];
  const discard = (): void => rmSync(path, { recursive: true, force: true });
  discard();
  return { path, discard, commit: () => replace({ target, path, old }, rename) };
}

interface Paths {
  readonly target: string;
  readonly path: string;
  readonly old: string;
}

function replace({ target, path, old }: Paths, rename: Rename): void {
  const hadTarget = existsSync(target);
  if (hadTarget) rename(target, old);
  try {
    if (existsSync(path)) rename(path, target);
  } catch (error) {
    if (hadTarget) renameSync(old, target);
    throw error;
  }
  if (hadTarget) remove(old);
}

/** Removes a file, or a folder with all in it: in half the time that `rmSync` takes, which looks at each file before. */
function remove(path: string): void {
  if (!lstatSync(path).isDirectory()) return unlinkSync(path);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inside = `${path}/${entry.name}`;
    if (entry.isDirectory()) remove(inside);
    else unlinkSync(inside);
  }
  rmdirSync(path);
}

/** Puts right what runs that did not end left beside the target. What belongs to a process still running is left alone. */
function sweep(target: string): void {
  const folder = dirname(target);
  const pattern = new RegExp(`^\\.${basename(target).replace(/[^\w-]/g, "\\$&")}\\.(new|old)-(\\d+)$`);
  for (const name of readdirSync(folder)) {
    const [, state, pid] = pattern.exec(name) ?? [];
    if (state === undefined || isRunning(Number(pid))) continue;
    if (state === "old" && !existsSync(target)) renameSync(join(folder, name), target);
    else rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
