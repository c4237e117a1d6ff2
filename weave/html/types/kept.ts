/** The names of a book's program, kept by its content: an unchanged program is not looked at again. */
import { join } from "node:path";
import { textAt } from "../../../tangle/index.ts";
import { once } from "../../once.ts";
import type { DocumentProgram, ProgramFile } from "../../tree.ts";
import { digest } from "../fingerprint.ts";
import type { PrunedStore, Store } from "../store.ts";
import type { IdentifiedProgram } from "./definitions.ts";
import type { Identified, Identifier } from "./identify.ts";
import { namesOf, partCodes } from "./names.ts";
import { packedNames, unpackedNames, type BookNames } from "./packedNames.ts";

/** The names of a book, which need not be read. */
export interface KeptNames {
  /** With the same digest they are the same. */
  readonly digest: string;
  readonly read: () => BookNames;
}

const noNames = packedNames({ hovers: [], definitions: [], parts: {}, files: {} });

/** Those of a book without a program, or of one that is not looked at. */
export const nameless: KeptNames = { digest: "", read: once(() => unpackedNames(noNames)) };

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
      const read = once(() => unpackedNames(store.get(key) ?? noNames));
      if (store.has(key)) return { digest: key, read };
      if (unknown === "leave") return unchangedIn(store, programs);
      const { found, keys } = await identified(root, programs, store);
      store.set(key, packedNames(namesOf(found)));
      store.set(last, key);
      store.set(ofPrograms, JSON.stringify(keys));
      return { digest: key, read };
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

/** The names that were looked up last, without those of code that is no longer what it was. */
function unchangedIn(store: Store, programs: readonly DocumentProgram[]): KeptNames {
  const key = store.get(last) ?? "";
  const names = unpackedNames(store.get(key) ?? noNames);
  const same = (known: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
    new Map([...known].filter(([name, code]) => now.get(name) === code));
  const codes = {
    parts: same(names.codes.parts, partCodes(programs)),
    files: same(names.codes.files, new Map(programs.at(-1)?.files.map(({ path, text }) => [path, digest(text)]))),
  };
  const unchanged: BookNames = {
    ...names, codes,
    part: (id) => (codes.parts.has(id) ? names.part(id) : undefined),
    file: (path) => (codes.files.has(path) ? names.file(path) : undefined),
  };
  return { digest: digest(JSON.stringify([key, [...codes.parts.keys()], [...codes.files.keys()]])), read: () => unchanged };
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
