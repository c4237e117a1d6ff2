/** Vitest's `globalSetup` for tests that start our commands and processes: they are compiled once, not by each. */
import { join } from "node:path";
import { projectFolder } from "../disk/project.ts";
import { startedModules } from "../start/commands.ts";
import { compileCommands } from "../start/compile.ts";
import { compiledPath } from "../start/compiled.mjs";

/** Called once by Vitest. */
export default async function compileFirst(): Promise<void> {
  if (startedModules().some((module) => compiledPath(join(projectFolder, module)) === null)) await compileCommands();
}
