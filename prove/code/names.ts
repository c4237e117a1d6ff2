/** The names that a cell gives to the cells after it, and those that it takes from the cells before it. */
import ts from "typescript";

/** Of one cell. */
export interface CellNames {
  /** What it declares at its top level, imports included, types left out. */
  readonly declares: readonly string[];
  /** What it refers to and does not declare itself: names of other cells, and globals. */
  readonly uses: readonly string[];
  /** Those of `uses` that it assigns to, or whose methods it calls as statements. */
  readonly changes: readonly string[];
}

/** Statements of a cell that stand on lines of their own, with their names: a name of another part of the cell is one that they use. */
export interface CellPart extends CellNames {
  /** The first line, from 0, with the comments above, and the line behind the last. */
  readonly from: number;
  readonly to: number;
  /** The modules that it imports, as written. */
  readonly imports: readonly string[];
  /** Of what it declares: functions, and what is made from literals alone by a call, such as a generator of random numbers from its seed. */
  readonly functions: readonly string[];
  readonly made: readonly string[];
  /** Those of `uses` that it calls, or hands on: of the others it only reads a property. */
  readonly calls: readonly string[];
}

/** Reads them off TypeScript's own scopes. */
export function namesOf(text: string): CellNames {
  const file = fileOf(text);
  return namesIn([file], checkerOf(file));
}

/** The parts of a cell, in their order; what stands behind the last statement is in none. */
export function partsOf(text: string): readonly CellPart[] {
  const file = fileOf(text);
  const checker = checkerOf(file);
  const parts: { from: number; to: number; statements: ts.Statement[] }[] = [];
  for (const statement of file.statements.slice(0, -1)) {
    const first = file.getLineAndCharacterOfPosition(statement.getStart(file)).line;
    const to = file.getLineAndCharacterOfPosition(statement.end).line + 1;
    const last = parts.at(-1);
    if (last === undefined || first >= last.to) parts.push({ from: last?.to ?? 0, to, statements: [statement] });
    else {
      last.statements.push(statement);
      last.to = to;
    }
  }
  return parts.map(({ from, to, statements }) => ({ from, to, imports: statements.flatMap(moduleOf), functions: statements.flatMap(functionsOf), made: statements.flatMap(madeBy), calls: callsIn(statements, checker), ...namesIn(statements, checker) }));
}

function moduleOf(statement: ts.Statement): readonly string[] {
  return ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier) ? [statement.moduleSpecifier.text] : [];
}

function functionsOf(statement: ts.Statement): readonly string[] {
  if (ts.isFunctionDeclaration(statement)) return statement.name === undefined ? [] : [statement.name.text];
  return declaredAs(statement, (value) => ts.isArrowFunction(value) || ts.isFunctionExpression(value));
}

function madeBy(statement: ts.Statement): readonly string[] {
  return declaredAs(statement, (value) => (ts.isCallExpression(value) || ts.isNewExpression(value)) && (value.arguments ?? []).every((each) => ts.isLiteralExpression(each)));
}

/** The variables of a statement that begin as such a value. */
function declaredAs(statement: ts.Statement, is: (value: ts.Expression) => boolean): readonly string[] {
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name, initializer }) => (initializer !== undefined && ts.isIdentifier(name) && is(initializer) ? [name.text] : []));
}

/** With an end that makes it a module. */
function fileOf(text: string): ts.SourceFile {
  return ts.createSourceFile("cell.ts", `${text}\nexport {};`, ts.ScriptTarget.ES2023, true, ts.ScriptKind.TS);
}

/** Those of a file, or of some of its statements. */
function namesIn(roots: Roots, checker: ts.TypeChecker): CellNames {
  const nodes = valuesIn(roots);
  const isOwn = (node: ts.Identifier): boolean => isBound(node, checker, roots);
  const names = (found: readonly ts.Identifier[]): readonly string[] => [...new Set(found.filter((node) => !isOwn(node)).map(({ text }) => text))];
  const statements = roots.flatMap((root): readonly ts.Statement[] => (ts.isSourceFile(root) ? root.statements : [root]));
  return { declares: declaredIn(statements), uses: names(nodes.filter(isUse)), changes: names(nodes.flatMap(changedBy)) };
}

type Roots = readonly (ts.SourceFile | ts.Statement)[];

