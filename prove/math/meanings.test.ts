import { expect, test } from "vitest";
import { evaluate } from "./evaluate.ts";
import { readFormula } from "./read.ts";
import { settingOf } from "./scope.ts";
import { FromOne, toRaw, toValue, type Value } from "./value.ts";

/** What a formula is with these bindings, or why it is nothing. */
function meaning(latex: string, given: Readonly<Record<string, unknown>>): unknown {
  const bindings = new Map(Object.entries(given).map(([name, raw]): [string, Value] => {
    const value = toValue(raw);
    if (value === undefined) throw new TypeError(`${name} is no value`);
    return [name, value];
  }));
  const names = { bound: new Set(bindings.keys()), functions: new Set([...bindings].filter(([, value]) => value.kind === "function").map(([name]) => name)) };
  const read = readFormula(latex, names);
  if ("refusal" in read) return `refused: ${read.refusal.message}`;
  const result = evaluate(read.expression, settingOf(bindings, "a seed"));
  return "trouble" in result ? `${result.trouble.code}: ${result.trouble.message}${result.trouble.cure === undefined ? "" : ` | ${result.trouble.cure}`}` : toRaw(withoutRaw(result.value));
}

function withoutRaw(value: Value): Value {
  return value.kind === "array" ? { ...value, raw: undefined, items: value.items.map(withoutRaw) } : value;
}

const [A, x] = [[[1, 2], [3, 4]], [3, -4]] as const;

// what can be read in two ways is told from what can only be read in one
test.each<[string, Readonly<Record<string, unknown>>, unknown]>([
  [String.raw`\lVert x \rVert`, { x }, 5],
  [String.raw`\lVert A \rVert_F^2`, { A }, 30],
  [String.raw`\lVert A \rVert`, { A }, "not-arithmetic: an array of 2 × 2 has a Frobenius and a spectral norm, and it is not said which is meant | write `_F` below the norm, or bind a function"],
  [String.raw`\max x`, { x }, 3],
  [String.raw`\max(0, 3)`, {}, 3],
  [String.raw`\max(0, x)`, { x }, "not-arithmetic: `\\max` is taken of a vector of 2 beside something else; write it for an element, with an index"],
  [String.raw`A^T`, { A }, [[1, 3], [2, 4]]],
  [String.raw`A^n`, { A, n: 2 }, [[7, 10], [15, 22]]],
  [String.raw`A^T`, { A, T: 2 }, "not-arithmetic: `T` is bound, so this may be a power or a transpose | write `^\\top`, or the power with another letter"],
  [String.raw`A^{-T}`, { A, T: 2 }, "not-arithmetic: `T` is bound, so this may be a power or a transpose | write `^\\top`, or the power with another letter"],
  [String.raw`2^T`, { T: 3 }, 8],
  [String.raw`\begin{cases} 1 & x_0 > 0 \\ -1 & x_1 > 0 \end{cases}`, { x }, 1],
  [String.raw`\begin{cases} 1 & x_0 > 0 \\ x_0 - 2 & x_0 > 1 \end{cases}`, { x }, 1],
  [String.raw`\begin{cases} 1 & x_0 > 0 \\ -1 & x_0 > 1 \end{cases}`, { x }, "ambiguous: two of the cases apply, with different values | state conditions of which only one holds, or `\\text{otherwise}`"],
  [String.raw`\begin{cases} 1 & x_0 > 0 \\ -1 & \text{otherwise} \end{cases}`, { x }, 1],
  [String.raw`x - m`, { x, m: 1 }, "shapes-differ: a vector of 2 and a number cannot be taken element by element | write the number times `\\mathbf{1}`, or an element with its index"],
  [String.raw`x_0`, { x: new FromOne([1, 2]) }, "index-out-of-range: the index is 0, but the elements go from 1 to 2 | where the mathematics counts from 0, bind the array without `fromOne`"],
  [String.raw`x_2`, { x }, "index-out-of-range: the index is 2, but the elements go from 0 to 1 | where the mathematics counts from 1, bind the array with `fromOne`"],
])("%s of %o", (latex, given, expected) => expect(meaning(latex, given)).toEqual(expected));
