/** Builds the native products of a program of the book, each once for all that it is made from. */
import { dirname, join } from "node:path";
import { diskWriter, type Writer } from "../disk/files.ts";
import { projectFolder } from "../disk/project.ts";
import { resolvedFrom } from "../disk/resolved.ts";
import type { Layout } from "../program/layout.ts";
import { hasErrors, sortDiagnostics, type Diagnostic } from "../text/diagnostic.ts";
import { sha256 } from "../text/hash.ts";
import { makeProduct, productAt, productCache, productPath, type Printed } from "./buildCache.ts";
import { executablesOf, type Build } from "./builds.ts";
import { filled } from "./command.ts";
import { compileIn, type Compilation } from "./compile.ts";
import { diagnosticsOf } from "./compilerDiagnostics.ts";
import { isKept, keptAt } from "./kept.ts";
import { messagesIn, type CompilerMessage } from "./compilerOutput.ts";
import type { FoundExecutable } from "./executables.ts";
import type { Lack, Machine } from "./machine.ts";
import { compiledOf, sourcesOf } from "./sources.ts";

/** A program, and which of its products to build. */
export interface BuildOrder {
  /** The folder that holds `book/`. */
  readonly root: string;
  /** The whole program. */
  readonly layouts: readonly Layout[];
  /** A build of none of whose sources the program has a file is not of this program. */
  readonly builds: readonly Build[];
  readonly machine: Machine;
  /** The folder for new products; else the book's cache, in which they are looked for in any case. */
  readonly into?: string;
  readonly writer?: Writer;
  readonly progress?: (step: string) => void;
}

/** What came of it. */
export interface BuildReport {
  /** The products by name: absolute paths. */
  readonly products: ReadonlyMap<string, string>;
  /** Names of those that were compiled now; the others were there. */
  readonly compiled: readonly string[];
  /** Names of those that could not be compiled, as the diagnostics say. */
  readonly failed: readonly string[];
  /** Builds for which this machine lacks a program. */
  readonly skipped: readonly SkippedBuild[];
  /** What the compilers say, at chapter positions; an error for each build that failed. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A build that cannot be made here. */
export interface SkippedBuild {
  readonly name: string;
  readonly lacks: readonly Lack[];
}

/** Builds them, one after the other. */
export function buildProgram(order: BuildOrder): BuildReport {
  const files = new Map(order.layouts.map((layout) => [layout.path, layout]));
  const outcomes = order.builds.filter((build) => compiledOf(build, files.keys()).length > 0).map((build) => builtOne(build, files, order));
  return {
    products: new Map(outcomes.flatMap(({ name, path }) => (path === undefined ? [] : [[name, path]]))),
    compiled: outcomes.filter(({ isNew, path }) => isNew && path !== undefined).map(({ name }) => name),
    failed: outcomes.filter(({ path, lacks }) => path === undefined && lacks === undefined).map(({ name }) => name),
    skipped: outcomes.flatMap(({ name, lacks = [] }) => (lacks.length === 0 ? [] : [{ name, lacks }])),
    // a chunk that is used twice has its mistake twice, and that is said once
    diagnostics: sortDiagnostics(outcomes.flatMap(({ diagnostics = [] }) => diagnostics)),
  };
}

interface Outcome {
  readonly name: string;
  readonly path?: string;
  readonly isNew?: boolean;
  readonly lacks?: readonly Lack[];
  readonly diagnostics?: readonly Diagnostic[];
}

function builtOne(build: Build, files: ReadonlyMap<string, Layout>, order: BuildOrder): Outcome {
  const { root, machine, into, writer = diskWriter(), progress = () => {} } = order;
  const { name } = build;
  const kept = isKept(build) ? keptAt(root, build, new Map([...files].map(([path, { text }]) => [path, text]))) : null;
  if (kept !== null) return { name, path: kept };
  const lacks = machine.lacksPrograms(executablesOf(build));
  if (lacks.length > 0) return { name, lacks };
  const compilation = compilationOf(build, files, order);
  const programs = executablesOf(build).flatMap((each) => machine.program(each) ?? []);
  const hash = sha256(JSON.stringify([compilation.commands, programs, [...compilation.sources]]));
  const said = (printed: Printed): readonly Diagnostic[] => diagnosticsOf(messagesOf(printed, programs), { layouts: files, at: build.at });
  for (const cache of [productCache(root), ...(into === undefined ? [] : [into])]) {
    const known = productAt({ cache, name, hash });
    if (known !== null) return { name, path: known.path, diagnostics: said(known.printed) };
  }
  progress(`building ${name}`);
  const place = { cache: into ?? productCache(root), name, hash };
  const made = makeProduct(place, writer, (folder) => compileIn(folder, compilation, writer));
  if (made.ok) return { name, isNew: true, path: productPath(place), diagnostics: said(made.printed) };
  const found = said(made.printed);
  return { name, diagnostics: hasErrors(found) ? found : [...found, failureOf(build, made)] };
}

function messagesOf(printed: Printed, programs: readonly FoundExecutable[]): readonly CompilerMessage[] {
  return printed.flatMap(({ program, text }) => messagesIn(text, programs.find(({ command }) => command === program)?.version ?? ""));
}

/** A failure that no compiler gave a place: of the linker, or of the command itself. */
function failureOf({ name, at }: Build, { reason, printed }: { readonly reason: string; readonly printed: Printed }): Diagnostic {
  const lines = (printed.at(-1)?.text ?? "").split("\n").filter((line) => line.trim() !== "");
  const notes = lines.slice(-8).map((line) => ({ message: line.trimEnd() }));
  return { severity: "error", code: "native-build", message: `\`${name}\` cannot be built: ${reason}`, at, ...(notes.length > 0 && { notes }) };
}

function compilationOf(build: Build, files: ReadonlyMap<string, Layout>, { root, machine }: Pick<BuildOrder, "root" | "machine">): Compilation {
  const headers = headersFrom(root);
  const ownLinking = process.platform === "darwin" ? ["-undefined", "dynamic_lookup"] : [];
  const filling = { addon: ["-shared", "-fPIC", ...ownLinking, `-I${headers}`], headers, out: build.name, sources: compiledOf(build, files.keys()) };
  const commands = build.commands.map((words): Compilation["commands"][number] => {
    const [program = "", ...args] = filled(words, filling);
    return [machine.program(program)?.command ?? program, ...args];
  });
  return { name: build.name, commands, sources: new Map(sourcesOf(build, files.keys()).map((path) => [path, files.get(path)?.text ?? ""])) };
}

/** The headers of Node-API, which are a package, so that they need not have come with Node. */
function headersFrom(root: string): string {
  const found = resolvedFrom([root, projectFolder], "node-api-headers/package.json");
  if (found === null) throw new Error("internal: the package `node-api-headers` is not installed");
  return join(dirname(found), "include");
}
