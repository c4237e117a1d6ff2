/** How the process of a section is started: what it may do, and what it sees of the world. */
import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { productArguments, programArguments, startedModule } from "../../tangle/index.ts";
import type { Limits } from "../units/limits.ts";
import { markName } from "../cells/job.ts";

/** A process to be started. */
export interface Start {
  /** The folder that holds `book/`, links resolved. */
  readonly root: string;
  /** The folder that holds the `src/` that its cells import; it may be the root. */
  readonly program: string;
  /** Its own folder, links resolved, in which it may write. */
  readonly folder: string;
  /** Others in which it may write. */
  readonly writes: readonly string[];
  readonly mark: string;
  readonly limits: Limits;
}

/** Starts it, in a process group of its own. Its streams: output, errors, and on 3 its messages. */
export function startProcess({ root, program, folder, writes, mark, limits }: Start): ChildProcess {
  const heap = Math.max(32, Math.floor((limits.megabytes * 1e6) / 2 ** 20));
  const permissions = [permissionFlag(process.versions.node), "--allow-fs-read=*", ...[folder, ...writes].map((each) => `--allow-fs-write=${each}/*`), "--allow-child-process", "--allow-worker", "--allow-addons"];
  const main = startedModule(join(import.meta.dirname, "./main.ts"));
  return spawn(process.execPath, ["--no-warnings", ...permissions, `--max-old-space-size=${heap}`, ...main.needs, ...programArguments(root, { beside: folder, ...(program === root ? {} : { program }) }), ...productArguments(program), main.path], {
    cwd: folder,
    detached: true,
    env: environment(folder, mark),
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
}

/** The same on every machine, as far as it can be. */
function environment(folder: string, mark: string): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"], HOME: folder, TMPDIR: folder, TZ: "UTC", LC_ALL: "en_US.UTF-8", TSX_DISABLE_CACHE: "1", [markName]: mark };
}

/** The permission model has lost its `experimental` in Node 22.13 and 23.5. */
export function permissionFlag(version: string): "--permission" | "--experimental-permission" {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isNamedSo = major > 23 || (major === 23 && minor >= 5) || (major === 22 && minor >= 13);
  return isNamedSo ? "--permission" : "--experimental-permission";
}
