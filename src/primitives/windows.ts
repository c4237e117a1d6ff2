// Tangled from book/interlude-a-tensors/05-matrix-multiplication.md. Edit the book, then: npm run tangle
/** Overlapping parts of a row. */
import { asTensor } from "../tensor/create.ts";
import { take } from "./indexing.ts";
import { shapeText } from "../layout/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** The parts of length `k` of a row, from each place on: [n] → [n − k + 1, k]. Throws `RangeError` if there is none. */
export function windows(x: Tensor, k: number): Tensor {
  const count = x.size - k + 1;
  if (x.shape.length !== 1 || k < 1 || count < 1) throw new RangeError(`windows: no part of length ${k} in ${shapeText(x.shape)}`);
  const places = Int32Array.from({ length: count * k }, (_, i) => Math.floor(i / k) + (i % k));
  return take(x, asTensor(places, { shape: [count, k], backend: x.backend }), 0);
}
//# sourceMappingURL=../.maps/primitives/windows.ts.map
