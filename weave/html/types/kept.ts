/** The names of a book's program, kept by its content: an unchanged program is not looked at again. */
import { join } from "node:path";
import { textAt } from "../../../tangle/index.ts";
import { once } from "../../once.ts";
import type { DocumentProgram, ProgramFile } from "../../tree.ts";
import { digest } from "../fingerprint.ts";
import type { PrunedStore, Store } from "../store.ts";
import type { IdentifiedProgram } from "./definitions.ts";
import type { Identified, Identifier } from "./identify.ts";
import { namesOf, noNames, partCodes, type BookNames, type Marked } from "./names.ts";

/** The names of a book, which need not be read. */
export interface KeptNames {
  /** With the same digest they are the same. */
  readonly digest: string;
  readonly read: () => BookNames;
}

/** Those of a book without a program, or of one that is not looked at. */
export const nameless: KeptNames = { digest: "", read: () => noNames };

/** Knows the names of a book's programs. */
export interface NameKeeper {
  readonly namesIn: (programs: readonly DocumentProgram[]) => Promise<KeptNames>;
  readonly flush: () => void;
}

/**
 * What is known is read back. What is not is looked up, which takes seconds; or, with `leave`, the listings and files that
 * are as they were keep their names, and the others have none until the next `look-up`.
 */
export function nameKeeper(root: string, store: PrunedStore, unknown: "look-up" | "leave"): NameKeeper {
  return {
    async namesIn(programs) {
      if (programs.length === 0) return nameless;
      const key = keyOf(root, programs);
      if (store.has(key)) return { digest: key, read: once(() => readNames(store, key)) };
      if (unknown === "leave") {
        const names = unchangedIn(readNames(store, store.get(last) ?? ""), programs);
        return { digest: digest(JSON.stringify(names)), read: () => names };
      }
      const { found, keys } = await identified(root, programs, store);
      const names = namesOf(found);
      store.set(key, JSON.stringify(names));
      store.set(last, key);
      store.set(ofPrograms, JSON.stringify(keys));
      return { digest: key, read: () => names };
    },
    flush() {
      store.flush();
      const key = store.get(last);
      if (key !== undefined) store.keep(new Set([last, ofPrograms, key, ...(JSON.parse(store.get(ofPrograms) ?? "[]") as readonly string[])]));
    },
  };
}

/** Under this key stands the key of the names that were looked up last. */
const last = "last";

/** Under this one those of the programs that they are of. */
const ofPrograms = "programs";

/** What was found in programs, and the keys under which it is kept. */
interface Found {
  readonly found: readonly IdentifiedProgram[];
  readonly keys: readonly string[];
}

/**
 * The programs that show a part which none after them has, each with what is in the files of such parts; from the last to the first,
 * of which all files are looked at.
 */
async function identified(root: string, programs: readonly DocumentProgram[], store: Store): Promise<Found> {
  let identifier: Identifier | null = null;
  const shown = new Set<string>();
  const found: IdentifiedProgram[] = [];
  const keys: string[] = [];
  for (const program of programs.toReversed()) {
    const wanted = program.files.filter(({ lines }) => found.length === 0 || lines.some(({ part }) => part !== null && !shown.has(part)));
    for (const { lines } of wanted) for (const { part } of lines) if (part !== null) shown.add(part);
    if (wanted.length === 0) continue;
    const key = digest(JSON.stringify([optionsOf(root), textsOf(program.files), wanted.map(({ path }) => path)]));
    const kept = store.get(key);
    if (kept === undefined) identifier ??= await (await import("./identify.ts")).identifier(root);
    const own = kept === undefined ? identifier?.identify(program.files, wanted) : (JSON.parse(kept) as Identified);
    if (own === undefined) throw new Error(`internal: nothing looks for names in ${program.chapter.folder}`);
    if (kept === undefined) store.set(key, JSON.stringify(own));
    found.push({ program, identified: own });
    keys.push(key);
  }
  identifier?.close();
  return { found, keys };
}

function readNames(store: Store, key: string): BookNames {
  const kept = store.get(key);
  return kept === undefined ? noNames : (JSON.parse(kept) as BookNames);
}

/** The names without those of code that is no longer what it was. */
function unchangedIn(names: BookNames, programs: readonly DocumentProgram[]): BookNames {
  const codes = partCodes(programs);
  const files = new Map(programs.at(-1)?.files.map(({ path, text }) => [path, digest(text)]));
  const same = (marked: Readonly<Record<string, Marked>>, now: ReadonlyMap<string, string>): Record<string, Marked> =>
    Object.fromEntries(Object.entries(marked).filter(([id, { code }]) => now.get(id) === code));
  return { ...names, parts: same(names.parts, codes), files: same(names.files, files) };
}

/** The programs, and the options they are read with. */
function keyOf(root: string, programs: readonly DocumentProgram[]): string {
  return digest(JSON.stringify([optionsOf(root), programs.map(({ files }) => files.map(fileDigest))]));
}

function optionsOf(root: string): readonly string[] {
  return ["tsconfig.src.json", "tsconfig.json"].map((name) => textAt(join(root, name)) ?? "");
}

function textsOf(files: readonly ProgramFile[]): readonly (readonly [path: string, text: string])[] {
  return files.map((file) => [file.path, textOf(file)]);
}

/** Programs share most of their files, which never change. */
const textOf = ofEach(({ text }) => digest(text));
const partsOf = ofEach(({ lines }) => digest(lines.map(({ part, line, shift, isWritten }) => `${part} ${line} ${shift} ${isWritten}`).join()));

/** A digest of a file and of where its lines come from. */
export function fileDigest(file: ProgramFile): string {
  return `${file.path} ${file.language} ${textOf(file)} ${partsOf(file)}`;
}

function ofEach(make: (file: ProgramFile) => string): (file: ProgramFile) => string {
  const known = new WeakMap<ProgramFile, string>();
  return (file) => {
    const made = known.get(file) ?? make(file);
    known.set(file, made);
    return made;
  };
}
