/** A file of what is kept from run to run, which another process may read meanwhile. */
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { isSystemError } from "../disk/stat.ts";

/** Writes it as a whole. A disk that cannot be written to is no error: what was to be kept is made again next time. */
export function writeKept(path: string, text: string): void {
  const draft = `${path}.${process.pid}`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(draft, text);
    renameSync(draft, path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}
