/** One tangle at a time in a folder: a file that names the process at work. */
import { join } from "node:path";
import type { Writer } from "./files.ts";
import { isSystemError, textAt } from "./stat.ts";

const patience = 10_000;
const pause = 25;

/**
 * Runs `work` while this process holds `src/.tangle/lock` below `root`. Waits for another living process, at most ten
 * seconds, then gives `null`. A lock left by a process that died is taken over.
 */
export function locked<T>(root: string, writer: Writer, work: () => T): T | null {
  const folder = join(root, "src", ".tangle");
  const path = join(folder, "lock");
  if (!acquire(path, folder, writer)) return null;
  try {
    return work();
  } finally {
    release(path, folder, writer);
  }
}

function acquire(path: string, folder: string, writer: Writer): boolean {
  for (let waited = 0; waited <= patience; waited += pause) {
    writer.mkdir(folder);
    try {
      writer.write(path, `${process.pid}\n`, 0o644);
      return true;
    } catch (error) {
      if (!isSystemError(error) || (error.code !== "EEXIST" && error.code !== "ENOENT")) throw error;
    }
    const holder = textAt(path);
    if (holder !== null && !isAlive(Number(holder))) takeAway(path, writer);
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
  }
  return false;
}

/** Whether another process with this number is at work; this one holds no lock while it asks for one. */
export function isAlive(holder: number): boolean {
  if (!Number.isInteger(holder) || holder <= 0 || holder === process.pid) return false;
  try {
    process.kill(holder, 0);
    return true;
  } catch (error) {
    return !isSystemError(error) || error.code !== "ESRCH";
  }
}

function takeAway(path: string, writer: Writer): void {
  try {
    writer.unlink(path);
  } catch (error) {
    if (!isSystemError(error) || error.code !== "ENOENT") throw error;
  }
}

/** A lock that cannot be removed is harmless: its holder will be dead. After a `--through` its folder is not kept either. */
function release(path: string, folder: string, writer: Writer): void {
  try {
    writer.unlink(path);
    writer.rmdir(folder);
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}
