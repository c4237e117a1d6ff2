/** The editions that tests read: woven where they are missing or older than what they are made of, so that they are made once, whoever asks. */
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { commandArguments, projectFolder } from "../../tangle/index.ts";
import { editions as allEditions, targetsOf, type EditionName } from "../edition.ts";

/** What is to be there. */
export interface WovenOrder {
  /** The folder that holds `book/`. */
  readonly root: string;
  /** All of them, unless some are named. */
  readonly editions?: readonly EditionName[];
  /** `always` weaves them from the chapters alone, with nothing that earlier runs have kept. */
  readonly when?: "stale" | "always";
}

/** Whether they were woven now. */
export type Wove = "woven" | "as they were";

/** Sees to it: `weave` knows what is as it would be made. Throws with all that it says where it makes one of them not. */
export function weaveOnce({ root, editions = allEditions, when = "stale" }: WovenOrder): Wove {
  if (when === "always") forget(join(root, "output", ".cache"));
  const stamps = (): string => JSON.stringify(editions.flatMap((edition) => targetsOf(root, edition).map(stampOf)));
  const before = stamps();
  const named = editions.flatMap((edition) => ["--edition", edition]);
  const run = spawnSync(process.execPath, [...commandArguments("weave/cli.ts"), "--root", root, ...named], { cwd: projectFolder, encoding: "utf8" });
  if (run.error !== undefined || run.status !== 0) throw new Error(`the editions cannot be woven\n${run.error?.message ?? run.stdout + run.stderr}`);
  return stamps() === before ? "as they were" : "woven";
}

/** Another one for another file or folder in its place: `weave` always puts a new one there. */
function stampOf(target: string): string | null {
  const seen = statSync(target, { throwIfNoEntry: false });
  return seen === undefined ? null : `${seen.ino} ${seen.mtimeMs}`;
}

/** Verdicts say nothing of editions. */
function forget(cache: string): void {
  for (const name of namesIn(cache)) if (name !== "verdicts") rmSync(join(cache, name), { recursive: true });
}

function namesIn(folder: string): readonly string[] {
  return statSync(folder, { throwIfNoEntry: false }) === undefined ? [] : readdirSync(folder);
}
