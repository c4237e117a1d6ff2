/** The check of mistakes that the type-checker must find, in the scope of their section. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { loadCompiler, type Fence, type Layout } from "../../tangle/index.ts";
import { syntaxErrors } from "../fragments/typescript.ts";
import type { Failure, Outcome } from "../records/outcome.ts";
import type { SectionUnits } from "../units/unit.ts";
import { announcementOf, failing } from "../units/announcement.ts";
import { cellModule, type CellModule } from "./cellModule.ts";

/** Outcomes by id of the section's fences that announce an error of TypeScript and stand for no chunk, in the program of `layouts`. `root` holds `book/`. */
export async function typeErrors(root: string, { units }: SectionUnits, layouts: readonly Layout[]): Promise<ReadonlyMap<string, Outcome>> {
  const announced = units.flatMap((unit, index) => {
    if (unit.kind !== "wrong") return [];
    const announcement = announcementOf(unit);
    if (announcement.kind !== "type-error" || announcement.chunk !== null) return [];
    return [{ unit, code: announcement.code, module: cellModule(scopeBefore(units.slice(0, index)), unit.fence) }];
  });
  if (announced.length === 0) return new Map();
  const program = await programOf(root, announced.map(({ module }) => module.text), layouts);
  return new Map(announced.map(({ unit, code, module }, index) => {
    const file = program.getSourceFile(moduleAt(root, index));
    if (file === undefined) throw new Error(`internal: \`${unit.id}\` is not in the program`);
    // what is not TypeScript is told as the fence alone would be, not as the function around it makes it
    const broken = syntaxErrors(unit.fence.lines.map(({ text }) => text).join("\n"));
    const found = broken.length > 0 ? broken : program.getSemanticDiagnostics(file);
    const rows = broken.length > 0 ? new Map(unit.fence.lines.entries()) : module.rows;
    return [unit.id, outcomeOf(found.flatMap((each) => inFence(each, rows, root)), code)];
  }));
}

/** The cells that make the scope of what comes after them. */
function scopeBefore(units: SectionUnits["units"]): readonly Fence[] {
  return units.flatMap((unit) => (unit.kind === "run" || unit.kind === "figure" ? [unit.fence] : []));
}

// the modules stand in the root, so that `#src/…` and packages are found from it, but only in memory
function moduleAt(root: string, index: number): string {
  return join(root, `wrong-on-purpose-${index}.ts`);
}

const globals = "declare function show(value: unknown): void;\ndeclare function table(data: unknown, options?: { readonly heads?: readonly string[] | Readonly<Record<string, string>>; readonly digits?: number | readonly (number | null)[] | Readonly<Record<string, number>> }): { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };\ndeclare const Plot: any;\ndeclare function graphviz(dot: string): unknown;\ndeclare function experiment(name: string): { readonly runs: readonly any[] };\ndeclare function measurement(name: string): any;\n";

async function programOf(root: string, texts: readonly string[], layouts: readonly Layout[]): Promise<ts.Program> {
  const { compilerOptions, hostFor, packageFile } = await loadCompiler();
  const options = compilerOptions(root);
  const globalsAt = join(root, "wrong-on-purpose.d.ts");
  const packageAt = join(root, "package.json");
  const modules = [...texts.map((text, index) => [moduleAt(root, index), text] as const), [globalsAt, globals] as const];
  const files = new Map([...modules, ...layouts.map(({ path, text }) => [join(root, path), text] as const)]);
  const read = (path: string): string | null | undefined => {
    if (path === packageAt) return packageFile(textAt(path));
    // what lies in `src/` is the finished program
    return files.get(path) ?? (path.startsWith(join(root, "src/")) ? null : undefined);
  };
  return ts.createProgram(modules.map(([path]) => path), options, hostFor({ root, options, parsed: new Map(), read }));
}

function textAt(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

interface Found {
  readonly code: string;
  readonly message: string;
  readonly where: Failure["where"];
}

/** The error if it stands in the fence; what is wrong in other cells is not its affair. */
function inFence({ file, start = 0, code, messageText }: ts.Diagnostic, rows: CellModule["rows"], root: string): readonly Found[] {
  if (file === undefined) return [];
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  const last = Math.max(...rows.keys());
  const row = rows.get(Math.min(line, last));
  if (row === undefined) return [];
  const column = line > last ? row.text.length : character;
  const message = ts.flattenDiagnosticMessageText(messageText, "\n").replaceAll(`${root}/`, "");
  return [{ code: `TS${code}`, message, where: { kind: "line", line: row.line, column: row.column + Math.max(0, column - row.virtual) } }];
}

function outcomeOf(found: readonly Found[], code: string): Outcome {
  if (found.length === 0) return { ok: false, failures: [failing("wrong-is-right", `nothing is wrong here: the fence type-checks, and \`${code}\` was announced`)] };
  const others = found.filter((each) => each.code !== code);
  if (others.length > 0) return { ok: false, failures: others.map((each) => otherwise(each, code)) };
  return { ok: true, result: { kind: "wrong", message: found.flatMap(({ message }) => `error ${code}: ${message}`.split("\n")) } };
}

function otherwise({ code, message, where }: Found, announced: string): Failure {
  const [first = ""] = message.split("\n");
  return { code: "wrong-otherwise", message: `it fails otherwise than announced: \`${code}\`, not \`${announced}\`: ${first.replace(/\.$/, "")}`, where, notes: [] };
}
