/** The operators of TypeScript, also of a chunk that begins in the middle of a function: the compiler's parser reads on. */
import ts from "typescript";
import { ofTypeScript } from "./neighbours.ts";
import type { Operator } from "./reader.ts";

/** Finds them. */
export function typescriptOperators(text: string): readonly Operator[] {
  const file = ts.createSourceFile("chunk.ts", text, ts.ScriptTarget.Latest, true);
  return rangesIn(file).flatMap(({ start, end }) => {
    const replacement = ofTypeScript[text.slice(start, end)];
    return replacement === undefined ? [] : [{ start, end, replacement }];
  });
}

type Range = Omit<Operator, "replacement">;

function rangesIn(file: ts.SourceFile): readonly Range[] {
  const found: Range[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node)) found.push({ start: node.operatorToken.getStart(file), end: node.operatorToken.end });
    if (ts.isPrefixUnaryExpression(node)) found.push({ start: node.getStart(file), end: node.operand.getStart(file) });
    if (ts.isPostfixUnaryExpression(node)) found.push({ start: node.operand.end, end: node.end });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
