/** Makes sections agree on how a name is declared: the kernel has one scope, in which only the same kind may declare it again. */
import ts from "typescript";

/** V8 keeps three kinds apart when a name is declared again in its console; an import is a `const` there. */
type Kind = "const" | "let" | "function";

interface Declaration {
  readonly cell: number;
  readonly kind: Kind;
  readonly names: readonly string[];
  readonly start: number;
  readonly end: number;
  /** The text as a `let`. */
  readonly asLet: string;
}

/**
 * The cells of a notebook, in which every name is always declared as the same kind. Where sections differed, all its
 * declarations are `let`; cells that no such name concerns stay as they are.
 */
export function withSameKinds(cells: readonly string[]): readonly string[] {
  const declarations = cells.flatMap(declarationsOf);
  const changed = changedIn(declarations);
  return cells.map((text, cell) => [...changed].filter((each) => each.cell === cell).reduceRight(
    (before, { start, end, asLet }) => `${before.slice(0, start)}${asLet}${before.slice(end)}`, text));
}

/** A declaration that is changed changes all its names, which may concern others in turn. */
function changedIn(declarations: readonly Declaration[]): ReadonlySet<Declaration> {
  const kinds = new Map<string, Kind>();
  const names = new Set<string>();
  for (const { names: own, kind } of declarations) {
    for (const name of own) if ((kinds.get(name) ?? kind) === kind) kinds.set(name, kind); else names.add(name);
  }
  for (let size = -1; size < names.size;) {
    size = names.size;
    for (const each of declarations) if (each.names.some((name) => names.has(name))) each.names.forEach((name) => names.add(name));
  }
  return new Set(declarations.filter(({ kind, names: own }) => kind !== "let" && own.some((name) => names.has(name))));
}

function declarationsOf(text: string, cell: number): readonly Declaration[] {
  const file = ts.createSourceFile("cell.ts", text, ts.ScriptTarget.ES2023, true);
  return file.statements.flatMap((statement) => {
    const read = declarationOf(statement, file);
    return read === null ? [] : [{ ...read, cell, start: statement.getStart(file), end: statement.end }];
  });
}

function declarationOf(statement: ts.Statement, file: ts.SourceFile): Pick<Declaration, "kind" | "names" | "asLet"> | null {
  const text = statement.getText(file);
  if (ts.isVariableStatement(statement)) {
    const { flags, declarations } = statement.declarationList;
    const kind = flags & ts.NodeFlags.Const ? "const" : flags & ts.NodeFlags.Let ? "let" : "function";
    return { kind, names: declarations.flatMap(({ name }) => boundBy(name)), asLet: text.replace(/^(?:const|var)\b/, "let") };
  }
  if (ts.isFunctionDeclaration(statement) && statement.name) return { kind: "function", names: [statement.name.text], asLet: `let ${statement.name.text} = ${text};` };
  if (ts.isClassDeclaration(statement) && statement.name) return { kind: "let", names: [statement.name.text], asLet: text };
  return ts.isImportDeclaration(statement) ? imported(statement, file) : null;
}

function boundBy(name: ts.BindingName): readonly string[] {
  return ts.isIdentifier(name) ? [name.text] : name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundBy(element.name) : []));
}

/** Types are no names when the cell runs. */
function imported({ importClause, moduleSpecifier }: ts.ImportDeclaration, file: ts.SourceFile): Pick<Declaration, "kind" | "names" | "asLet"> | null {
  if (importClause === undefined || importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return null;
  const { name, namedBindings } = importClause;
  const from = `await import(${moduleSpecifier.getText(file)});`;
  if (namedBindings !== undefined && ts.isNamespaceImport(namedBindings)) return { kind: "const", names: [namedBindings.name.text], asLet: `let ${namedBindings.name.text} = ${from}` };
  const named = namedBindings?.elements.filter(({ isTypeOnly }) => !isTypeOnly) ?? [];
  const pairs = [...(name ? [["default", name.text] as const] : []), ...named.map((each) => [each.propertyName?.text ?? each.name.text, each.name.text] as const)];
  return { kind: "const", names: pairs.map(([, local]) => local), asLet: `let { ${pairs.map(([own, local]) => (own === local ? own : `${own}: ${local}`)).join(", ")} } = ${from}` };
}
