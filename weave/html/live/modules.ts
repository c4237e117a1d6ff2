/** The modules of a program, compiled for the page: each text once, whichever chapters have it. */
import type { Expanded } from "../../document/programs.ts";
import { compile } from "../../reader/cells/compile.ts";
import { digest } from "../fingerprint.ts";
import type { Store } from "../store.ts";

/** The code of modules, as a worker runs it, by path. */
export type Modules = ReadonlyMap<string, string>;

/** Compiles the modules of a program; tests are left out. */
export type CompileModules = (files: readonly Pick<Expanded, "path" | "lines">[]) => Modules;

/** A compiler that keeps what it has compiled in the store, for as long as its own version is the same. */
export function moduleCompiler(store: Store, version: string): CompileModules {
  const known = new Map<string, string>();
  const codeOf = (path: string, text: string): string => {
    const named = `${path}\n${text}`;
    const before = known.get(named);
    if (before !== undefined) return before;
    const key = digest(`module ${version} ${named}`);
    const kept = store.get(key);
    const code = kept ?? held(path, compile(text));
    if (kept === undefined) store.set(key, code);
    known.set(named, code);
    return code;
  };
  return (files) => new Map(files.filter(({ path }) => /(?<!\.test|\.bench|\.d)\.ts$/.test(path)).map((file) => [file.path, codeOf(file.path, textOf(file))]));
}

/** Without what the tangle adds. */
function textOf({ lines }: Pick<Expanded, "lines">): string {
  return lines.flatMap(({ indent, text, origin }) => (origin.kind === "header" ? [] : `${indent}${text}\n`)).join("");
}

/**
 * The code, if a function can hold it, as it will have to. What awaits at its top cannot be held, and would take all other modules of
 * the script with it: in its place comes one that says so to whoever imports it.
 */
export function held(path: string, code: string): string {
  try {
    new Function("require", "exports", "__meta", code);
    return code;
  } catch (mistake) {
    if (!(mistake instanceof SyntaxError)) throw mistake;
    return `throw new SyntaxError(${JSON.stringify(`${path} cannot be run in a page: ${mistake.message}`)});`;
  }
}
