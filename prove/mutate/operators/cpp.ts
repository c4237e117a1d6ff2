/** The operators of C, C++ and CUDA, by tree-sitter's grammar of C++. */
import type { Node } from "@vscode/tree-sitter-wasm";
import { asCpp } from "../../fragments/cuda.ts";
import { treeReader } from "../../fragments/treeSitter.ts";
import { ofCpp } from "./neighbours.ts";
import type { Operator, OperatorReader } from "./reader.ts";

/**
 * A reader of them. Pointers and references, template brackets and the brackets of a launch are none; what a macro is
 * defined as and what `#if` asks are not looked at, since the grammar does not read the one and the other is no code.
 */
export async function cppOperators(): Promise<OperatorReader> {
  const read = await treeReader("cpp");
  // what CUDA adds is read away; each character keeps its place
  return (text) => read(asCpp(text), ({ rootNode }) => operatorsIn(rootNode));
}

const expressions: ReadonlySet<string> = new Set(["binary_expression", "unary_expression", "update_expression", "assignment_expression"]);

function operatorsIn(node: Node): readonly Operator[] {
  if (node.type === "number_literal") return signOf(node);
  const condition = node.type.startsWith("preproc_") ? node.childForFieldName("condition")?.id : undefined;
  return node.children.flatMap((child): readonly Operator[] => {
    if (child === null || child.id === condition) return [];
    const replacement = !child.isNamed && expressions.has(node.type) ? ofCpp[child.type] : undefined;
    if (replacement !== undefined) return [{ start: child.startIndex, end: child.endIndex, replacement }];
    return operatorsIn(child);
  });
}

/** The grammar takes the sign of a number for a part of it. */
function signOf({ text, startIndex }: Node): readonly Operator[] {
  const replacement = ofCpp[text.charAt(0)];
  return replacement === undefined ? [] : [{ start: startIndex, end: startIndex + 1, replacement }];
}
