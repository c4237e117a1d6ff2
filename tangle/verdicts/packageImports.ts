/** Imports whose names are only known when they run, and which all the same lead to no file of the program, since they are of a package. */
import { posix } from "node:path";
import { programPath, type ImportReader } from "../program/modules.ts";
import type { ProgramTexts } from "./key.ts";

/**
 * A reader for which an import of a name that only a run knows leads to a package and nowhere else, where the module, or one that it
 * imports, asks Node where a package is (`createRequire(…).resolve("webgpu")`), and neither could make the name of a file of the program.
 * Any other such import may still lead to every file.
 */
export function packageReader(program: ProgramTexts, read: ImportReader): ImportReader {
  const closed = new Set<string>();
  for (const [path, text] of program) {
    if (!read(text).open) continue;
    const near = [text, ...importedBy(path, read(text).paths, program)];
    if (near.some(asksForPackage) && !near.some(makesNames)) closed.add(text);
  }
  return closed.size === 0 ? read : (text) => (closed.has(text) ? { ...read(text), open: false } : read(text));
}

function importedBy(from: string, specifiers: readonly string[], program: ProgramTexts): readonly string[] {
  return specifiers.flatMap((specifier) => program.get(programPath(specifier) ?? posix.join(posix.dirname(from), specifier)) ?? []);
}

/** Whether it asks for the address of a package by name. */
function asksForPackage(text: string): boolean {
  return /\.resolve\(\s*["'`][\w@][^"'`$]*["'`]\s*\)/.test(text);
}

/** Whether it may make the name of a module: of parts, of which an ending or a folder shows, or by reading a folder. */
function makesNames(text: string): boolean {
  return /[}"'`]\.[cm]?[jt]sx?["'`]|["'`](?:#src|\.{1,2})\/[^"'`\n]*(?:\$\{|\/["'`])|["'`](?:#src|\.{1,2})\/?["'`]|\b(?:(?:readdir|opendir)\w*|glob|globSync)\s*\(/.test(text);
}
