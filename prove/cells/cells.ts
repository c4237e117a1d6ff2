/** A section's cells → one module in the order of the text, with a map that leads each column to the chapter. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { codeOf, codeOfValue, type Code } from "./code.ts";
import { importsOf, lastExpression, syntaxMistakes, type CellForm, type CellImport, type Stretch } from "../code/parse.ts";
import { moduleWriter, type ModuleWriter } from "./writer.ts";
import type { Failure } from "../records/outcome.ts";
import { runnerName, type PlacedImport, type Task } from "./job.ts";
import type { FigureUnit, SectionUnits, Unit } from "../units/unit.ts";
import { announcementOf } from "../units/announcement.ts";

/** The module of a section. */
export interface CellModule {
  /** TypeScript. */
  readonly text: string;
  /** A source map as JSON, the chapter named by URL. */
  readonly map: string;
  readonly tasks: readonly Task[];
  readonly imports: readonly PlacedImport[];
  /** Cells that are not TypeScript, by id: then nothing of the section can be run. */
  readonly mistakes: ReadonlyMap<string, readonly Failure[]>;
  /** The same of mistakes on purpose, which keep nothing from being run. */
  readonly meant: ReadonlyMap<string, readonly Failure[]>;
}

/** A unit that the section's process runs, with its code; null for a derivation of scalars without a cell. */
interface Cell {
  readonly unit: Unit;
  readonly code: Code | null;
  readonly form: CellForm;
  readonly imports: readonly CellImport[];
}

/**
 * Writes the module. Cells and figures stand at its top level and share its scope; a `verify` cell is a generator, a number
 * an arrow function, a mistake on purpose an async one, an experiment too. `without` names units that make no scope and need not be run.
 */
export function cellsOf({ section, units }: SectionUnits, root: string, without: ReadonlySet<string> = new Set()): CellModule {
  const cells = units.filter(({ id }) => !without.has(id)).flatMap((unit) => cellOf(unit, section.source));
  const unreadable = cells.map((cell) => ({ cell, failures: failuresIn(cell) })).filter(({ failures }) => failures.length > 0);
  const failuresOf = (isOne: (unit: Unit) => boolean): CellModule["mistakes"] =>
    new Map(unreadable.filter(({ cell }) => isOne(cell.unit)).map(({ cell, failures }) => [cell.unit.id, failures]));
  const running = cells.filter((cell) => !unreadable.some((each) => each.cell === cell));
  const writer = moduleWriter(pathToFileURL(join(root, section.path)).href);
  writer.add(`const ${runner} = globalThis[Symbol.for("${runnerName}")];\n`);
  running.forEach((cell, task) => write(cell, { task, writer }));
  const ids = running.map(({ unit }) => unit.id);
  const tasks = running.map(({ unit }) => taskOf(unit, { units, ids }));
  const imports = running.flatMap((cell, task) => placedImports(cell, task));
  return { ...writer.finish(), tasks, imports, mistakes: failuresOf(({ kind }) => kind !== "wrong"), meant: failuresOf(({ kind }) => kind === "wrong") };
}

const runner = "__prove";

/** What an experiment's cell finds, as the parameter of its function: names of the section give way to these. */
const insideNames = "{ seed, step, keep, kept }";

function cellOf(unit: Unit, source: SectionUnits["section"]["source"]): readonly Cell[] {
  const made = (code: Code | null, form: CellForm): readonly Cell[] => [{ unit, code, form, imports: code === null ? [] : importsOf(code.text) }];
  switch (unit.kind) {
    case "run":
    case "figure":
      return made(codeOf(unit.fence), "module");
    case "value":
      return made(codeOfValue(unit, source), "expression");
    case "derivation":
      return unit.unchecked === null ? made(unit.verify === null ? null : codeOf(unit.verify), "generator") : [];
    case "cost":
      return unit.unchecked === null && unit.verify !== null ? made(codeOf(unit.verify), "async function") : [];
    case "experiment":
      return made(codeOf(unit.fence), "async function");
    case "wrong":
      return announcementOf(unit).kind === "exception" ? made(codeOf(unit.fence), "async function") : [];
    case "fragment":
      return [];
    default:
      return unit satisfies never;
  }
}

/** Why a cell cannot be run. */
function failuresIn({ unit, code, form, imports }: Cell): readonly Failure[] {
  if (code === null) return [];
  const found = syntaxMistakes(form === "module" ? code.text : blanked(code.text, imports), form);
  if (found.length === 0 && unit.kind === "figure" && lastExpression(code.text) === null) {
    const where = { kind: "unit" } as const;
    return [{ code: "figure-without-value", message: "a figure cell ends in its figure: its last statement must be an expression", where, notes: [] }];
  }
  if (found.length === 0 && unit.kind === "experiment" && lastExpression(code.text) === null) {
    const where = { kind: "unit" } as const;
    return [{ code: "experiment-without-value", message: "an experiment ends in its value: its last statement must be an expression, such as `({ loss })`", where, notes: [] }];
  }
  return found.map(({ start, message }) => ({ code: "syntax-error", message, where: { kind: "line", ...code.spotAt(start) }, notes: [] }));
}

