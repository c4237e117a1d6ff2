// Tangled from book/interlude-a-tensors/04-vector-jacobian-products.md. Edit the book, then: npm run tangle
/** The tensor library, whole: what models import. */
export * from "./tensor/create.ts";
export * from "./autograd/grad.ts";
export type { Backend, FusedKernel, Kernel, Storage, View } from "./backends/backend.ts";
export { bytesOf, dtypes, type DType, type Numbers } from "./layout/dtype.ts";
export * from "./primitives/elementwise.ts";
export * from "./primitives/indexing.ts";
export * from "./primitives/matmul.ts";
export { cpu } from "./backends/cpu/cpu.ts";
export * from "./primitives/in-place.ts";
export { Pool, poolOf } from "./tensor/pool.ts";
export { measuredMemory, predictedMemory, type Beginning, type StepMemory } from "./tensor/step-memory.ts";
export * from "./primitives/reductions.ts";
export { checkReal, costOf, emptyLike, runFused, supports } from "./tensor/result.ts";
export { apply, constant, variable, type Context, type GraphNode, type Rule, type Saved } from "./tensor/node.ts";
export { rules, type Primitive } from "./primitives/rules.ts";
export type { Shape } from "./layout/shape.ts";
export { Tensor, type Nested } from "./tensor/tensor.ts";
export { broadcastTo, contiguous, copy, padSlice, expandDims, matrixTranspose, permuteDims, reshape, slice, squeeze, sum, sumTo, type Range } from "./primitives/views.ts";
//# sourceMappingURL=.maps/tensor-core.ts.map
