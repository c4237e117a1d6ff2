/** The commands of this project, and how one is started. */
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { projectFolder } from "../disk/project.ts";
import { compiledPath } from "./compiled.mjs";

/** Modules besides commands that are loaded by Node itself. */
const others = [
  "tangle/fixtures/killed.ts", "tangle/native/products.ts", "tangle/run/hooks.ts",
  "prove/process/main.ts",
  "weave/dev.ts", "weave/dev/evidence-worker.ts", "weave/epub/archive-worker.ts", "weave/html/listings-worker.ts",
  "weave/html/types/identify-worker.ts", "weave/html/types/names-worker.ts",
  "weave/pandoc/wasm-program.ts", "weave/pdf/bind-worker.ts", "weave/pdf/speech-worker.ts", "weave/pdf/typst-program.ts",
];

/** Their paths below the project, with those of other modules that Node loads in processes and threads of their own. */
export function startedModules(): readonly string[] {
  const files = ["tangle", "prove", "weave"].flatMap((area) => readdirSync(join(projectFolder, area), { recursive: true, encoding: "utf8" }).map((file) => `${area}/${file}`));
  return [...files.filter((file) => /[/-]cli\.ts$/.test(file) && !file.includes("/fixtures/")), ...others].sort();
}

/** The arguments with which Node starts a command, by its path below the project, or a script elsewhere by its absolute path; its own come after them. */
export function commandArguments(command: string): readonly string[] {
  return [join(projectFolder, "tangle/start.mjs"), resolve(projectFolder, command)];
}

/** How Node loads a module of ours in another process: compiled where that is kept, else by way of tsx. */
export interface StartedModule {
  readonly path: string;
  /** Arguments of Node without which it cannot be loaded. */
  readonly needs: readonly string[];
}

/**
 * Of a module of ours, by its absolute path: `join(import.meta.dirname, "./hooks.ts")`, so that who starts it is seen to reach it. What
 * was found once holds while this process lives.
 */
export function startedModule(path: string): StartedModule {
  const known = found.get(path);
  if (known !== undefined) return known;
  const compiled = compiledPath(path);
  const started = compiled === null ? { path, needs: ["--import", tsxUrl()] } : { path: compiled, needs: [] };
  found.set(path, started);
  return started;
}

const found = new Map<string, StartedModule>();

function tsxUrl(): string {
  return pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
}
