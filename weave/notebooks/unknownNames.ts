/** For tests: names that cells use and nothing gives, neither a cell of the same notebook nor the runtime. */
import ts from "typescript";

/** Sorted; the type checker finds them, in all cells as one module. */
export function unknownNames(cells: readonly string[]): readonly string[] {
  const name = "cells.ts";
  const file = ts.createSourceFile(name, `export {};\n${cells.join("\n;\n")}`, ts.ScriptTarget.ES2023, true);
  const options: ts.CompilerOptions = { noLib: true, noResolve: true, types: [], target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext };
  const host: ts.CompilerHost = { ...ts.createCompilerHost(options), getSourceFile: (path) => (path === name ? file : undefined) };
  const found = ts.createProgram([name], options, host).getSemanticDiagnostics(file).flatMap(({ code, start = 0, length = 0 }) =>
    cannotFind.has(code) ? [file.text.slice(start, start + length)] : []);
  return [...new Set(found)].filter((each) => /^[\w$]+$/.test(each) && !(each in globalThis) && !builtInTypes.has(each)).sort();
}

/** “Cannot find name”, with and without a guess at the one that was meant or at a library, and of a shorthand property. */
const cannotFind = new Set([2304, 2552, 2503, 2580, 2581, 2582, 2583, 2584, 2585, 2591, 2592, 2593, 18004]);

/** Types of the language that no value has. */
const builtInTypes = new Set(["Record", "Readonly", "ReadonlyArray", "ReadonlyMap", "ReadonlySet", "Partial", "Pick", "Omit", "ReturnType", "Parameters", "Iterable", "Iterator", "Generator", "ArrayLike"]);
