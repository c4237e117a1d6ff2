/** Reads a text with a grammar of tree-sitter, compiled to WebAssembly. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import webTreeSitter, { type Node, type Tree } from "@vscode/tree-sitter-wasm";
import type { Grammar } from "./grammars.ts";
import type { Unreadable } from "./unreadable.ts";

/** A function that gives the first mistake of a text in the grammar's language, or null. */
export async function treeSitter(grammar: Grammar): Promise<(text: string) => Unreadable | null> {
  const read = await treeReader(grammar);
  return (text) => read(text, ({ rootNode }) => {
    const wrong = rootNode.hasError ? firstMistake(rootNode) : null;
    return wrong === null ? null : unreadable(wrong);
  });
}

/** Reads a text and gives what `take` makes of its tree, which is gone afterwards. Offsets of the nodes are those of the text. */
export type TreeReader = <T>(text: string, take: (tree: Tree) => T) => T;

/** A reader of the grammar's language. */
export async function treeReader(grammar: Grammar): Promise<TreeReader> {
  const { Language, Parser } = webTreeSitter;
  await Parser.init();
  const folder = dirname(createRequire(import.meta.url).resolve("@vscode/tree-sitter-wasm"));
  const language = await Language.load(join(folder, `tree-sitter-${grammar}.wasm`));
  const parser = new Parser();
  parser.setLanguage(language);
  return (text, take) => {
    const tree = parser.parse(text);
    if (tree === null) throw new Error(`internal: the ${grammar} parser gave no tree`);
    try {
      return take(tree);
    } finally {
      tree.delete();
    }
  };
}

/** The first node, in the order of the text, that is an error and holds no smaller one, or that stands for what is missing. */
function firstMistake(node: Node): Node | null {
  if (node.isMissing) return node;
  for (const child of node.children) {
    const found = child?.hasError || child?.isMissing ? firstMistake(child) : null;
    if (found !== null) return found;
  }
  return node.isError ? node : null;
}

function unreadable(node: Node): Unreadable {
  const { row, column } = node.startPosition;
  const [line = ""] = node.text.split("\n");
  const message = node.isMissing ? `\`${node.type}\` is missing` : line.trim() === "" ? "it ends too early" : `\`${line.trim().slice(0, 40)}\` is not expected`;
  return { row, column, message };
}
