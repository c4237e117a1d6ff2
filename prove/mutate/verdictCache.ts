/** Verdicts that this machine has found: a file of lines in `output/.cache/`, so that a run that was interrupted goes on where it was. */
import { appendFileSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseJson, textAt } from "../../tangle/index.ts";
import { readKnown, written, type KnownVerdict } from "./verdicts.ts";

/** The file, relative to the root. */
export const cachePath = "output/.cache/mutants.jsonl";

/** How many verdicts are kept: those of several states of a long book. */
const most = 400_000;

/** What is kept, the oldest first. Where it is too much, the older half is thrown away. */
export function readCache(root: string): readonly KnownVerdict[] {
  const path = join(root, cachePath);
  const lines = (textAt(path) ?? "").split("\n").filter((line) => line !== "");
  const kept = lines.length > most ? lines.slice(-most / 2) : lines;
  if (kept !== lines) replace(path, kept.map((line) => `${line}\n`).join(""));
  return kept.flatMap((line) => readKnown(parseJson(line)) ?? []);
}

/** Adds verdicts. A line is written in one piece, so that several runs at the same time do not spoil each other's. */
export function addToCache(root: string, verdicts: readonly KnownVerdict[]): void {
  const path = join(root, cachePath);
  mkdirSync(dirname(path), { recursive: true });
  appendFileSync(path, verdicts.map((each) => `${JSON.stringify(written(each))}\n`).join(""));
}

function replace(path: string, text: string): void {
  const draft = `${path}.${process.pid}.draft`;
  writeFileSync(draft, text);
  renameSync(draft, path);
}
