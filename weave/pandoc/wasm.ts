/** Pandoc's WebAssembly build, for machines where pandoc cannot be installed: fetched on demand, run as a program of its own. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { commandArguments } from "../../tangle/index.ts";

/** Where setup puts it: a folder that git ignores. It is under the GPL, so the project runs it and never contains it. */
export const WASM_FOLDER = fileURLToPath(new URL("../../node_modules/.cache/pandoc-wasm/", import.meta.url));

/** The npm package, by its exact version. */
export const WASM_PACKAGE = "pandoc-wasm@1.1.0";

/** The start of a command line that takes pandoc's `--version` and `--defaults=FILE`; null if it was not fetched. */
export function wasmCommand(folder: string): readonly string[] | null {
  if (!existsSync(join(folder, "node_modules/pandoc-wasm/src/pandoc.wasm"))) return null;
  return [process.execPath, ...commandArguments(join(import.meta.dirname, "./wasm-program.ts")), resolve(folder)];
}

/** Fetches the package with npm, unless it is there. Returns false if npm could not; its own output says why. */
export function installPandocWasm(folder: string = WASM_FOLDER): boolean {
  if (wasmCommand(folder) !== null) return true;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n'); // else npm would install into the project above
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const flags = ["--save-exact", "--ignore-scripts", "--no-audit", "--no-fund"];
  const answer = spawnSync(npm, ["install", ...flags, WASM_PACKAGE], { cwd: folder, stdio: "inherit" });
  return answer.status === 0 && wasmCommand(folder) !== null;
}
