// Tangled from book/02-automatic-differentiation/04-reverse-mode.md. Edit the book, then: npm run tangle
/** Arithmetic that counts its operations. */
import { ledger, ledgerOf } from "../../ledger/ledger.ts";
import { real, type Arithmetic, type Operation } from "./arithmetic.ts";
import { dualsOver } from "./dual.ts";
import { pullbacks } from "./pullbacks.ts";

// Count operations
const FREE: ReadonlySet<string> = new Set(["constant", "negative"]);

/**
 * The arithmetic of `a`, which enters each operation in the ledger as
 * a FLOP under the present value of `label()`; a change of sign is free.
 */
export function countingOver<T>(
  a: Arithmetic<T>,
  label: () => string,
): Arithmetic<T> {
  const counted = (name: string, run: (...operands: T[]) => T) =>
    FREE.has(name) ? run : (...operands: T[]) => {
      ledger()?.(label(), { FLOPs: 1 });
      return run(...operands);
    };
  const operations = Object.entries(a)
    .map(([name, run]) => [name, counted(name, run)]);
  return Object.fromEntries(operations) as unknown as Arithmetic<T>;
}

// Compute the cost of each operation
/** What an operation costs, in FLOPs. */
export interface OperationCost {
  readonly operation: Operation;
  readonly value: number;
  /** Its value and its tangent. */
  readonly dual: number;
  /** Its pullbacks, and the addition of each contribution to what the operand has already. */
  readonly pullback: number;
}

/** The costs of all operations but the change of sign, which is free. */
export function operationCosts(): readonly OperationCost[] {
  const a = countingOver(real, () => "");
  const flops = (run: () => unknown) => ledgerOf(run)[""]?.["FLOPs"] ?? 0;
  const values = { x: 2, y: 3, z: 4 };
  return (Object.keys(pullbacks) as Operation[]).filter((operation) => operation !== "negative").map((operation) => ({
    operation,
    value: flops(() => apply(a, operation, 2, 3)),
    dual: flops(() => apply(dualsOver(a), operation, { value: 2, tangent: 1 }, { value: 3, tangent: 1 })),
    pullback: pullbacks[operation].reduce((sum, pullback) => sum + 1 + flops(() => pullback?.(a, 1, values)), 0),
  }));
}

/** An operation on one or two numbers; the second is not looked at by one that takes one. */
function apply<T>(a: Arithmetic<T>, operation: Operation, x: T, y: T): T {
  return (a[operation] as (x: T, y: T) => T)(x, y);
}
//# sourceMappingURL=../../.maps/autograd/scalar/counting.ts.map
