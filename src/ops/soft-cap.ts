// Tangled from book/06-stability/05-keeping-logits-in-range.md. Edit the book, then: npm run tangle
/** Logits within a bound. */
// Import what the cap needs
import { multiply, type Tensor } from "../tensor-core.ts";
import { checkReal } from "../tensor/result.ts";
import { tanh } from "./tanh.ts";

/**
 * c tanh(z/c) of each number: near z for small ones, between −c and c
 * for all. Throws `RangeError` unless the cap c is positive and finite.
 * Source: Gemma Team, “Gemma 2”, 2024.
 */
export function softCap(z: Tensor, cap: number): Tensor {
  // Refuse a cap that is not positive
  checkReal("softCap", z);
  if (!(cap > 0 && cap < Infinity)) throw new RangeError(`softCap: a cap of ${cap}, not a positive number`);
  return multiply(tanh(multiply(z, 1 / cap)), cap);
}
//# sourceMappingURL=../.maps/ops/soft-cap.ts.map
