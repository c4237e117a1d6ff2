/** Runs the commands of a build in a folder of their own, in which only the build's sources lie. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Writer } from "../disk/files.ts";
import type { Printed } from "./buildCache.ts";

/** What to run. */
export interface Compilation {
  /** The name of the file to be made, in the folder. */
  readonly name: string;
  /** Programs with their arguments. */
  readonly commands: readonly (readonly [program: string, ...args: readonly string[]])[];
  /** Texts by path: `src/native/grains.c`. */
  readonly sources: ReadonlyMap<string, string>;
}

/** What came of it: `reason` says why there is no product, in words that go on from its name. */
export type Compiled = { readonly ok: true; readonly printed: Printed } | { readonly ok: false; readonly printed: Printed; readonly reason: string };

/** How long a command may take: nvcc takes minutes for a kernel with many templates. */
const seconds = 1200;

/** Runs it. A source that is not declared is not there, so that nothing is compiled whose change would not be noticed. */
export function compileIn(folder: string, { name, commands, sources }: Compilation, writer: Writer): Compiled {
  for (const [path, text] of sources) {
    writer.mkdir(dirname(join(folder, path)));
    writer.write(join(folder, path), text, 0o644);
  }
  const printed: { program: string; text: string }[] = [];
  for (const [program, ...args] of commands) {
    const run = spawnSync(program, args, { cwd: folder, env: { ...process.env, LC_ALL: "C" }, encoding: "utf8", timeout: seconds * 1000, maxBuffer: 2 ** 26, stdio: ["ignore", "pipe", "pipe"] });
    printed.push({ program, text: `${run.stdout ?? ""}${run.stderr ?? ""}` });
    const reason = reasonOf(program, run);
    if (reason !== null) return { ok: false, printed, reason };
  }
  return existsSync(join(folder, name)) ? { ok: true, printed } : { ok: false, printed, reason: "its commands end well, and none writes `{out}`" };
}

function reasonOf(program: string, { error, status, signal }: ReturnType<typeof spawnSync>): string | null {
  if (error !== undefined && "code" in error && error.code === "ETIMEDOUT") return `\`${program}\` was stopped after ${seconds} seconds`;
  if (error !== undefined) return `\`${program}\` cannot be run: ${error.message}`;
  if (status === 0) return null;
  return status === null ? `\`${program}\` was ended by ${signal}` : `\`${program}\` ends with exit code ${status}`;
}
