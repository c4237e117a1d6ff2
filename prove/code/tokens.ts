/** The code of a cell as it counts for its evidence. */
import ts from "typescript";

/** The tokens of TypeScript with a space between each two: without comments, and however it is laid out. */
export function codeWithoutComments(code: string): string {
  if (code === "") return "";
  const file = ts.createSourceFile("cell.ts", code, ts.ScriptTarget.ES2023, false, ts.ScriptKind.TS);
  const tokens: string[] = [];
  const visit = (node: ts.Node): void => {
    if (node.kind >= ts.SyntaxKind.FirstJSDocNode && node.kind <= ts.SyntaxKind.LastJSDocNode) return;
    const children = node.getChildren(file);
    if (children.length === 0) tokens.push(node.getText(file));
    else children.forEach(visit);
  };
  visit(file);
  return tokens.join(" ");
}
