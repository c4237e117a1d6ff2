/** `book/mutation/`: the verdicts on the mutants that a normal run tries, committed, a file a section named by the hash of its text. */
import { mkdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, posix } from "node:path";
import { isRecord, mistake, parseJson, sha256, textAt, walk, type Diagnostic } from "../../tangle/index.ts";
import { changeOf, type Mutant } from "./mutant.ts";
import { readKnown, written, type KnownVerdict } from "./verdicts.ts";

/** Where the files stand, relative to the root. */
export const recordFolder = "book/mutation";

/** A mutant with what is to be kept of it. */
export interface RecordedMutant {
  readonly mutant: Mutant;
  readonly known: KnownVerdict;
}

/** A file as it is to be. */
export interface RecordFile {
  readonly path: string;
  readonly text: string;
}

/**
 * All verdicts of the record. It does not matter in which file one stands: after a merge two of a section may stand side by
 * side, and each holds for its own text. A file whose text is not that of its name is passed over, with a warning.
 */
export function readRecords(root: string): { readonly known: readonly KnownVerdict[]; readonly paths: readonly string[]; readonly diagnostics: readonly Diagnostic[] } {
  // what else stands there is none of ours, as where a chapter has the folder's name
  const paths = walk(root, recordFolder).filter((path) => path.endsWith(".json"));
  const read = paths.map((path) => ({ path, text: (textAt(join(root, path)) ?? "").replaceAll("\r\n", "\n") }));
  const whole = read.filter(({ path, text }) => path.endsWith(`.${shortHash(text)}.json`));
  const diagnostics = read.filter((each) => !whole.includes(each)).map(({ path }) => damaged(path));
  return { known: whole.flatMap(({ text }) => verdictsIn(text)), paths, diagnostics };
}

/** The file of a section, `chapter` being its path; null for a section without mutants. */
export function recordFile(chapter: string, recorded: readonly RecordedMutant[]): RecordFile | null {
  if (recorded.length === 0) return null;
  const lines = recorded.map(({ mutant, known }) => `  ${JSON.stringify({ kind: mutant.kind, in: mutant.within.name, change: changeOf(mutant), ...written(known) })}`);
  const text = `{ "version": 1, "mutants": [\n${lines.join(",\n")}\n] }\n`;
  const name = chapter.replace(/^book\//, "").replace(/\.md$/i, "");
  return { path: `${recordFolder}/${name}.${shortHash(text)}.json`, text };
}

/** Writes the files and removes those that they take the place of, which `isOld` knows. Gives the paths that were written or removed. */
export function saveRecords(root: string, files: readonly RecordFile[], isOld: (path: string) => boolean): readonly string[] {
  const wanted = new Set(files.map(({ path }) => path));
  const { paths } = readRecords(root);
  const old = paths.filter((path) => !wanted.has(path) && isOld(path));
  const fresh = files.filter(({ path, text }) => textAt(join(root, path)) !== text);
  for (const { path, text } of fresh) writeWhole(join(root, path), text);
  for (const path of old) {
    rmSync(join(root, path), { force: true });
    removeEmpty(root, posix.dirname(path));
  }
  return [...fresh.map(({ path }) => path), ...old];
}

/** The section that a file is of, relative to `book/` and without its end: `01-markov-chains/02-why`. */
export function sectionOfRecord(path: string): string {
  return path.slice(recordFolder.length + 1).replace(/\.[^./]*\.json$/, "");
}

function shortHash(text: string): string {
  return sha256(text).slice(0, 12);
}

function verdictsIn(text: string): readonly KnownVerdict[] {
  const value = parseJson(text);
  const mutants: readonly unknown[] = isRecord(value) && Array.isArray(value["mutants"]) ? value["mutants"] : [];
  return mutants.flatMap((each) => readKnown(each) ?? []);
}

function damaged(path: string): Diagnostic {
  return { ...mistake("damaged-mutation-record", `\`${path}\` is not as \`mutate\` wrote it, so its verdicts are found again`, { path }), severity: "warning", cure: "npm run mutate -- --record" };
}

function writeWhole(path: string, text: string): void {
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.draft`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(draft, text);
  renameSync(draft, path);
}

function removeEmpty(root: string, folder: string): void {
  for (let path = folder; path.startsWith(recordFolder); path = posix.dirname(path)) {
    try {
      rmdirSync(join(root, path));
    } catch {
      // it is not empty
      return;
    }
  }
}
