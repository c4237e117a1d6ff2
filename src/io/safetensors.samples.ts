// Tangled from book/04-neural-lm/11-limits-of-the-network.md. Edit the book, then: npm run tangle
/** A file of ours that another program has read. */
import { randomFrom } from "../random/xoshiro128.ts";
import { arange, asTensor, matrixTranspose, normal, type Tensor } from "../tensor-core.ts";
import { safetensorsOf } from "./safetensors.ts";

/** Tensors of all dtypes, one of them a view that is not in order. */
export function sample(): ReadonlyMap<string, Tensor> {
  const random = randomFrom(1851);
  return new Map([
    ["embedding", normal(random, [3, 2])],
    ["marks", normal(random, [2, 3], { dtype: "float64" })],
    ["order", arange(5, undefined, { dtype: "int32" })],
    ["hidden.weight", matrixTranspose(normal(random, [2, 4]))],
    ["loss", asTensor(Math.log(27), { dtype: "float64" })],
    ["none", normal(random, [0, 7])],
  ]);
}

/** Its bytes, with three remarks. */
export function ours(): Uint8Array {
  return safetensorsOf(sample(), new Map([["step", "12"], ["text", "names.txt"], ["said", 'Call me "Ishmael".\n']]));
}
//# sourceMappingURL=../.maps/io/safetensors.samples.ts.map
