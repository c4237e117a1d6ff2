/** Type-checks the program of the book, at chapter positions, and the tools beside it, at their own. */
import { existsSync, mkdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ts from "typescript";
import { inBookOrder } from "./book.ts";
import type { Diagnostic, Location, Note } from "./diagnostic.ts";
import { expandAt } from "./expand.ts";
import { layoutOf, type Layout } from "./layout.ts";
import { textAt } from "./look.ts";
import { packageFile } from "./packagefile.ts";
import { originAt } from "./sourcemap.ts";
import { offsetAt, source, type Offset } from "./span.ts";
import { prepare } from "./tangle.ts";
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
  const builder = programOf(root, modules);
  const found = [...builder.getOptionsDiagnostics(), ...builder.getGlobalDiagnostics(), ...builder.getSyntacticDiagnostics(), ...builder.getSemanticDiagnostics()];
  builder.emit();
  const placed = found.map((each) => diagnosticOf(each, { root, modules }));
  const files = builder.getSourceFiles().filter(({ fileName, isDeclarationFile }) => !isDeclarationFile && !fileName.includes("/node_modules/"));
  const stale = layouts.filter(({ path, text }) => (textAt(join(root, path)) ?? text) !== text).map(({ path }) => path);
  // a chunk that is used twice has its mistake twice, and that is said once
  return { files: files.length, diagnostics: inBookOrder(ready.book, placed), stale };
}

/** What the last check found of unchanged files is read back from `output/.cache/`. */
function programOf(root: string, modules: ReadonlyMap<string, Layout>): ts.EmitAndSemanticDiagnosticsBuilderProgram {
  const cache = join(root, "output/.cache/types.tsbuildinfo");
  mkdirSync(dirname(cache), { recursive: true });
  const options: ts.CompilerOptions = { ...compilerOptions(root), incremental: true, tsBuildInfoFile: cache };
  const host = hostFor({ root, options, parsed: new Map(), read: (path) => overlay(root, modules, path) });
  const programs = [...modules.keys()].filter((path) => /\.[cm]?tsx?$/.test(path));
  return ts.createIncrementalProgram({ rootNames: [...programs, ...toolsOf(root)], options, host });
}

/** The files of the program are those of the book, whatever stands in `src/`; `#src/` leads to them in every book. */
function overlay(root: string, modules: ReadonlyMap<string, Layout>, path: string): string | null | undefined {
  if (path.startsWith(`${root}/src/`)) return modules.get(path)?.text ?? null;
  return path === join(root, "package.json") ? packageFile(textAt(path)) : undefined;
}

/** The files that the root's own `tsconfig.json` names besides the program. */
function toolsOf(root: string): readonly string[] {
  const path = join(root, "tsconfig.json");
  if (!existsSync(path)) return [];
  const { config } = ts.readConfigFile(path, ts.sys.readFile);
  const { fileNames } = ts.parseJsonConfigFileContent(config ?? {}, ts.sys, root);
  return fileNames.filter((name) => !name.startsWith(`${root}/src/`));
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
