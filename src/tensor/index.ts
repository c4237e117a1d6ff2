// Tangled from book/interlude-a-the-tensor-core/03-sums-where-we-copied.md. Edit the book, then: npm run tangle
/** The tensor core, whole: what models import. */
export * from "./create.ts";
export * from "./derive.ts";
export type { Device, DType, Kernel, Storage, View } from "./device.ts";
export * from "./elementwise.ts";
export * from "./indexing.ts";
export * from "./matmul.ts";
export { plain } from "./plain.ts";
export { Pool } from "./pool.ts";
export * from "./reductions.ts";
export { checkReal, costOf, roomFor } from "./result.ts";
export { apply, constant, variable, type At, type Origin, type Rule } from "./rule.ts";
export { rules, type Primitive } from "./rules.ts";
export type { Shape } from "./shape.ts";
export { Tensor, type Nested } from "./tensor.ts";
export { broadcastTo, contiguous, copy, embed, expandDims, matrixTranspose, permuteDims, reshape, slice, squeeze, sum, sumTo, type Range } from "./views.ts";
//# sourceMappingURL=../.maps/tensor/index.ts.map
