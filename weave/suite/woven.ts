/** The editions that tests read: woven where they are missing or older than what they are made of, so that they are made once, whoever asks. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { commandArguments, projectFolder, sha256, textAt, toolVersion, walk } from "../../tangle/index.ts";
import { targetsOf } from "../build.ts";
import { editions as allEditions, type EditionName } from "../edition.ts";

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

/** Sees to it. What they were made of stands beside them; one that was replaced since is woven again. Throws with all that `weave` says where it makes one of them not. */
export function weaveOnce({ root, editions = allEditions, when = "stale" }: WovenOrder): Wove {
  const record = join(root, "output", ".cache", "woven.json");
  const source = sourceOf(root);
  if (when === "stale" && textAt(record) === recordText({ root, editions, source })) return "as they were";
  if (when === "always") forget(join(root, "output", ".cache"));
  rmSync(record, { force: true });
  const named = editions.flatMap((edition) => ["--edition", edition]);
  const run = spawnSync(process.execPath, [...commandArguments("weave/cli.ts"), "--root", root, ...named], { cwd: projectFolder, encoding: "utf8" });
  if (run.error !== undefined || run.status !== 0) throw new Error(`the editions cannot be woven\n${run.error?.message ?? run.stdout + run.stderr}`);
  mkdirSync(dirname(record), { recursive: true });
  writeFileSync(record, recordText({ root, editions, source }));
  return "woven";
}

/** The hash of all that editions are made of: the book with its evidence, and the modules and packages that weave it. */
function sourceOf(root: string): string {
  const files = walk(root, "book").map((path) => [path, sha256(readFileSync(join(root, path)))]);
  return sha256(JSON.stringify([process.version, toolVersion(["weave/cli.ts"]), files]));
}

function recordText({ root, editions, source }: { readonly root: string; readonly editions: readonly EditionName[]; readonly source: string }): string {
  return JSON.stringify({ source, editions: editions.map((edition) => [edition, ...targetsOf(root, edition).map(stampOf)]) });
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
