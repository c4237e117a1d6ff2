/** Why a section's cells could not even be loaded: which cell's text or import is to blame. */
import { pathToFileURL } from "node:url";
import type { Failure, FailurePlace } from "../records/outcome.ts";
import { failureOf } from "./exceptions.ts";
import type { Job, Message, PlacedImport } from "../cells/job.ts";

type Unloadable = Extract<Message, { kind: "unloadable" }>;

/** Finds it by trying the imports one by one. `module` is the path of the cells' module. */
export async function unloadable(error: unknown, job: Job, module: string): Promise<Unloadable> {
  const inCells = syntaxFailures(error, job);
  if (inCells.some(({ where }) => where.kind === "line" && where.path === undefined)) return { kind: "unloadable", task: null, failures: inCells };
  for (const each of job.imports) {
    const failure = await importFailure(each, job, module);
    if (failure !== null) return { kind: "unloadable", task: each.task, failures: failure };
  }
  return { kind: "unloadable", task: null, failures: inCells.length > 0 ? inCells : [failureOf(error, job)] };
}

/** Imports of modules that there are not, in cells that ran all the same: they use nothing of them, so the compiler left them out. */
export async function* unusedImports(job: Job, module: string): AsyncGenerator<Unloadable> {
  for (const each of job.imports) {
    const failures = ((await importFailure(each, job, module)) ?? []).filter(({ code }) => code === "unknown-import");
    if (failures.length > 0) yield { kind: "unloadable", task: each.task, failures };
  }
}

async function importFailure({ specifier, names, line, column }: PlacedImport, job: Job, module: string): Promise<readonly Failure[] | null> {
  const where = { kind: "line", line, column } as const;
  try {
    const found: object = await import(/^\.\.?\//.test(specifier) ? new URL(specifier, pathToFileURL(module)).href : specifier);
    const missing = names.find((name) => name !== "*" && !(name in found));
    return missing === undefined ? null : [{ code: "unknown-export", message: `\`${specifier}\` has no export \`${missing}\``, where, notes: [] }];
  } catch (error) {
    const inProgram = syntaxFailures(error, job);
    if (inProgram.length > 0) return inProgram;
    if (isMissing(error)) return [{ code: "unknown-import", message: `cannot import \`${specifier}\`: ${withoutRoot(error.message, job.root)}`, where, notes: [] }];
    const failure = failureOf(error, job);
    return [failure.where.kind === "unit" ? { ...failure, where } : failure];
  }
}

/** What the compiler says, a line each: `PATH:LINE:COLUMN: text`. */
function syntaxFailures(error: unknown, { root, path }: Job): readonly Failure[] {
  if (!(error instanceof SyntaxError)) return [];
  return error.message.split("\n").flatMap((text): readonly Failure[] => {
    const [, file = "", line, column, message = ""] = /^(\/.+\.md):(\d+):(\d+): (.*)$/.exec(text) ?? [];
    if (!file.startsWith(`${root}/book/`)) return [];
    const within = file.slice(root.length + 1);
    const where: FailurePlace = { kind: "line", line: Number(line), column: Number(column), ...(within !== path && { path: within }) };
    return [{ code: "syntax-error", message: inOurWords(message), where, notes: [] }];
  });
}

function inOurWords(message: string): string {
  return (message.charAt(0).toLowerCase() + message.slice(1)).replace(/"([^"]*)"/g, "`$1`");
}

function isMissing(error: unknown): error is Error {
  const codes: readonly unknown[] = ["ERR_MODULE_NOT_FOUND", "ERR_PACKAGE_PATH_NOT_EXPORTED", "ERR_UNSUPPORTED_DIR_IMPORT", "ERR_INVALID_MODULE_SPECIFIER"];
  return error instanceof Error && "code" in error && codes.includes(error.code);
}

function withoutRoot(message: string, root: string): string {
  const [first = ""] = message.split("\n");
  const short = first.replaceAll(`${root}/`, "").replace(/ imported from .*$/, "").replace(/'([^']*)'/g, "`$1`");
  return short.charAt(0).toLowerCase() + short.slice(1);
}