function write({ unit, code, form, imports }: Cell, { task, writer }: { readonly task: number; readonly writer: ModuleWriter }): void {
  if (code === null) return writer.add(`await ${runner}.${unit.kind}(${task}, null);\n`);
  switch (form) {
    case "module":
      writer.add(`await ${runner}.begin(${task});\n`);
      writeBody(code, unit, { task, writer });
      return writer.add(`\n;await ${runner}.end(${task});\n`);
    case "generator":
      imports.forEach((each, index) => writeHoisted(code, each, { name: `__m${task}_${index}`, writer }));
      writer.add(`await ${runner}.${unit.kind}(${task}, function* () {\n`);
      imports.forEach((each, index) => writer.add(each.runs ? `${bound(each, `__m${task}_${index}`)}\n` : ""));
      writeWithout({ code, value: null }, imports, writer);
      return writer.add("\n});\n");
    case "async function":
      writer.add(`await ${runner}.${unit.kind}(${task}, async (${unit.kind === "experiment" ? insideNames : ""}) => {\n`);
      writeWithout({ code, value: unit.kind === "experiment" ? lastExpression(code.text) : null }, imports, writer, (each) => writeDynamic(code, each, writer));
      return writer.add("\n});\n");
    case "expression":
      writer.add(`await ${runner}.value(${task}, async () => (\n`);
      writer.copy(code, 0, code.text.length);
      return writer.add("\n));\n");
    default:
      return form satisfies never;
  }
}

/** A run cell as it stands; of a figure cell the last expression is handed to the runner. */
function writeBody(code: Code, unit: Unit, { task, writer }: { readonly task: number; readonly writer: ModuleWriter }): void {
  const value = unit.kind === "figure" ? lastExpression(code.text) : null;
  if (value === null) return writer.copy(code, 0, code.text.length);
  writer.copy(code, 0, value.start);
  writer.add(`await ${runner}.figure(${task}, (`);
  writer.copy(code, value.start, value.end);
  writer.add("))");
  writer.copy(code, value.end, code.text.length);
}

/** An import inside a generator stands before it, under a name that nothing else has. */
function writeHoisted(code: Code, { specifier, runs }: CellImport, { name, writer }: { readonly name: string; readonly writer: ModuleWriter }): void {
  if (!runs) return;
  writer.add(`import * as ${name} from `);
  writer.copy(code, specifier.start, specifier.end);
  writer.add(`;\n${name};\n`);
}

function writeDynamic(code: Code, each: CellImport, writer: ModuleWriter): void {
  if (!each.runs) return;
  writer.add(`const __m${each.start} = await import(`);
  writer.copy(code, each.specifier.start, each.specifier.end);
  writer.add(`);${bound(each, `__m${each.start}`)}`);
}

function bound({ names }: CellImport, module: string): string {
  return names.map(({ local, imported }) => `const ${local} = ${module}${imported === "*" ? "" : `[${JSON.stringify(imported)}]`};`).join("");
}

/** The code without its imports; what the function is to return, if anything, is its last expression. */
function writeWithout({ code, value }: { readonly code: Code; readonly value: Stretch | null }, imports: readonly CellImport[], writer: ModuleWriter, instead: (each: CellImport) => void = () => {}): void {
  let from = 0;
  for (const each of imports) {
    writer.copy(code, from, each.start);
    instead(each);
    from = each.end;
  }
  if (value === null) return writer.copy(code, from, code.text.length);
  writer.copy(code, from, value.start);
  writer.add("return (");
  writer.copy(code, value.start, value.end);
  writer.add(");");
  writer.copy(code, value.end, code.text.length);
}

function blanked(text: string, imports: readonly CellImport[]): string {
  return imports.reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(start, end).replace(/\S/g, " ") + rest.slice(end), text);
}

function placedImports({ unit, code, imports }: Cell, task: number): readonly PlacedImport[] {
  if (code === null || unit.kind === "wrong") return [];
  return imports.filter(({ runs }) => runs).map(({ specifier, names }) => ({
    task,
    specifier: specifier.text,
    names: names.map(({ imported }) => imported),
    ...code.spotAt(specifier.start),
  }));
}

function taskOf(unit: Unit, { units, ids }: { readonly units: readonly Unit[]; readonly ids: readonly string[] }): Task {
  switch (unit.kind) {
    case "figure":
      return { kind: "figure", id: unit.id, alt: unit.alt, altValues: altValuesOf(unit, units).map((id) => ids.indexOf(id)) };
    case "derivation": {
      const { id, displays, ranges, tolerance, approx } = unit;
      return { kind: "derivation", id, claim: { id, displays, ranges, tolerance, approx } };
    }
    case "cost":
      return { kind: "cost", id: unit.id, claim: { id: unit.id, rows: unit.rows, ranges: unit.ranges, approx: unit.approx } };
    case "run":
    case "value":
    case "wrong":
    case "experiment":
      return { kind: unit.kind, id: unit.id };
    case "fragment":
      throw new Error("internal: a fragment is not run");
    default:
      return unit satisfies never;
  }
}

/** The numbers of a figure's alternative text stand in the line that opens it, and are evaluated after its caption's. */
function altValuesOf(figure: FigureUnit, units: readonly Unit[]): readonly string[] {
  const cells = figure.alt.match(/`\{ts\}\s+[^`]*`/g)?.length ?? 0;
  const later = units.slice(units.indexOf(figure) + 1).filter((unit) => unit.kind === "value" && unit.span.start < figure.span.start);
  return later.slice(Math.max(0, later.length - cells)).map(({ id }) => id);
}
