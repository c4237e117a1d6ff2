/** Hashes of bundles of the prover's own modules, kept from start to start: to bundle them takes as long as to load the rest of the prover. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { diskWriter, isRecord, isSystemError, parseJson, projectFolder, sha256, textAt, type Writer } from "../../tangle/index.ts";

/** What was found: the hash of each entry's bundle, and of what files all of them were made. */
export interface FoundBundles {
  readonly hashes: ReadonlyMap<string, string>;
  /** Paths from the project's folder. */
  readonly files: readonly string[];
}

/** Where hashes are kept: for which project, and by whom they are written. */
export interface BundleStore {
  readonly project: string;
  readonly writer: Writer;
}

/** The file, relative to the project's folder. */
export const keptPath = "output/.cache/judges.json";

/** The hashes of the bundles of `entries`: those that are kept while no file of theirs has changed, else what `find` finds, which is then kept. */
export function keptBundles(entries: readonly string[], find: () => FoundBundles, { project, writer }: BundleStore = { project: projectFolder, writer: diskWriter() }): ReadonlyMap<string, string> {
  const kept = readKept(entries, project);
  if (kept !== null) return kept;
  const { hashes, files } = find();
  const text = JSON.stringify({ hashes: Object.fromEntries(hashes), files: Object.fromEntries(files.map((path) => [path, hashOf(join(project, path))])) });
  try {
    write(join(project, keptPath), text, writer);
  } catch (error) {
    // it is found again
    if (!isSystemError(error)) throw error;
  }
  return hashes;
}

function readKept(entries: readonly string[], project: string): ReadonlyMap<string, string> | null {
  const value = parseJson(textAt(join(project, keptPath)) ?? "");
  if (!isRecord(value) || !isRecord(value["hashes"]) || !isRecord(value["files"])) return null;
  const [hashes, files] = [value["hashes"], value["files"]];
  const found = entries.map((path) => [path, hashes[path]] as const).filter((entry): entry is readonly [string, string] => typeof entry[1] === "string");
  const isSame = Object.entries(files).every(([path, hash]) => hashOf(join(project, path)) === hash);
  return isSame && found.length === entries.length ? new Map(found) : null;
}

function hashOf(path: string): string | null {
  try {
    return sha256(readFileSync(path));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return null;
  }
}

/** Beside its place and then there, since another process may read it meanwhile. */
function write(path: string, text: string, writer: Writer): void {
  const draft = `${path}.${process.pid}.draft`;
  writer.mkdir(dirname(path));
  writer.discard(draft);
  writer.write(draft, text, 0o644);
  writer.rename(draft, path);
}
