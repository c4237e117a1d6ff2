#!/usr/bin/env node
/**
 * Starts a command of this project: `node tangle/start.mjs prove/cli.ts ARGUMENTS`. Plain JavaScript without packages: where what was
 * compiled of the command is still right it runs at once, in this process; else all commands are compiled anew.
 */
import { existsSync, realpathSync } from "node:fs";
import * as nodeModule from "node:module";
import { dirname, join, relative } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import { compiledPath, isNoCommand } from "./start/compiled.mjs";

// what the engine compiles of our modules and of packages, too, is kept from start to start; Node 20 cannot do that
nodeModule.enableCompileCache?.(join(import.meta.dirname, "../output/.cache/engine"));

// most commands run for a second or two: less than usual is worth optimising in them, which takes a fifth of the processor's time
setFlagsFromString("--interrupt-budget=300000");
// a heap may grow to the double of what lives in it before that is collected; left alone it grows to more, and saves no time
setFlagsFromString("--heap-growing-percent=100");

const [script = "", ...rest] = process.argv.slice(2);
if (!existsSync(script)) {
  process.stderr.write(`there is no command \`${script}\`\n`);
  process.exit(2);
}
const path = realpathSync(script);
const isOurs = !relative(dirname(import.meta.dirname), path).startsWith("..");
const compiled = compiledPath(path) ?? (isOurs && !isNoCommand(path) ? await compiledNow(path) : null);
process.argv = [process.execPath, path, ...rest];
if (compiled === null) (await import("tsx/esm/api")).register();
else process.setSourceMapsEnabled(true);
await import(pathToFileURL(compiled ?? path).href);

/** Compiles all commands of this project; null where that cannot be done, and the command's own start then says why. */
async function compiledNow(path) {
  const { register } = await import("tsx/esm/api");
  const unregister = register();
  const { compileCommands } = await import(pathToFileURL(join(import.meta.dirname, "start/compile.ts")).href);
  await compileCommands();
  await unregister();
  return compiledPath(path);
}
