/** Under which conditions something is measured: what every quoted timing carries. */
import { execFileSync } from "node:child_process";
import { cpus, loadavg, totalmem } from "node:os";
import type { Conditions } from "./record.ts";

/** Those of now, for a command that was called in the folder `root`. */
export function conditionsNow(root: string, command: string): Conditions {
  const processors = cpus();
  const memory = `${Math.round(totalmem() / 1e9)} GB`;
  return {
    command,
    machine: [processors[0]?.model.trim() || "unknown processor", `${processors.length} cores`, memory, process.platform, `Node ${process.version}`].join(", "),
    load: Math.round((loadavg()[0] ?? 0) * 100) / 100,
    date: new Date().toISOString().slice(0, 10),
    commit: commitOf(root),
    baseline: null,
  };
}

/**
 * Why what is measured now is not to be recorded, or null: a measurement belongs to the program of a commit, and what was changed since
 * is in no commit. Measurements and evidence are no part of the program, so they may be changed.
 */
export function unrecordable(root: string): string | null {
  let changed: string;
  try {
    changed = execFileSync("git", ["--no-optional-locks", "status", "--porcelain", "--untracked-files=no", "--", ".", ":!book/measurements", ":!book/evidence"], { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return null; // outside of git there is no commit to name
  }
  const files = changed.split("\n").filter((line) => line !== "");
  if (files.length === 0) return null;
  return `a measurement is recorded of a commit, and ${files.length === 1 ? "a file has" : `${files.length} files have`} been changed since: ${files[0]!.slice(3)}${files.length > 1 ? ", …" : ""}; commit, then record`;
}

/** The commit that is checked out, `-dirty` where a file that git knows was changed; null outside of git. */
function commitOf(root: string): string | null {
  try {
    // the lock is not taken, since another command may be at work in the same clone
    return execFileSync("git", ["--no-optional-locks", "describe", "--always", "--dirty", "--exclude=*"], { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return null;
  }
}