/** Names whose value it may change without saying so: `names.validation` is a value that is read, `names` one that is handed on. */
function callsIn(roots: Roots, checker: ts.TypeChecker): readonly string[] {
  return [...new Set(valuesIn(roots).filter(isUse).filter((node) => !isBound(node, checker, roots) && !isOnlyRead(node)).map(({ text }) => text))];
}

function isOnlyRead(node: ts.Identifier): boolean {
  let whole: ts.Node = node;
  while ((ts.isPropertyAccessExpression(whole.parent) || ts.isElementAccessExpression(whole.parent) || ts.isNonNullExpression(whole.parent)) && whole.parent.expression === whole) whole = whole.parent;
  return whole !== node && !(ts.isCallExpression(whole.parent) && whole.parent.expression === whole);
}

/** All nodes but those of types, in their order. */
function valuesIn(roots: Roots): readonly ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    found.push(node);
    ts.forEachChild(node, visit);
  };
  for (const root of roots) visit(root);
  return found;
}

const isUse = (node: ts.Node): node is ts.Identifier => ts.isIdentifier(node) && isReference(node);

/** Binds the names of one file; nothing else is known to it. */
function checkerOf(file: ts.SourceFile): ts.TypeChecker {
  const host: ts.CompilerHost = {
    getSourceFile: (name) => (name === file.fileName ? file : undefined),
    getDefaultLibFileName: () => "none.d.ts",
    writeFile: () => undefined,
    getCurrentDirectory: () => "/",
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    fileExists: (name) => name === file.fileName,
    readFile: () => undefined,
  };
  return ts.createProgram([file.fileName], { noLib: true, noResolve: true, target: ts.ScriptTarget.ES2023, types: [] }, host).getTypeChecker();
}

/** Whether its declaration stands in one of the roots. */
function isBound(node: ts.Identifier, checker: ts.TypeChecker, roots: readonly ts.Node[]): boolean {
  const symbol = ts.isShorthandPropertyAssignment(node.parent) ? checker.getShorthandAssignmentValueSymbol(node.parent) : checker.getSymbolAtLocation(node);
  return symbol?.declarations?.some(({ pos, end }) => roots.some((root) => root.pos <= pos && end <= root.end)) ?? false;
}

/** An identifier that stands for a value, and is no property's name, no label and no declaration. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isShorthandPropertyAssignment(parent)) return parent.name === node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isExportAssignment(parent)) return true;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) return parent.initializer === node;
  return !isNaming(parent);
}

function isNaming(parent: ts.Node): boolean {
  return ts.isImportSpecifier(parent) || ts.isImportClause(parent) || ts.isNamespaceImport(parent) || ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)
    || ts.isMethodDeclaration(parent) || ts.isAccessor(parent) || ts.isFunctionDeclaration(parent) || ts.isClassDeclaration(parent) || ts.isFunctionExpression(parent) || ts.isMetaProperty(parent);
}

/** The variables that an assignment, a step, or a call that is a statement changes, as far as can be told. */
function changedBy(node: ts.Node): readonly ts.Identifier[] {
  if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) return rootsOf(node.left);
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) return isStep(node.operator) ? rootsOf(node.operand) : [];
  if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression) && ts.isPropertyAccessExpression(node.expression.expression)) return rootsOf(node.expression.expression);
  return [];
}

function isAssignment(operator: ts.SyntaxKind): boolean {
  return operator >= ts.SyntaxKind.FirstAssignment && operator <= ts.SyntaxKind.LastAssignment;
}

function isStep(operator: ts.SyntaxKind): boolean {
  return operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;
}

function rootsOf(node: ts.Expression): readonly ts.Identifier[] {
  if (ts.isIdentifier(node)) return [node];
  if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap(rootsOf);
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isNonNullExpression(node)) return rootsOf(node.expression);
  return [];
}

function declaredIn(statements: readonly ts.Statement[]): readonly string[] {
  return statements.flatMap((statement): readonly string[] => {
    if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.flatMap(({ name }) => boundIn(name));
    if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) return statement.name === undefined ? [] : [statement.name.text];
    if (!ts.isImportDeclaration(statement) || statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword) return [];
    const { name, namedBindings } = statement.importClause ?? {};
    const named = namedBindings === undefined ? [] : ts.isNamespaceImport(namedBindings) ? [namedBindings.name.text] : namedBindings.elements.filter((each) => !each.isTypeOnly).map((each) => each.name.text);
    return [...(name === undefined ? [] : [name.text]), ...named];
  });
}

function boundIn(name: ts.BindingName): readonly string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : boundIn(element.name)));
}
