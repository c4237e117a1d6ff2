// Tangled from book/interlude-c-the-graphics-processor/02-a-kernel-in-wgsl.md. Edit the book, then: npm run tangle
/** From the number of an element to its places in some layouts, in WGSL. */
import type { NumberType } from "../program.ts";

/** The numbers that `indexed` reads, in their order: the lengths of the axes, and for each operand its offset and its strides. Names of several walks in a kernel differ by a letter. */
export function strided(names: readonly string[], rank: number, walk = ""): Readonly<Record<string, NumberType>> {
  const axes = Array.from({ length: rank }, (_, axis) => axis);
  return Object.fromEntries([
    ...axes.map((axis) => `length${walk}${axis}`),
    ...names.flatMap((name) => [`offset${walk}_${name}`, ...axes.map((axis) => `stride${walk}${axis}_${name}`)]),
  ].map((each) => [each, "u32"]));
}

/** Declares `at_NAME` for each operand: the place of element i. Strides may be negative: whole numbers of 32 bits wrap around. */
export function indexed(names: readonly string[], rank: number, { walk = "", i = "i" } = {}): string {
  const axes = Array.from({ length: rank }, (_, axis) => axis).reverse();
  return [
    ...names.map((name) => `  var at${walk}_${name} = sizes.offset${walk}_${name};`),
    ...(rank > 0 ? [`  var left${walk} = ${i};`] : []),
    ...axes.flatMap((axis) => [
      axis === 0 ? `  let index${walk}${axis} = left${walk};` : `  let index${walk}${axis} = left${walk} % sizes.length${walk}${axis};`,
      ...(axis === 0 ? [] : [`  left${walk} /= sizes.length${walk}${axis};`]),
      ...names.map((name) => `  at${walk}_${name} += index${walk}${axis} * sizes.stride${walk}${axis}_${name};`),
    ]),
  ].join("\n");
}
//# sourceMappingURL=../../../.maps/backends/webgpu/kernels/indexing.ts.map
