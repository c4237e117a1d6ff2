// Tangled from book/06-stability/06-regularisation.md. Edit the book, then: npm run tangle
/** Dropout: in training, random elements become zero and the others are scaled up. */
// Import what dropout needs
import { numbersOf } from "../layout/dtype.ts";
import { shapeText } from "../layout/shape.ts";
import { ledger } from "../ledger/ledger.ts";
import type { Random } from "../random/random.ts";
import { stateFrom, xoshiro128 } from "../random/xoshiro128.ts";
import { apply, asTensor, bytesOf, checkReal, constant, multiply, type Rule, type Tensor } from "../tensor-core.ts";

// Give each mask a key
/** What a mask is a function of: 53 random bits of its training step, and the number of its layer. */
export interface MaskKey {
  readonly step: number;
  readonly layer: number;
}

/**
 * The keys of one forward pass, by layer. In training it draws two numbers,
 * whatever the rates and the layers; in an evaluation, where there is no
 * generator, all keys are null.
 */
export function maskKeys(random?: Random): (layer: number) => MaskKey | null {
  if (random === undefined) return () => null;
  const step = 2 ** 21 * random.bits() + (random.bits() >>> 11);
  return (layer) => ({ step, layer });
}

// Draw the mask
/** The mask of a tensor like x: 0 with probability `rate`, else 1 / (1 − rate). A number of the key’s own generator for each element. */
export function dropoutMask(x: Tensor, rate: number, key: MaskKey): Tensor {
  const random = xoshiro128(stateFrom(key.step, key.layer));
  const mask = numbersOf(x.dtype, x.size);
  // Scale what is kept
  const kept = 1 / (1 - rate);
  const limit = rate * 2 ** 32; // of 32 random bits
  for (let i = 0; i < mask.length; i++) {
    mask[i] = random.bits() < limit ? 0 : kept;
  }
  // Enter the mask in the ledger
  ledger()?.("mask", { "random numbers": x.size, FLOPs: x.size, "bytes written": bytesOf(x.dtype, x.size) });
  return asTensor(mask, { shape: x.shape, backend: x.backend });
}

// Multiply by the mask, and the gradient too
type Masked = { readonly rate: number; readonly key: MaskKey };
const masked = (x: Tensor, { rate, key }: Masked) =>
  multiply(x, dropoutMask(x, rate, key));

const dropoutRule: Rule<Masked> = {
  name: "dropout",
  value: ([x], parameters) => masked(constant(x!), parameters),
  // nothing is saved: the key gives the same mask again
  vjp: (_, dY, { parameters }) => masked(dY, parameters),
  jvp: (_, dX, { parameters }) => masked(dX, parameters),
};

// Apply dropout
/**
 * x with each element set to zero with probability `rate` and divided by 1 − rate otherwise, or x itself if the key is null, as in an evaluation.
 * Throws `RangeError` unless 0 ≤ rate < 1, `TypeError` for int32. Source: Srivastava and others, “Dropout”, 2014; scaled in training here.
 */
export function dropout(
  x: Tensor, rate: number, key: MaskKey | null,
): Tensor {
  // Refuse what cannot be dropped
  if (!(rate >= 0 && rate < 1)) throw new RangeError(`dropout: the rate for ${shapeText(x.shape)} is ${rate}, and not from 0 up to, but not including, 1`);
  checkReal("dropout", x);
  // Leave everything in an evaluation
  if (key === null || rate === 0) return x;
  return apply(dropoutRule, { rate, key }, [x]);
}
//# sourceMappingURL=../.maps/ops/dropout.ts.map
