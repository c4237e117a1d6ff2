/** One expression in one draw: what its LaTeX evaluates to, and what the cell yields for it. */
import { zipNumbers } from "../math/arrays.ts";
import { evaluate } from "../math/evaluate.ts";
import { Troubled, type Trouble } from "../math/trouble.ts";
import type { Value } from "../math/value.ts";
import type { Draw, Yielded } from "./draws.ts";
import type { Row } from "./rows.ts";

/** Both values of an expression; what is null was not asked for, or is not there because of the trouble. */
export interface Side {
  readonly row: Row;
  readonly yielded: Yielded | null;
  readonly evaluated: Value | null;
  readonly trouble: Trouble | null;
  /** What its neighbours are compared with: the yield, with what the formula says of rounding. Null if unchecked. */
  readonly value: Value | null;
}

/** Evaluates the expression of a row in a draw. */
export function sideOf(row: Row, draw: Draw, yielded: Yielded | null): Side {
  if (yielded?.kind === "unchecked") return { row, yielded, evaluated: null, trouble: null, value: null };
  const result = row.side.kind === "unread" ? null : evaluate(row.side, draw.setting);
  const evaluated = result !== null && "value" in result ? result.value : null;
  const trouble = result !== null && "trouble" in result ? result.trouble : null;
  return { row, yielded, evaluated, trouble, value: yielded === null ? evaluated : withSizes(yielded.value, evaluated) };
}

/** The yield's numbers with the sizes and doubts of those of the formula, which is computed in much the same way. */
function withSizes(yielded: Value, evaluated: Value | null): Value {
  if (evaluated === null) return yielded;
  try {
    return zipNumbers({ left: yielded, right: alike(evaluated, yielded) }, { start: 0, end: 0 }, (a, b) => ({ ...a, size: Math.max(a.size, b.size), doubt: Math.max(a.doubt, b.doubt) }));
  } catch (error) {
    if (error instanceof Troubled) return yielded;
    throw error;
  }
}

/** Whether a vector stands or lies, and from where its indices count, is of no account between a formula and a cell. */
function alike(value: Value, model: Value): Value {
  if (value.kind !== "array" || model.kind !== "array") return value;
  return { ...value, row: model.row, base: model.base, items: value.items.map((item, k) => alike(item, model.items[k] ?? item)) };
}
