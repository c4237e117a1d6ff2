/** The operators of a chunk, each changed into its neighbour. */
import ts from "typescript";
import { offsetAt, type Fence, type Section } from "../../tangle/index.ts";
import type { Mutant } from "./mutant.ts";

/** Mutants of the program's own code: not of its tests, benchmarks and demonstrations, whose mistakes nothing else could notice. */
export function operatorMutants(section: Section): readonly Mutant[] {
  return section.fences.filter(isProgram).flatMap((fence) => mutantsIn(fence, section));
}

/** By what each operator is replaced: the mistake that a hand makes. */
const neighbours: Readonly<Record<string, string>> = {
  "+": "-", "-": "+", "*": "/", "/": "*", "%": "*", "**": "*",
  "<": "<=", "<=": "<", ">": ">=", ">=": ">", "===": "!==", "!==": "===",
  "&&": "||", "||": "&&", "??": "&&",
  "+=": "-=", "-=": "+=", "*=": "/=", "/=": "*=", "++": "--", "--": "++", "!": "",
};

function isProgram({ role, language, name }: Fence): boolean {
  return (role === "chunk" || role === "file") && language === "ts" && !/\.(test|bench)\.ts$/.test(name);
}

function mutantsIn(fence: Fence, section: Section): readonly Mutant[] {
  // a use of another chunk is blanked out at its length, so that what is left stands where it stood
  const lines = fence.lines.map(({ text }) => text.replace(/^(\s*)<<.*>>\s*$/, (use) => " ".repeat(use.length)));
  const file = ts.createSourceFile("chunk.ts", lines.join("\n"), ts.ScriptTarget.Latest, true);
  return operatorsIn(file).flatMap(({ start, end }): readonly Mutant[] => {
    const text = neighbours[file.text.slice(start, end)];
    const span = text === undefined ? null : spanIn(fence, lines, { start, end });
    return span === null || text === undefined ? [] : [{ kind: "operator", change: "operator", section, span, text, matters: true }];
  });
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function operatorsIn(file: ts.SourceFile): readonly Range[] {
  const found: Range[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node)) found.push(range(node.operatorToken.getStart(file), node.operatorToken.end));
    if (ts.isPrefixUnaryExpression(node)) found.push(range(node.getStart(file), node.operand.getStart(file)));
    if (ts.isPostfixUnaryExpression(node)) found.push(range(node.operand.end, node.end));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function range(start: number, end: number): Range {
  return { start, end };
}

function spanIn({ source, lines }: Fence, texts: readonly string[], { start, end }: Range): Mutant["span"] | null {
  const row = texts.join("\n").slice(0, start).split("\n").length - 1;
  const line = lines[row];
  if (line === undefined) return null;
  const before = texts.slice(0, row).reduce((sum, text) => sum + text.length + 1, 0);
  const first = offsetAt(source, line.line, line.column + start - before - line.virtual);
  return { start: first, end: offsetAt(source, line.line, line.column + end - before - line.virtual) };
}
