/** The rules that constructions call, and a reader of tokens by them. */
import type { Names } from "../expression.ts";
import { expectFinish, type Grammar, type Notes, type Reader, type Slice } from "../reader.ts";
import { finishAt } from "../tokens.ts";
import { readCondition } from "./condition.ts";
import { readExpression } from "./expression.ts";
import { readFactor } from "./factor.ts";
import { readJuxtaposed, readProduct } from "./product.ts";

const grammar: Grammar = {
  expression: readExpression,
  product: readProduct,
  juxtaposed: readJuxtaposed,
  factor: readFactor,
  condition: readCondition,
};

/** What `rule` reads of a slice, all of which it must take. Throws `Refused`. */
export function readWhole<T>(slice: Slice, names: Names, noted: Notes, rule: (reader: Reader) => T): T {
  const tokens = [...slice.tokens, finishAt(slice.tokens.at(-1)?.end ?? slice.end)];
  const reader: Reader = { tokens, position: 0, names, indices: [], closers: [], grammar, noted };
  const value = rule(reader);
  expectFinish(reader);
  return value;
}
