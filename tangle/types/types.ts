/** Type-checks the program of the book, at chapter positions, and the tools beside it, at their own. */
import { existsSync, mkdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ts from "typescript";
import { inBookOrder } from "../book/book.ts";
import type { Diagnostic, Location, Note } from "../text/diagnostic.ts";
import { expandAt } from "../program/expand.ts";
import { layoutOf, type Layout } from "../program/layout.ts";
import { textAt } from "../disk/stat.ts";
import { packageFile } from "../program/packagefile.ts";
import { originAt } from "../program/sourcemap.ts";
import { offsetAt, source, type Offset } from "../text/span.ts";
import { prepare } from "../write/tangle.ts";
import { compilerOptions, hostFor } from "./typecheck.ts";

/** What was found. `files` counts the modules that were checked, without those of packages. */
export interface TypesReport {
  readonly files: number;
  readonly diagnostics: readonly Diagnostic[];
  /** Files of `src/` that are not what the book says; the book's text of them was checked. */
  readonly stale: readonly string[];
}

/** Checks everything below `root` (absolute, links resolved). Where the book has errors only these are reported. */
export function checkTypes(root: string): TypesReport {
  const { ready, diagnostics } = prepare(root);
  if (ready === null) return { files: 0, diagnostics, stale: [] };
  const layouts = expandAt(ready.book, ready.graph, ready.book.chapters.length - 1).map(layoutOf);
  const modules = new Map(layouts.map((layout) => [join(root, layout.path), layout]));
  const checked = [programOf(root, modules), ...foldersApart(root).map((apart) => programApart(root, apart))].map(checkedBy);
  const placed = checked.flatMap(({ found }) => found).map((each) => diagnosticOf(each, { root, modules }));
  const files = new Set(checked.flatMap(({ modules: names }) => names));
  const stale = layouts.filter(({ path, text }) => (textAt(join(root, path)) ?? text) !== text).map(({ path }) => path);
  // a chunk that is used twice has its mistake twice, and that is said once
  return { files: files.size, diagnostics: inBookOrder(ready.book, placed), stale };
}

type Program = ts.EmitAndSemanticDiagnosticsBuilderProgram;

function checkedBy(builder: Program): { readonly found: readonly ts.Diagnostic[]; readonly modules: readonly string[] } {
  const found = [...builder.getOptionsDiagnostics(), ...builder.getGlobalDiagnostics(), ...builder.getSyntacticDiagnostics(), ...builder.getSemanticDiagnostics()];
  builder.emit();
  const own = builder.getSourceFiles().filter(({ fileName, isDeclarationFile }) => !isDeclarationFile && !fileName.includes("/node_modules/"));
  return { found, modules: own.map(({ fileName }) => fileName) };
}

/** What the last check found of unchanged files is read back from `output/.cache/`. */
function programOf(root: string, modules: ReadonlyMap<string, Layout>): Program {
  const cache = join(root, "output/.cache/types.tsbuildinfo");
  mkdirSync(dirname(cache), { recursive: true });
  const options: ts.CompilerOptions = { ...compilerOptions(root), incremental: true, tsBuildInfoFile: cache };
  const host = hostFor({ root, options, parsed: new Map(), read: (path) => overlay(root, modules, path) });
  const programs = [...modules.keys()].filter((path) => /\.[cm]?tsx?$/.test(path));
  return ts.createIncrementalProgram({ rootNames: [...programs, ...toolsOf(root)], options, host });
}

/** The same for a folder with options of its own, which reaches nothing of the book. */
function programApart(root: string, { folder, options, fileNames }: Configured): Program {
  const cache = join(root, "output/.cache", `types-${relative(root, folder).replaceAll("/", "-")}.tsbuildinfo`);
  return ts.createIncrementalProgram({ rootNames: fileNames, options: { ...options, noEmit: true, incremental: true, tsBuildInfoFile: cache } });
}

/** The files of the program are those of the book, whatever stands in `src/`; `#src/` leads to them in every book. */
function overlay(root: string, modules: ReadonlyMap<string, Layout>, path: string): string | null | undefined {
  if (path.startsWith(`${root}/src/`)) return modules.get(path)?.text ?? null;
  return path === join(root, "package.json") ? packageFile(textAt(path)) : undefined;
}

/** The files that the root's own `tsconfig.json` names besides the program. */
function toolsOf(root: string): readonly string[] {
  const apart = new Set(foldersApart(root).flatMap(({ fileNames }) => fileNames));
  return (configured(root)?.fileNames ?? []).filter((name) => !name.startsWith(`${root}/src/`) && !apart.has(name));
}

/** Folders of tools with a `tsconfig.json` of their own: what runs elsewhere (in a page) sees other globals. */
function foldersApart(root: string): readonly Configured[] {
  const folders = new Set((configured(root)?.fileNames ?? []).map(dirname));
  return [...folders].filter((folder) => folder !== root).flatMap((folder) => configured(folder) ?? []);
}

interface Configured {
  readonly folder: string;
  readonly options: ts.CompilerOptions;
  readonly fileNames: readonly string[];
}

/** What a folder's own `tsconfig.json` says; null where it has none. */
function configured(folder: string): Configured | null {
  const path = join(folder, "tsconfig.json");
  if (!existsSync(path)) return null;
  const { config } = ts.readConfigFile(path, ts.sys.readFile);
  const { options, fileNames } = ts.parseJsonConfigFileContent(config ?? {}, ts.sys, folder);
  return { folder, options, fileNames };
}

interface Places {
  readonly root: string;
  readonly modules: ReadonlyMap<string, Layout>;
}

function diagnosticOf(found: ts.Diagnostic, places: Places): Diagnostic {
  const notes = (found.relatedInformation ?? []).map((each): Note => ({ message: messageOf(each), at: locationOf(each, places) }));
  return { severity: "error", code: `TS${found.code}`, message: messageOf(found), at: locationOf(found, places), notes };
}

function messageOf({ messageText }: ts.DiagnosticRelatedInformation): string {
  return ts.flattenDiagnosticMessageText(messageText, "\n  ");
}

/** In the chapter for a file of the program; a span that leaves its chapter line ends with it. */
function locationOf({ file, start = 0, length = 0 }: ts.DiagnosticRelatedInformation, { root, modules }: Places): Location {
  if (file === undefined) return { path: "tsconfig.json" };
  const layout = modules.get(file.fileName);
  if (layout === undefined) {
    const span = { start: start as Offset, end: (start + length) as Offset };
    return { source: source(relative(root, file.fileName), file.text), span };
  }
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  const place = originAt(layout, line + 1, character + 1);
  if (place === null) return { path: layout.path };
  const from = offsetAt(place.source, place.line, place.column);
  return { source: place.source, span: { start: from, end: Math.min(from + length, place.source.text.length) as Offset } };
}
