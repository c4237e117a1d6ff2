/** What a reader's program begins with: the solution's, its functions without their bodies, its constants without their values. */
import ts from "typescript";

/** A solution's code, taken apart. */
export interface Start {
  /** What the reader is given. */
  readonly start: string;
  /** What runs behind it, and tests it. */
  readonly rest: string;
}

/** Takes a cell apart behind the last statement that declares one of the names. */
export function startOf(code: string, names: readonly string[]): Start {
  const file = ts.createSourceFile("cell.ts", code, ts.ScriptTarget.ES2023, true, ts.ScriptKind.TS);
  const statements = [...file.statements];
  const last = statements.findLastIndex((statement) => declared(statement).some((name) => names.includes(name)));
  const rest = code.slice(statements[last]?.end ?? 0).replace(/^[ \t]*\n/, "");
  const used = new Set(wordsIn(rest));
  const start = statements.slice(0, last + 1).flatMap((statement): readonly string[] => {
    const own = declared(statement);
    if (own.some((name) => names.includes(name))) return [emptied(statement, file)];
    // a helper that only the solution's functions use is for the reader to think of
    const isHelper = own.length > 0 && isFunction(statement) && !own.some((name) => used.has(name));
    return isHelper ? [] : [statement.getFullText(file).replace(/^\s*\n/, "")];
  });
  return { start: start.join("\n"), rest };
}

/** Takes a file apart: its exported functions are the reader's. */
export function startOfFile(code: string): string {
  const file = ts.createSourceFile("file.ts", code, ts.ScriptTarget.ES2023, true, ts.ScriptKind.TS);
  return [...file.statements].flatMap((statement): readonly string[] => {
    const isExported = ts.canHaveModifiers(statement) && (ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false);
    if (!isFunction(statement)) return [statement.getFullText(file)];
    return isExported ? [`${blankBefore(statement, file)}${emptied(statement, file)}`] : [];
  }).join("").trim();
}

/** The statement with `not written yet` in place of the body of its function, or of its value; its comment above it. */
function emptied(statement: ts.Statement, file: ts.SourceFile): string {
  const body = bodyOf(statement);
  const from = statement.getStart(file, true);
  const text = file.text;
  const [value] = ts.isVariableStatement(statement) ? statement.declarationList.declarations.flatMap(({ initializer }) => initializer ?? []) : [];
  if (body === null) return value === undefined ? text.slice(from, statement.end) : `${text.slice(from, value.getStart(file)).trimEnd()} undefined; // not written yet`;
  const start = body.getStart(file);
  return `${text.slice(from, start).trimEnd()} {\n  throw new Error("not written yet");\n}${text.slice(body.end, statement.end)}`;
}

/** The empty lines between a statement's comment and what stands above it. */
function blankBefore(statement: ts.Statement, file: ts.SourceFile): string {
  return /^\s*/.exec(statement.getFullText(file))?.[0] ?? "";
}

/** The body of a function that a statement declares: of one that gives a function, or that is given to a call, the inner one's. */
function bodyOf(statement: ts.Statement): ts.Node | null {
  if (ts.isFunctionDeclaration(statement)) return statement.body ?? null;
  if (!ts.isVariableStatement(statement)) return null;
  const [made] = statement.declarationList.declarations.flatMap(({ initializer }) => initializer ?? []);
  return made === undefined ? null : bodyIn(ts.isCallExpression(made) ? (made.arguments.findLast(isFunctionExpression) ?? made) : made);
}

function bodyIn(made: ts.Node): ts.Node | null {
  return isFunctionExpression(made) ? (bodyIn(made.body) ?? made.body) : null;
}

const isFunctionExpression = (node: ts.Node): node is ts.ArrowFunction | ts.FunctionExpression => ts.isArrowFunction(node) || ts.isFunctionExpression(node);

const isFunction = (statement: ts.Statement): boolean => bodyOf(statement) !== null;

function declared(statement: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.flatMap(({ name }) => namesIn(name));
  return (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name !== undefined ? [statement.name.text] : [];
}

function namesIn(name: ts.BindingName): readonly string[] {
  return ts.isIdentifier(name) ? [name.text] : name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : namesIn(element.name)));
}

function wordsIn(text: string): readonly string[] {
  return text.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu) ?? [];
}
