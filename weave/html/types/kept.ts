/** The names of a book's program, kept by its content: an unchanged program is not looked at again. */
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { textAt } from "../../../tangle/index.ts";
import { once } from "../../once.ts";
import type { DocumentProgram, ProgramFile } from "../../tree.ts";
import { digest } from "../fingerprint.ts";
import { onThread, type Threaded } from "../../thread.ts";
import type { PrunedStore, Store } from "../store.ts";
import { lookUp, type LookedUp, type LookUp, type WantedNames } from "./lookUp.ts";
import { partCodes } from "./names.ts";
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
  /** Who asks twice for names that are being looked up is given the same. */
  readonly namesIn: (programs: readonly DocumentProgram[]) => Promise<KeptNames>;
  readonly flush: () => void;
  /** Looks up nothing more: what is being looked up is not wanted. */
  readonly close: () => void;
}

/**
 * What is known is read back. What is not is looked up, which takes seconds; or, with `leave`, the listings and files that
 * are as they were keep their names, and the others have none until the next `look-up`. Much is looked up on a thread of its own, so that
 * other things can be done meanwhile.
 */
export function nameKeeper(root: string, store: PrunedStore, unknown: "look-up" | "leave", worth = WORTH_A_THREAD): NameKeeper {
  const looking = new Map<string, Promise<void>>();
  const threads: Threaded<LookedUp>[] = [];
  const look = async (key: string, job: LookUp): Promise<void> => {
    const thread = availableParallelism() > 1 && sizeOf(job) >= worth ? onThread<LookedUp>(join(import.meta.dirname, "./names-worker.ts"), job) : null;
    if (thread !== null) threads.push(thread);
    const { packed, fresh } = await (thread?.made ?? lookUp(job));
    for (const [own, text] of fresh) store.set(own, text);
    store.set(key, packed);
    store.set(last, key);
    store.set(ofPrograms, JSON.stringify(job.programs.map((program) => program.key)));
  };
  return {
    async namesIn(programs) {
      if (programs.length === 0) return nameless;
      const key = keyOf(root, programs);
      const read = once(() => unpackedNames(store.get(key) ?? noNames));
      if (store.has(key)) return { digest: key, read };
      if (unknown === "leave") return unchangedIn(store, programs);
      const found = looking.get(key) ?? look(key, wantedIn(root, programs, store));
      looking.set(key, found);
      await found;
      return { digest: key, read };
    },
    close: () => threads.forEach(({ stop }) => stop()),
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

/**
 * What to look up: the programs that show a part which none after them has, each with the files of such parts; from the last to the first,
 * of which all files are looked at.
 */
function wantedIn(root: string, programs: readonly DocumentProgram[], store: Store): LookUp {
  const shown = new Set<string>();
  const found: WantedNames[] = [];
  for (const { files } of programs.toReversed()) {
    const wanted = files.filter(({ lines }) => found.length === 0 || lines.some(({ part }) => part !== null && !shown.has(part)));
    for (const { lines } of wanted) for (const { part } of lines) if (part !== null) shown.add(part);
    if (wanted.length === 0) continue;
    const paths = wanted.map(({ path }) => path);
    const key = digest(JSON.stringify([optionsOf(root), textsOf(files), paths]));
    found.push({ files, wanted: paths, key, kept: store.get(key) ?? null });
  }
  return { root, programs: found };
}

/** So many characters of code take a compiler longer than a thread takes to load one. */
const WORTH_A_THREAD = 200_000;

function sizeOf({ programs }: LookUp): number {
  const wanted = programs.flatMap(({ files, wanted: paths, kept }) => (kept === null ? files.filter(({ path }) => paths.includes(path)) : []));
  return wanted.reduce((sum, { text }) => sum + text.length, 0);
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
