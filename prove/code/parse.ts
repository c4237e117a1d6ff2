/** What the TypeScript parser says of one cell: its imports, its last expression, and where it is not TypeScript. */
import ts from "typescript";

/** A half-open range of offsets in the cell's text. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** An `import` statement of a cell. */
export interface CellImport extends Stretch {
  /** The module's name; the stretch has its quotes, too. */
  readonly specifier: Stretch & { readonly text: string };
  /** What it binds; `imported` is the module's name for it, `default`, or `*`. Types are left out. */
  readonly names: readonly { readonly local: string; readonly imported: string }[];
  /** False for `import type`. */
  readonly runs: boolean;
}

/** A place at which the text is not TypeScript. */
export interface SyntaxMistake extends Stretch {
  readonly message: string;
}

/** In what a cell's text stands when it is run. */
export type CellForm = "module" | "generator" | "async function" | "expression";

/** The imports at the top level of a cell. */
export function importsOf(text: string): readonly CellImport[] {
  const file = ts.createSourceFile("cell.ts", text, ts.ScriptTarget.ES2023, false, ts.ScriptKind.TS);
  return file.statements.flatMap((statement): readonly CellImport[] => {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
    const { moduleSpecifier, importClause } = statement;
    const specifier = { start: moduleSpecifier.getStart(file), end: moduleSpecifier.end, text: moduleSpecifier.text };
    const runs = importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword;
    return [{ start: statement.getStart(file), end: statement.end, specifier, names: runs ? namesOf(importClause) : [], runs }];
  });
}

/** The expression that a cell's last statement is; null where it is something else. */
export function lastExpression(text: string): Stretch | null {
  const file = ts.createSourceFile("cell.ts", text, ts.ScriptTarget.ES2023, false, ts.ScriptKind.TS);
  const last = file.statements.findLast((statement) => !ts.isEmptyStatement(statement));
  if (last === undefined || !ts.isExpressionStatement(last)) return null;
  return { start: last.expression.getStart(file), end: last.expression.end };
}

/** Where the text is not TypeScript in the form in which it will be run. Imports must have been blanked out but in a module. */
export function syntaxMistakes(text: string, form: CellForm): readonly SyntaxMistake[] {
  const [before, after] = frames[form];
  const { diagnostics = [] } = ts.transpileModule(`${before}${text}${after}`, {
    fileName: "cell.ts",
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext },
  });
  const found = diagnostics.map(({ start = 0, length = 1, messageText }) => {
    const from = Math.max(0, Math.min(start - before.length, text.length));
    return { start: from, end: Math.min(Math.max(from, start + length - before.length), text.length), message: plain(messageText) };
  });
  if (found.length > 0 || form !== "expression" || isOneExpression(`${before}${text}${after}`)) return found;
  return [{ start: 0, end: text.length, message: "an inline cell is one expression" }];
}

const frames: { readonly [K in CellForm]: readonly [string, string] } = {
  module: ["", "\nexport {};"],
  generator: ["export function* cell() {\n", "\n}"],
  "async function": ["export const cell = async () => {\n", "\n};"],
  expression: ["export default (\n", "\n);"],
};

function isOneExpression(text: string): boolean {
  const file = ts.createSourceFile("cell.ts", text, ts.ScriptTarget.ES2023, false, ts.ScriptKind.TS);
  const [only, second] = file.statements;
  return only !== undefined && second === undefined && ts.isExportAssignment(only) && ts.isParenthesizedExpression(only.expression);
}

function namesOf(clause: ts.ImportClause | undefined): CellImport["names"] {
  const names = clause?.name === undefined ? [] : [{ local: clause.name.text, imported: "default" }];
  const bindings = clause?.namedBindings;
  if (bindings === undefined) return names;
  if (ts.isNamespaceImport(bindings)) return [...names, { local: bindings.name.text, imported: "*" }];
  const values = bindings.elements.filter((element) => !element.isTypeOnly);
  return [...names, ...values.map(({ name, propertyName }) => ({ local: name.text, imported: (propertyName ?? name).text }))];
}

/** TypeScript's own words, as our messages are written. */
function plain(message: string | ts.DiagnosticMessageChain): string {
  const text = ts.flattenDiagnosticMessageText(message, " ").replace(/'([^']*)'/g, "`$1`").replace(/\.$/, "");
  return text.charAt(0).toLowerCase() + text.slice(1);
}
