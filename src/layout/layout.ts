// Tangled from book/interlude-a-tensors/01-tensors.md. Edit the book, then: npm run tangle
/** Layouts: where in its storage each element of a tensor is. */
import { sameShape, sizeOf, type Shape } from "./shape.ts";

// Declare the layout of a tensor
/** Element i is at storage index `offset` + Σ iₐ · `strides`ₐ. */
export interface Layout {
  readonly shape: Shape;
  /** How far apart neighbours along each axis are. */
  readonly strides: readonly number[];
  readonly offset: number;
}

// Declare a slice of an axis
/** Every `step`-th index of an axis, `count` of them, beginning with `start`. */
export interface SliceRange {
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

/** The layout without gaps in which the last axis runs fastest. */
// Compute the strides of row-major order
export function rowMajor(shape: Shape): Layout {
  const strides = shape.map(() => 1);
  for (let axis = shape.length - 2; axis >= 0; axis--) {
    strides[axis] = strides[axis + 1]! * shape[axis + 1]!;
  }
  return { shape, strides, offset: 0 };
}

/** Whether the elements stand in row-major order without gaps. */
// Test whether a layout is contiguous
export function isContiguous({ shape, strides }: Layout): boolean {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && strides[axis] !== expected) return sizeOf(shape) === 0;
    expected *= shape[axis]!;
  }
  return true;
}

/** The layout with its axes in another order. */
// Permute the axes of a layout
export function permuted(layout: Layout, axes: readonly number[]): Layout {
  return {
    shape: axes.map((axis) => layout.shape[axis]!),
    strides: axes.map((axis) => layout.strides[axis]!),
    offset: layout.offset,
  };
}

/** The layout of a broadcast: new axes, and axes of length 1, get stride 0. */
// Give repeated axes stride zero
export function expanded({ shape, strides, offset }: Layout, to: Shape): Layout {
  const added = to.length - shape.length;
  return {
    shape: to,
    strides: to.map((length, axis) =>
      (axis < added || (shape[axis - added] === 1 && length !== 1) ? 0 : strides[axis - added]!)),
    offset,
  };
}

/** The layout of a slice, by a range of each axis. */
// Compute the layout of a slice
export function sliced({ strides, offset }: Layout, ranges: readonly SliceRange[]): Layout {
  return {
    shape: ranges.map(({ count }) => count),
    strides: ranges.map(({ step }, axis) => step * strides[axis]!),
    // Add the start of the slice to the offset
    offset: ranges.reduce((sum, { start, count }, axis) =>
      (count === 0 ? sum : sum + start * strides[axis]!), offset),
  };
}

/** The layout that reads the same elements in the same order as another shape; `undefined` if no strides can. */
export function reshaped(layout: Layout, shape: Shape): Layout | undefined {
  if (sizeOf(shape) === 0 || isContiguous(layout)) return { ...rowMajor(shape), offset: layout.offset };
  // Split the merged axes into the new shape
  const strides = shape.map(() => 0);
  let axis = shape.length - 1;
  for (let { length, stride } of merged(layout).reverse()) {
    // `length` is what is left of the merged axis, `stride` that of the next axis to split off
    while (axis >= 0 && (length > 1 || shape[axis] === 1)) {
      if (length % shape[axis]! !== 0) return undefined;
      strides[axis] = stride;
      stride *= shape[axis]!;
      length /= shape[axis]!;
      axis--;
    }
    if (length > 1) return undefined;
  }
  return { shape, strides, offset: layout.offset };
}

/** The axes longer than 1; neighbours that run on into each other are merged. */
function merged({ shape, strides }: Layout): { length: number; stride: number }[] {
  // Merge the axes that run on into each other
  const axes: { length: number; stride: number }[] = [];
  shape.forEach((length, axis) => {
    if (length === 1) return;
    const [stride, outer] = [strides[axis]!, axes.at(-1)];
    if (outer?.stride === stride * length)
      axes[axes.length - 1] = { length: outer.length * length, stride };
    else axes.push({ length, stride });
  });
  return axes;
}

/** How many different numbers a layout shows: an axis with stride 0 shows the same ones again. */
export function unique({ shape, strides }: Layout): number {
  return sizeOf(shape) === 0 ? 0 : shape.reduce((size, length, axis) => (strides[axis] === 0 ? size : size * length), 1);
}

/** Whether two layouts put every element at the same storage index. */
export function sameLayout(one: Layout, other: Layout): boolean {
  return sameShape(one.shape, other.shape) && one.offset === other.offset && one.strides.every((stride, axis) => stride === other.strides[axis] || one.shape[axis] === 1);
}
//# sourceMappingURL=../.maps/layout/layout.ts.map
