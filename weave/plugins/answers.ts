/** Holds every `:::answer` to its solution: what it gives stands there, and what the reader is to write is declared there. */
import { toString } from "mdast-util-to-string";
import type { Nodes, Root } from "mdast";
import { mistake, type Diagnostic, type Source } from "../../tangle/index.ts";
import type { Asked } from "../blocks/answerLines.ts";
import { declarationOf } from "../blocks/declaration.ts";
import { placed, placeOfOpening, rawOf } from "../place.ts";
import type { BookBlock, BookCode } from "../tree.ts";
import { walk } from "../walk.ts";

/** What is wrong with the answers of a file of which all is known that was run. */
export function answers(tree: Root, source: Source): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  walk(tree, (node, parent) => {
    if (node.type === "bookBlock" && node.kind === "solution") found.push(...inSolution(node, parent, source));
  });
  return found;
}

function inSolution(solution: BookBlock, exercise: Nodes, source: Source): readonly Diagnostic[] {
  const [answer, second] = solution.children.filter((child): child is BookBlock => child.type === "bookBlock" && child.kind === "answer");
  if (answer === undefined) return [];
  if (second !== undefined) return [mistake("answer", "a solution has one answer", placeOfOpening(source, second))];
  const said = saidIn({ ...solution, children: solution.children.filter((child) => child !== answer) });
  const lines = answer.children.flatMap((list) => (list.type === "list" ? list.children : []));
  const missing = lines.flatMap((line): readonly Diagnostic[] => {
    const { asked } = line.data ?? {};
    return asked === undefined || said === null || stands(asked, said) ? [] : [mistake("answer-not-in-solution", `\`${asked.value}\` stands nowhere in this solution`, placed(source, line))];
  });
  return [...missing, ...unwritten(answer, { solution, exercise, source })];
}

/** All words and numbers of a solution; null while some of them are not known. */
function saidIn(solution: BookBlock): string | null {
  const parts: string[] = [];
  let isKnown = true;
  walk(solution, (node) => {
    if (node.type === "bookValue") {
      isKnown &&= node.value !== null;
      parts.push(node.value ?? "");
    } else if (node.type === "tableCell") parts.push(toString(node));
    else if ("value" in node && typeof node.value === "string") parts.push(node.value);
  });
  return isKnown ? parts.join(" ") : null;
}

function stands({ kind, value }: Asked, said: string): boolean {
  if (kind === "words") return said.toLowerCase().includes(value.toLowerCase());
  return numbersIn(said).has(Number(value));
}

/** The numbers of a text, with thousands, powers of ten and minus signs as formulas and people write them. */
export function numbersIn(text: string): ReadonlySet<number> {
  const plain = text
    .replace(/\{,\}|\\[,!;:]/g, "")
    .replace(/(?<=\d),(?=\d{3}(?!\d))/g, "")
    .replaceAll("−", "-")
    .replace(/(\d)\s*(?:\\times|\\cdot|×)\s*10\^\{?(-?\d+)\}?/g, "$1e$2")
    .replace(/(?<![\d.])10\^\{?(-?\d+)\}?/g, "1e$1");
  return new Set([...plain.matchAll(/(?<![\p{L}\d.])-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/giu)].flatMap(([number]) => [Number(number), Math.abs(Number(number))]));
}

/** What the reader is to write, and no cell of the solution that runs in a page, and no file with a test, has. */
function unwritten(answer: BookBlock, { solution, exercise, source }: { readonly solution: BookBlock; readonly exercise: Nodes; readonly source: Source }): readonly Diagnostic[] {
  const { writes = [] } = answer.data?.answer ?? {};
  const at = placeOfOpening(source, answer);
  const [path] = writes;
  if (path?.includes("/")) {
    if (!filesIn(solution, source).includes(path)) return [mistake("answer", `this solution has no file \`${path}\``, at)];
    const test = path.replace(/\.ts$/, ".test.ts");
    return filesIn(exercise, source).includes(test) ? [] : [mistake("answer", `this exercise has no test \`${test}\``, at)];
  }
  const declared = cellsIn(solution).filter(({ live }) => live !== null).map(({ value }) => value);
  const absent = writes.find((name) => !declared.some((code) => declarationOf(name).test(code)));
  if (absent !== undefined) return [mistake("answer", `no cell of this solution that runs in a page and prints something declares \`${absent}\``, at)];
  return writes.length === 0 || declared.some((code) => writes.every((name) => declarationOf(name).test(code))) ? [] : [mistake("answer", "what the reader writes is declared in one cell", at)];
}

/** The cells under which an output stands, which is what the reader's functions are tested by. */
function cellsIn({ children }: BookBlock): readonly BookCode[] {
  return children.filter((child, index): child is BookCode => {
    const next = children[index + 1];
    const printed = (next?.type === "bookCode" && next.role === "output") || next?.data?.printed === true;
    return child.type === "bookCode" && child.role === "run" && printed;
  });
}

/** The paths of the files that a block's own fences begin. */
function filesIn(block: Nodes, source: Source): readonly string[] {
  if (!("children" in block)) return [];
  return block.children.flatMap((child) => (child.type === "bookCode" && child.role === "file" ? (/^[^\n]*\sfile=(\S+)/.exec(rawOf(source, child))?.[1] ?? []) : []));
}
