/** What is on the disk: a path, a folder, the links on the way. Only reads. */
import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What stands at a path. A symbolic link is never followed. */
export type Seen =
  | { readonly kind: "missing" | "folder" | "link" | "other" }
  | { readonly kind: "file"; readonly bytes: Buffer; readonly mode: number };

/** Looks at one path. What lies below a file is missing. */
export function stat(path: string): Seen {
  try {
    const stat = lstatSync(path);
    if (stat.isSymbolicLink()) return { kind: "link" };
    if (stat.isDirectory()) return { kind: "folder" };
    return stat.isFile() ? { kind: "file", bytes: readFileSync(path), mode: stat.mode & 0o777 } : { kind: "other" };
  } catch (error) {
    if (isMissing(error)) return { kind: "missing" };
    throw error;
  }
}

/** The text of a file; null where there is none. */
export function textAt(path: string): string | null {
  const seen = stat(path);
  return seen.kind === "file" ? seen.bytes.toString("utf8") : null;
}

/** The first step of `path` below `root` that is not a plain folder: a link, or a file in a folder's place. */
export function obstacle(root: string, path: string): { readonly path: string; readonly kind: "link" | "file" } | null {
  const steps = path.split("/");
  for (let length = 1; length <= steps.length; length++) {
    const part = steps.slice(0, length).join("/");
    const stat = lstatSync(join(root, part), { throwIfNoEntry: false });
    if (stat === undefined) return null;
    if (stat.isSymbolicLink()) return { path: part, kind: "link" };
    if (length < steps.length && !stat.isDirectory()) return { path: part, kind: "file" };
  }
  return null;
}

/** Every path below `folder` that is not a folder, relative to `root`, sorted; links are listed, not followed. */
export function walk(root: string, folder: string, skip: (path: string) => boolean = () => false): readonly string[] {
  const seen = lstatSync(join(root, folder), { throwIfNoEntry: false });
  if (seen === undefined || !seen.isDirectory()) return [];
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  const found = entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (skip(path)) return [];
    return entry.isDirectory() ? walk(root, path, skip) : [path];
  });
  return found.sort();
}

/** Whether an error of the file system says that nothing is there. */
export function isMissing(error: unknown): boolean {
  return isSystemError(error) && (error.code === "ENOENT" || error.code === "ENOTDIR");
}

/** Whether an error came from the operating system. */
export function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && "code" in error && typeof error.code === "string" && /^E[A-Z0-9]+$/.test(error.code);
}
