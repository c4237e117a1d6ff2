/** The languages that are read with a grammar of tree-sitter. */

/**
 * Language of a fence → grammar in `@vscode/tree-sitter-wasm`. C is read as C++, which has nearly all of it: a C fragment
 * with a C++ keyword for a name, or with parameters declared between `)` and `{`, is refused.
 */
export const grammars: ReadonlyMap<string, Grammar> = new Map([
  ["c", "cpp"],
  ["cpp", "cpp"],
  ["sh", "bash"],
  ["py", "python"],
  ["js", "javascript"],
  ["css", "css"],
  ["rust", "rust"],
  ["go", "go"],
  ["java", "java"],
]);

/** A grammar's name in its file's name. */
export type Grammar = "bash" | "cpp" | "css" | "go" | "java" | "javascript" | "python" | "rust";
