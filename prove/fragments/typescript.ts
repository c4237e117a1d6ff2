/** Reads a text as TypeScript with the language's own parser. */
import ts from "typescript";
import type { Unreadable } from "./unreadable.ts";

/** The first mistake of the text as a module, or null. Types are not looked at. */
export function unreadableTypeScript(text: string): Unreadable | null {
  const [first] = syntaxErrors(text);
  if (first?.file === undefined || first.start === undefined) return null;
  const { line, character } = first.file.getLineAndCharacterOfPosition(first.start);
  return { row: line, column: character, message: plain(ts.flattenDiagnosticMessageText(first.messageText, "; ")) };
}

/** Where the text is not TypeScript at all. */
export function syntaxErrors(text: string): readonly ts.Diagnostic[] {
  const options: ts.CompilerOptions = { noResolve: true, noLib: true, target: ts.ScriptTarget.ESNext };
  return ts.transpileModule(text, { compilerOptions: options, reportDiagnostics: true, fileName: "fragment.ts" }).diagnostics ?? [];
}

function plain(message: string): string {
  return `${message.charAt(0).toLowerCase()}${message.slice(1)}`.replace(/\.$/, "").replace(/'([^']+)'/g, "`$1`");
}
