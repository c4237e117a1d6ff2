/** Where Node finds a module or a file of a package, asked from several folders. */
import { createRequire } from "node:module";
import { join } from "node:path";

/** The absolute path, from the first of these folders that has it; null where none has. */
export function resolvedFrom(folders: readonly string[], specifier: string): string | null {
  for (const folder of folders) {
    try {
      return createRequire(join(folder, "package.json")).resolve(specifier);
    } catch {
      // the next folder may have it
    }
  }
  return null;
}
