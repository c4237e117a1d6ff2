/** What a guess is about, found where it stands: the number or the option that came, and the guess as a page has it. */
import type { Nodes, Root } from "mdast";
import { heights, type CurveGuess, type Guess } from "../reader/guesses/guess.ts";
import { inWords, valueAt } from "../reader/guesses/scale.ts";
import type { BookBlock, BookCode, BookValue } from "../tree.ts";
import { walk } from "../walk.ts";
import type { AnswerSource, Asked, Rule } from "./directive.ts";
import { numberAt, numbersIn, type Cell, type Printed } from "./printed.ts";
import { isRefused, refused, type Refused } from "./refused.ts";
import { extremeOf, heightAt, heightsAt, seriesIn, type Series } from "./series.ts";

/** A guess whose answer is known, and the inline cell that is the answer, where one is. */
export interface Answered {
  readonly guess: Guess;
  readonly value: BookValue | null;
}

/** Where answers are looked for: a page's tree as it was parsed and with its values, and the place in the source of what asks. */
export interface Around {
  readonly parsed: Root;
  readonly tree: Root;
  readonly offset: number;
}

/** Finds it behind the guess. Null where it has not been run yet. */
export function answerOf(asked: Asked, around: Around): Answered | Refused | null {
  const { source } = asked;
  if (source.kind === "value") {
    const value = valueBehind(source.words, around);
    if (isRefused(value) || value.value === null) return isRefused(value) ? value : null;
    const numbers = numbersIn(value.value);
    const [only] = numbers;
    if (only === undefined || numbers.length > 1) return refused(`a guess is of one number, and \`${value.value}\` is none`, source.words);
    return answered(asked, () => only, value);
  }
  if (source.kind === "drawn") return answerDrawn(asked, source, around);
  const lines = linesOf(source.of, around);
  return isRefused(lines) ? lines : answered(asked, (at) => numberAt(lines, { ...source.at, ...at }, source.of), null);
}

type Drawn = Extract<AnswerSource, { readonly kind: "drawn" }>;

function answerDrawn(asked: Asked, { of, chosen, what }: Drawn, around: Around): Answered | Refused | null {
  const csv = dataOf(of, around);
  if (csv === null || isRefused(csv)) return csv;
  const series = seriesIn(csv, chosen, of);
  if (isRefused(series)) return series;
  if (what === "all") return curveOf(asked, series, of);
  const number = typeof what === "number" ? heightAt(series, what) : extremeOf(series, what);
  return answered(asked, () => (isRefused(number) ? number : { value: number, said: inWords(number, { unit: "" }) }), null);
}

/** The curve at as many places as are asked for. */
function curveOf({ id, label, how }: Asked, series: Series, of: string): Answered | Refused {
  if (how.kind !== "curve") return refused("only a `curve` is asked for as a whole");
  const places = Array.from({ length: heights }, (_, index) => valueAt(index / (heights - 1), how.across));
  const answer = heightsAt(series, places);
  if (isRefused(answer)) return answer;
  const outside = answer.find((height) => height < how.scale.low || height > how.scale.high);
  if (outside !== undefined) return refused(`the curve goes to ${inWords(outside, { unit: "" })}, which is not between ${how.scale.low} and ${how.scale.high}`);
  const guess: CurveGuess = { id, label, at: of, kind: "curve", across: how.across, scale: how.scale, answer: answer.map((height) => Number(height.toPrecision(4))) };
  return { guess, value: null };
}

/** The number that is the answer, or that of an option, in its row or column. */
type NumberOf = (at: Partial<Cell>) => Printed | Refused;

function answered({ id, label, how, source }: Asked, numberOf: NumberOf, value: BookValue | null): Answered | Refused {
  const asking = { id, label, at: source.kind === "value" ? null : source.of };
  if (how.kind === "choice") {
    const answer = optionBy(how.rule, numberOf);
    return isRefused(answer) ? answer : { value, guess: { ...asking, kind: "choice", options: how.options, answer } };
  }
  if (how.kind === "curve") return refused("a curve is one of a figure’s data");
  const came = numberOf({});
  if (isRefused(came)) return came;
  const { low, high } = how.scale;
  if (came.value < low || came.value > high) return refused(`the answer, ${came.said}, is not between ${low} and ${high}`);
  return { value, guess: { ...asking, kind: how.kind, scale: how.scale, answer: came.value, said: came.said } };
}

function optionBy(rule: Rule, numberOf: NumberOf): number | Refused {
  if (rule.kind === "cuts") {
    const came = numberOf({});
    return isRefused(came) ? came : rule.cuts.filter((cut) => came.value >= cut).length;
  }
  const numbers = rule.names.map((name) => numberOf({ [rule.along]: name }));
  const wrong = numbers.find(isRefused);
  if (wrong !== undefined) return wrong;
  const values = numbers.map((each) => (isRefused(each) ? NaN : each.value));
  const best = rule.kind === "least" ? Math.min(...values) : Math.max(...values);
  const at = values.indexOf(best);
  return at === values.lastIndexOf(best) ? at : refused(`two options are right: \`${rule.names[at]}\` and \`${rule.names[values.lastIndexOf(best)]}\` both have ${best}`);
}

/** The first inline cell behind the guess whose expression is, or has in it, these words. */
function valueBehind(words: string, { tree, offset }: Around): BookValue | Refused {
  const behind: BookValue[] = [];
  walk(tree, (node) => {
    if (node.type === "bookValue" && startOf(node) > offset) behind.push(node);
  });
  const inOrder = behind.toSorted((a, b) => startOf(a) - startOf(b));
  const same = inOrder.find(({ expression }) => expression === words);
  if (same !== undefined) return same;
  const having = inOrder.filter(({ expression }) => expression.includes(words));
  const kinds = new Set(having.map(({ expression }) => expression));
  const [first] = having;
  if (first === undefined) return refused(`no inline cell behind the guess has \`${words}\` in its expression`, words);
  return kinds.size === 1 ? first : refused(`${kinds.size} different inline cells behind the guess have \`${words}\` in their expressions`, words);
}

/** What the cell with this id prints, line by line. */
function linesOf(id: string, { parsed, offset }: Around): readonly string[] | Refused {
  const found: { output: BookCode | null }[] = [];
  walk(parsed, (node, parent) => {
    if (node.type === "bookCode" && node.id === id && startOf(node) > offset) found.push({ output: outputAfter(node, parent) });
  });
  const [cell] = found;
  if (cell === undefined) return refused(`no cell behind the guess has the id \`${id}\``, id);
  return cell.output === null ? refused(`\`${id}\` prints nothing`, id) : cell.output.value.split("\n");
}

/** The data of the figure with this id, as CSV; null where it has not been drawn yet. */
function dataOf(id: string, { tree, offset }: Around): string | Refused | null {
  const found: BookBlock[] = [];
  walk(tree, (node) => {
    if (node.type === "bookBlock" && node.kind === "figure" && node.id === id && startOf(node) > offset) found.push(node);
  });
  const [figure] = found;
  if (figure === undefined) return refused(`no figure behind the guess has the id \`${id}\``, id);
  return figure.drawing === null ? null : (figure.drawing.csv ?? refused(`\`${id}\` has no data`, id));
}

function outputAfter(cell: BookCode, parent: Nodes): BookCode | null {
  if (!("children" in parent)) return null;
  const next = parent.children[parent.children.findIndex((child) => child === cell) + 1];
  return next?.type === "bookCode" && next.role === "output" ? next : null;
}

function startOf(node: Pick<Nodes, "position">): number {
  return node.position?.start.offset ?? -1;
}
