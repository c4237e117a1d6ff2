/** What a module shows of itself to those that import it. */
import ts from "typescript";

/**
 * The declarations of a module, where they follow from its text alone; else its text. Whoever imports it sees nothing more, so that where
 * they are the same it makes no difference to the types of others what the module does inside.
 */
export function shapeOf(text: string, options: ts.CompilerOptions): string {
  const { outputText, diagnostics } = ts.transpileDeclaration(text, { compilerOptions: options, fileName: "module.ts", reportDiagnostics: true });
  return diagnostics?.length === 0 ? outputText : text;
}

/** Which names a module declares for all others: those of its `declare global`; "any" where that has more than variables. */
export function globalNames(text: string): readonly string[] | "any" {
  if (!/\bdeclare\s+global\b/.test(text)) return [];
  const { statements } = ts.createSourceFile("module.ts", text, ts.ScriptTarget.Latest);
  const inside = statements.filter(ts.isModuleDeclaration).filter(({ name }) => name.text === "global").flatMap(({ body }) => (body !== undefined && ts.isModuleBlock(body) ? [...body.statements] : []));
  const names = inside.flatMap((each) => (ts.isVariableStatement(each) ? each.declarationList.declarations.map(({ name }) => name) : [null]));
  return names.length > 0 && names.every((name) => name !== null && ts.isIdentifier(name)) ? names.map((name) => (name as ts.Identifier).text) : "any";
}
