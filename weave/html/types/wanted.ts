/** What of a book's programs has to be looked up. */
import { join } from "node:path";
import { textAt } from "../../../tangle/index.ts";
import type { DocumentProgram, ProgramFile } from "../../tree.ts";
import { digest } from "../fingerprint.ts";
import type { KnownCodes } from "./packedNames.ts";

/** A program of which some files are looked at. */
export interface WantedFiles {
  readonly files: DocumentProgram["files"];
  /** Their paths. */
  readonly wanted: readonly string[];
  /** Of all that is read of them. */
  readonly key: string;
}

/** Nothing is known. */
export const nothingKnown: KnownCodes = { parts: new Map(), files: new Map() };

/**
 * The programs that show a part which is not known and which none after them has, each with the files of such parts; from the last to the
 * first, of which all files are wanted that are not known.
 */
export function wantedIn(root: string, programs: readonly DocumentProgram[], known: KnownCodes): readonly WantedFiles[] {
  const shown = new Set(known.parts.keys());
  return programs.filter(({ files }) => files.length > 0).toReversed().flatMap(({ files }, index) => {
    const wanted = files.filter(({ path, lines }) => (index === 0 && !known.files.has(path)) || lines.some(({ part }) => part !== null && !shown.has(part)));
    for (const { lines } of wanted) for (const { part } of lines) if (part !== null) shown.add(part);
    const paths = wanted.map(({ path }) => path);
    return wanted.length === 0 ? [] : [{ files, wanted: paths, key: digest(JSON.stringify([optionsOf(root), textsOf(files), paths])) }];
  });
}

/** The programs, and the options they are read with. */
export function keyOf(root: string, programs: readonly DocumentProgram[]): string {
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
