/** Which tests in `src/` this machine cannot run: what a run of them has to know first. */
import { join } from "node:path";
import { textAt } from "../disk/stat.ts";
import { readBuilds } from "../native/builds.ts";
import { machineOf } from "../native/machine.ts";
import { skippedLines, testsHere, type SkippedTest } from "../native/testsHere.ts";
import { manifestPath, readManifest } from "../program/manifest.ts";

/** Paths for Vitest's `exclude`, relative to `root`; each is named on `say`, with what is missing. */
export function excludedHere(root: string, say: (text: string) => unknown = (text) => process.stderr.write(text)): readonly string[] {
  const skipped = skippedIn(root);
  if (skipped.length > 0) say(skippedLines(skipped));
  return skipped.map(({ path }) => path);
}

function skippedIn(root: string): readonly SkippedTest[] {
  const entries = [...(readManifest(textAt(join(root, manifestPath)) ?? "")?.files ?? [])];
  const needs = new Map(entries.flatMap(([path, entry]) => (entry.needs === undefined ? [] : [[path, entry.needs] as const])));
  if (needs.size === 0) return [];
  const files = new Map(entries.map(([path]) => [path, textAt(join(root, path)) ?? ""]));
  const { builds } = readBuilds(textAt(join(root, "book/book.yml")));
  return testsHere({ files, tests: [...needs.keys()].filter((path) => path.includes(".test.")), needsOf: (path) => needs.get(path) ?? [], builds }, machineOf(root)).skipped;
}
