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

/** Reads them off TypeScript's own scopes. */
export function namesOf(text: string): CellNames {
  const file = ts.createSourceFile("cell.ts", `${text}\nexport {};`, ts.ScriptTarget.ES2023, true, ts.ScriptKind.TS);
  const checker = checkerOf(file);
  const uses = new Set<string>();
  const changes = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    if (ts.isIdentifier(node) && isReference(node) && !isBound(node, checker)) uses.add(node.text);
    for (const changed of changedBy(node)) if (!isBound(changed, checker)) changes.add(changed.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { declares: declaredIn(file), uses: [...uses], changes: [...changes] };
}

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

function isBound(node: ts.Identifier, checker: ts.TypeChecker): boolean {
  if (ts.isShorthandPropertyAssignment(node.parent)) return checker.getShorthandAssignmentValueSymbol(node.parent) !== undefined;
  const symbol = checker.getSymbolAtLocation(node);
  return symbol?.declarations !== undefined && symbol.declarations.length > 0;
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

function declaredIn(file: ts.SourceFile): readonly string[] {
  return file.statements.flatMap((statement): readonly string[] => {
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
