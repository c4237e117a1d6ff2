/** The module hooks under which a program of the book runs: Node loads this in its hooks thread. */
import { existsSync } from "node:fs";
import type { InitializeHook, LoadHook, ResolveHook } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { projectFolder } from "../disk/project.ts";
import { textAt } from "../disk/stat.ts";
import { compile } from "./compile.ts";
import { mapFinder, ownMaps, programText, type MapFinder } from "./maps.ts";

/** What `register` passes on. */
export interface HookData {
  /** Absolute, links resolved: the folder that holds `book/` and `src/`. */
  readonly root: string;
  /** The folder that holds the `src/` that is run, if it is not `root`. */
  readonly program?: string;
  /** A folder of modules that are not of the program but import it, each with its map beside: `x.ts`, `x.ts.map`, sources as URLs. */
  readonly beside?: string;
}

// Node calls `initialize` once, before any other hook, and has no other way to pass something on to them
const given: { program: GivenProgram | null } = { program: null };

interface GivenProgram {
  readonly root: string;
  readonly home: string;
  readonly beside: string | null;
  readonly findMap: MapFinder;
}

/** Called by Node when the hooks are registered. */
export const initialize: InitializeHook<HookData> = (data) => {
  const { root, program, beside = null } = data;
  given.program = { root, home: program ?? root, beside, findMap: program === undefined ? mapFinder(root) : ownMaps(program) };
};

/** `#src/x.ts` is `src/x.ts` of the program that is run; a package comes from where it is imported, else from ROOT, else from this project. */
export const resolve: ResolveHook = async (specifier, context, next) => {
  const { root, home } = programOf();
  if (specifier.startsWith("#src/")) return next(pathToFileURL(join(home, specifier.slice(1))).href, context);
  if (!isPackage(specifier)) return next(specifier, context);
  const homes = [context.parentURL, urlIn(root), urlIn(projectFolder)];
  let first: unknown;
  for (const parentURL of homes) {
    try {
      return await next(specifier, { ...context, parentURL });
    } catch (error) {
      if (!isNotFound(error)) throw error;
      first ??= error;
    }
  }
  throw first;
};

/** Compiles the TypeScript of the program and what stands beside it; everything else goes its usual way. */
export const load: LoadHook = async (url, context, next) => {
  const { home, beside, findMap } = programOf();
  const path = pathBelow(join(home, "src/"), url);
  const other = path === null && beside !== null ? pathBelow(join(beside, "/"), url) : null;
  const found = path ?? other;
  if (found === null) return next(url, context);
  const text = programText(found);
  const map = path === null ? textAt(`${found}.map`) : await findMap(found, text);
  const source = await compile({ url: pathToFileURL(found).href, text, map });
  return { format: "module", source, shortCircuit: true };
};

function programOf(): GivenProgram {
  if (given.program === null) throw new Error("internal: the hooks were not initialized");
  return given.program;
}

/** The path of a TypeScript file below a folder; null for any other URL. */
function pathBelow(folder: string, url: string): string | null {
  if (!url.startsWith("file:")) return null;
  const path = fileURLToPath(url);
  return path.startsWith(folder) && /\.m?tsx?$/.test(path) && existsSync(path) ? path : null;
}

function isPackage(specifier: string): boolean {
  return /^[@a-z0-9]/i.test(specifier) && !/^[a-z][a-z0-9+.-]*:/i.test(specifier);
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";
}

function urlIn(folder: string): string {
  return pathToFileURL(join(folder, "package.json")).href;
}
