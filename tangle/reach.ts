/** Which files of a program a file reaches by import. */
import { posix } from "node:path";
import ts from "typescript";

/** The paths that `start` reaches, itself included, following imports and `new URL("…", import.meta.url)`. */
export function reachedFrom(start: string, files: ReadonlyMap<string, string>): ReadonlySet<string> {
  const reached = new Set([start]);
  // a set keeps its order of insertion and is walked to its end even while it grows
  for (const path of reached) {
    for (const specifier of specifiersIn(files.get(path) ?? "")) {
      const target = resolveInProgram(path, specifier);
      if (target !== null && files.has(target)) reached.add(target);
    }
  }
  return reached;
}

/** Every specifier that a module names: static and dynamic imports, exports from, and addresses beside it. */
export function specifiersIn(text: string): readonly string[] {
  const imports = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
  const addresses = [...text.matchAll(/new URL\(\s*["'`]([^"'`]+)["'`]\s*,\s*import\.meta\.url\s*\)/g)].map((match) => match[1] ?? "");
  return [...imports, ...addresses];
}

function resolveInProgram(from: string, specifier: string): string | null {
  if (specifier.startsWith("#src/")) return posix.normalize(specifier.slice(1));
  return /^\.\.?\//.test(specifier) ? posix.join(posix.dirname(from), specifier) : null;
}
