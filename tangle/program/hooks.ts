/** The module hooks under which a program of the book runs: Node loads this in its hooks thread. */
import { existsSync } from "node:fs";
import type { InitializeHook, LoadHook, ResolveHook } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { compile } from "./compile.ts";
import { mapFinder, programText, type MapFinder } from "./maps.ts";

/** What `register` passes on. */
export interface HookData {
  /** Absolute, links resolved: the folder that holds `book/` and `src/`. */
  readonly root: string;
}

/** This project's own folder, whose packages serve where the book's folder has none. */
const project = dirname(dirname(import.meta.dirname));

// Node calls `initialize` once, before any other hook, and has no other way to pass something on to them
const given: { program: { readonly root: string; readonly findMap: MapFinder } | null } = { program: null };

/** Called by Node when the hooks are registered. */
export const initialize: InitializeHook<HookData> = ({ root }) => {
  given.program = { root, findMap: mapFinder(root) };
};

/** `#src/x.ts` is `ROOT/src/x.ts`; a package comes from where it is imported, else from ROOT, else from this project. */
export const resolve: ResolveHook = async (specifier, context, next) => {
  const { root } = programOf();
  if (specifier.startsWith("#src/")) return next(pathToFileURL(join(root, specifier.slice(1))).href, context);
  if (!isPackage(specifier)) return next(specifier, context);
  const homes = [context.parentURL, urlIn(root), urlIn(project)];
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

/** Compiles the TypeScript below `ROOT/src/`; everything else goes its usual way. */
export const load: LoadHook = async (url, context, next) => {
  const { root, findMap } = programOf();
  const path = programPath(root, url);
  if (path === null) return next(url, context);
  const text = programText(path);
  const source = await compile({ url: pathToFileURL(path).href, text, map: await findMap(path, text) });
  return { format: "module", source, shortCircuit: true };
};

function programOf(): { readonly root: string; readonly findMap: MapFinder } {
  if (given.program === null) throw new Error("internal: the hooks were not initialized");
  return given.program;
}

/** The path of a TypeScript file of the program; null for any other URL. */
function programPath(root: string, url: string): string | null {
  if (!url.startsWith("file:")) return null;
  const path = fileURLToPath(url);
  return path.startsWith(join(root, "src/")) && /\.m?tsx?$/.test(path) && existsSync(path) ? path : null;
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
