/** Type-checks programs of the book with the TypeScript API, and reports at chapter positions. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import type { Diagnostic, Location, Note } from "../text/diagnostic.ts";
import { sha256 } from "../text/hash.ts";
import type { Layout } from "../program/layout.ts";
import { packageFile } from "../program/packagefile.ts";
import { offsetAt, type Offset } from "../text/span.ts";
import { originAt } from "../program/sourcemap.ts";
import { projectFolder } from "../disk/project.ts";
import { textAt } from "../disk/stat.ts";

/** Checks one program after another; what did not change since the one before is neither parsed nor checked again. */
export interface TypeChecker {
  readonly check: (layouts: readonly Layout[]) => readonly Diagnostic[];
}

/**
 * Makes a checker for programs of the book below `root` (absolute). The files are those of the layouts, as if they
 * stood in `root/src/`; options come from `root/tsconfig.json`, else from this project's, and are always strict.
 */
export function typeChecker(root: string): TypeChecker {
  const options = compilerOptions(root);
  const parsed = new Map<string, ts.SourceFile & { version: string }>();
  let files: ReadonlyMap<string, Layout> = new Map();
  let previous: ts.SemanticDiagnosticsBuilderProgram | undefined;
  const host = hostFor({ root, options, parsed, read: (path) => overlay(root, files, path) });
  return {
    check(layouts) {
      files = new Map(layouts.map((layout) => [join(root, layout.path), layout]));
      const modules = [...files.keys()].filter((path) => /\.[cm]?tsx?$/.test(path));
      previous = ts.createSemanticDiagnosticsBuilderProgram(modules, options, host, previous);
      const found = [...previous.getOptionsDiagnostics(), ...previous.getSyntacticDiagnostics(), ...previous.getSemanticDiagnostics()];
      return found.map((each) => atChapter(each, files));
    },
  };
}

/** The options that the program of the book below `root` is checked with. */
export function compilerOptions(root: string): ts.CompilerOptions {
  const own = ["tsconfig.src.json", "tsconfig.json"].map((name) => join(root, name)).find((path) => existsSync(path));
  const path = own ?? join(projectFolder, "tsconfig.json");
  const { config, error } = ts.readConfigFile(path, ts.sys.readFile);
  if (error !== undefined) throw new Error(`${path}: ${ts.flattenDiagnosticMessageText(error.messageText, "\n")}`);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, dirname(path));
  const typeRoots = [root, projectFolder].map((folder) => join(folder, "node_modules/@types"));
  // an index that may be absent is checked in the tools; in numerical code it would only add `!`
  const indexes = dirname(path) === projectFolder ? { noUncheckedIndexedAccess: false } : {};
  return { ...options, ...indexes, typeRoots, strict: true, noEmit: true, skipLibCheck: true };
}

/** A file of the program, or the `package.json` of the root, in which `#src/` always leads to `src/`. */
export function overlay(root: string, files: ReadonlyMap<string, Layout>, path: string): string | null | undefined {
  if (path.startsWith(`${root}/src/`)) return files.get(path)?.text ?? null;
  if (path !== join(root, "package.json")) return undefined;
  return packageFile(textAt(path));
}

/** What a host serves: files that `read` gives stand before those on the disk. */
export interface HostInput {
  readonly root: string;
  readonly options: ts.CompilerOptions;
  readonly parsed: Map<string, ts.SourceFile & { version: string }>;
  /** Null: there is no such file; undefined: look on the disk. */
  readonly read: (path: string) => string | null | undefined;
}

/** A host on which `#src/` leads to `root/src/` and packages are found from `root`, then from this project. */
export function hostFor(input: HostInput): ts.CompilerHost {
  const { root, options, read } = input;
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    getCurrentDirectory: () => root,
    readFile(path) {
      const text = read(path);
      return text === undefined ? disk.readFile(path) : (text ?? undefined);
    },
    fileExists(path) {
      const text = read(path);
      return text === undefined ? disk.fileExists(path) : text !== null;
    },
    directoryExists: (path) => path === `${root}/src` || path.startsWith(`${root}/src/`) || ts.sys.directoryExists(path),
    getSourceFile: (path, language) => sourceFile(input, { host, path, language }),
    // a file that an unchanged module imports may have come or gone
    hasInvalidatedResolutions: (path) => path.startsWith(`${root}/src/`),
    resolveModuleNameLiterals: resolver(input, () => host),
  };
  return host;
}

interface FileRequest {
  readonly host: ts.CompilerHost;
  readonly path: string;
  readonly language: ts.ScriptTarget | ts.CreateSourceFileOptions;
}

/** A parsed file. One on the disk is read once; one of the program is parsed again when its text has changed. */
function sourceFile({ parsed, read }: HostInput, { host, path, language }: FileRequest): ts.SourceFile | undefined {
  const known = parsed.get(path);
  if (known !== undefined && read(path) === undefined) return known;
  const text = host.readFile(path);
  if (text === undefined) return undefined;
  const version = sha256(text);
  if (known?.version === version) return known;
  const file = Object.assign(ts.createSourceFile(path, text, language), { version });
  parsed.set(path, file);
  return file;
}

/** Finds modules: packages from the root, then from this project. */
function resolver({ root, options }: HostInput, host: () => ts.CompilerHost): NonNullable<ts.CompilerHost["resolveModuleNameLiterals"]> {
  const packages = ts.createModuleResolutionCache(root, (name) => name, options);
  return (literals, from, redirected, current, containing) =>
    literals.map((literal) => {
      const mode = ts.getModeForUsageLocation(containing, literal, current);
      const isPackage = !/^[.#]/.test(literal.text);
      const resolveFrom = (file: string): ts.ResolvedModuleWithFailedLookupLocations =>
        ts.resolveModuleName(literal.text, file, current, host(), isPackage ? packages : undefined, redirected, mode);
      const first = resolveFrom(from);
      return first.resolvedModule !== undefined || !isPackage ? first : resolveFrom(join(projectFolder, "src/index.ts"));
    });
}

/** What TypeScript found in the files of a program, where the chapters have it. */
export function atChapter(found: ts.Diagnostic, files: ReadonlyMap<string, Layout>): Diagnostic {
  const notes = (found.relatedInformation ?? []).map((each): Note => ({ message: messageOf(each), at: locationOf(each, files) }));
  return { severity: "error", code: `TS${found.code}`, message: messageOf(found), at: locationOf(found, files), notes };
}

function messageOf({ messageText }: ts.DiagnosticRelatedInformation): string {
  return ts.flattenDiagnosticMessageText(messageText, "\n  ");
}

function locationOf({ file, start = 0, length = 0 }: ts.DiagnosticRelatedInformation, files: ReadonlyMap<string, Layout>): Location {
  if (file === undefined) return { path: "tsconfig.json" };
  const layout = files.get(file.fileName);
  if (layout === undefined) return { path: file.fileName };
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  const place = originAt(layout, line + 1, character + 1);
  if (place === null) return { path: layout.path };
  const from = offsetAt(place.source, place.line, place.column);
  return { source: place.source, span: { start: from, end: Math.min(from + length, place.source.text.length) as Offset } };
}
