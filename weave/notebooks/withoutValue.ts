/** Keeps the kernel from printing the value that a cell happens to end with, which the book does not show. */
import ts from "typescript";

/** The cell, with a last line that has no value where its own has one. */
export function withoutValue(code: string): string {
  const { statements } = ts.createSourceFile("cell.ts", code, ts.ScriptTarget.ES2023, true);
  return endsInValue(statements) ? `${code.trimEnd()}\nvoid 0; // or the kernel prints the value above` : code;
}

/** Declarations have no value, so that of the statement before them stays (ECMA-262, UpdateEmpty). */
function endsInValue(statements: readonly ts.Statement[]): boolean {
  const last = statements.findLast((statement) => !isEmpty(statement));
  return last !== undefined && hasValue(last);
}

function isEmpty(statement: ts.Statement): boolean {
  return ts.isEmptyStatement(statement) || ts.isVariableStatement(statement) || ts.isDeclarationStatement(statement);
}

/** A loop's is that of the last statement it ran; what an `if` leaves out is `undefined`, which is not printed. */
function hasValue(statement: ts.Statement): boolean {
  if (ts.isExpressionStatement(statement)) return !isPrinting(statement.expression);
  if (ts.isBlock(statement)) return endsInValue(statement.statements);
  if (ts.isIfStatement(statement)) return hasValue(statement.thenStatement) || (statement.elseStatement !== undefined && hasValue(statement.elseStatement));
  if (ts.isTryStatement(statement)) return hasValue(statement.tryBlock) || (statement.catchClause !== undefined && hasValue(statement.catchClause.block));
  return ts.isIterationStatement(statement, false) && hasValue(statement.statement);
}

function isPrinting(expression: ts.Expression): boolean {
  if (ts.isAwaitExpression(expression)) return isPrinting(expression.expression);
  if (ts.isVoidExpression(expression)) return true;
  return ts.isCallExpression(expression) && /^(?:show|console\.\w+|.*\.forEach)$/s.test(expression.expression.getText());
}
