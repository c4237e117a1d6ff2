// Tangled from book/interlude-a-tensors/01-tensors.md. Edit the book, then: npm run tangle
/** Views, copies, and the sum over axes. */
import { isContiguous, permuted, reshaped, rowMajor, sliced, expanded, type SliceRange } from "../layout/layout.ts";
import { costOf, emptyLike } from "../tensor/result.ts";
import { apply, type Rule } from "../tensor/node.ts";
import { axesOf, axisOf, broadcastShapes, checkShape, sameShape, shapeText, sizeOf, type Shape } from "../layout/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";

const inverse = (axes: readonly number[]) => axes.map((_, axis) => axes.indexOf(axis));
const without = (shape: Shape, axes: readonly number[]) => shape.filter((_, axis) => !axes.includes(axis));

/** The shape with length 1 along the axes. */
export const withOnes = (shape: Shape, axes: readonly number[]): Shape => shape.map((length, axis) => (axes.includes(axis) ? 1 : length));

/** The rules of views, of copies, and of sums. */
export const viewRules = {
  copy: {
    name: "copy",
    value([x]) {
      const y = emptyLike([x!], x!.shape);
      y.backend.run({ kind: "map", name: "copy", inputs: [x!], output: y });
      return y;
    },
    cost: (operands, y) => costOf(0, operands, y),
    vjp: (_, cotangent) => cotangent,
    jvp: (_, tangent) => tangent,
  } as Rule<undefined>,
  reshape: {
    name: "reshape",
    value: ([x], shape) => x!.withLayout(reshaped(x!, shape)!),
    vjp: (_, cotangent, { shapes }) => reshape(cotangent, shapes[0]!),
    jvp: (_, tangent, { shape }) => reshape(tangent, shape),
  } as Rule<Shape>,
  permuteDims: {
    name: "permuteDims",
    value: ([x], axes) => x!.withLayout(permuted(x!, axes)),
    vjp: (_, cotangent, { parameters: axes }) => permuteDims(cotangent, inverse(axes)),
    jvp: (_, tangent, { parameters: axes }) => permuteDims(tangent, axes),
  } as Rule<readonly number[]>,
  // Give the rule of broadcasting
  broadcastTo: {
    name: "broadcastTo",
    value: ([x], shape) => x!.withLayout(expanded(x!, shape)),
    vjp: (_, cotangent, { shapes }) => sumTo(cotangent, shapes[0]!),
    jvp: (_, tangent, { shape }) => broadcastTo(tangent, shape),
  } as Rule<Shape>,
  slice: {
    name: "slice",
    value: ([x], ranges) => x!.withLayout(sliced(x!, ranges)),
    vjp: (_, cotangent, { parameters: ranges, shapes }) => padSlice(cotangent, ranges, shapes[0]!),
    jvp: (_, tangent, { parameters: ranges }) => apply(viewRules.slice, ranges, [tangent]),
  } as Rule<readonly SliceRange[]>,
  padSlice: {
    name: "padSlice",
    value([x], { ranges, shape }) {
      const y = emptyLike([x!], shape);
      y.backend.run({ kind: "fill", value: 0, output: y });
      y.backend.run({ kind: "map", name: "copy", inputs: [x!], output: { storage: y.storage, ...sliced(y, ranges) } });
      return y;
    },
    cost: (operands, y) => costOf(0, operands, y),
    vjp: (_, cotangent, { parameters: { ranges } }) => apply(viewRules.slice, ranges, [cotangent]),
    jvp: (_, tangent, { parameters: { ranges, shape } }) => padSlice(tangent, ranges, shape),
  } as Rule<{ readonly ranges: readonly SliceRange[]; readonly shape: Shape }>,
  // Give the rule of a sum over axes
  sum: {
    name: "sum",
    value([x], axes) {
      const y = emptyLike([x!], without(x!.shape, axes));
      y.backend.run({ kind: "reduce", name: "sum", input: x!,
        output: { storage: y.storage, ...keepDimsLayout(y, x!.shape, axes) } });
      return y;
    },
    cost: ([x], y) => costOf(x!.size, [x!], y),
    vjp: (_, cotangent, { parameters: axes, shapes }) =>
      broadcastTo(reshape(cotangent, withOnes(shapes[0]!, axes)), shapes[0]!),
    jvp: (_, tangent, { parameters: axes }) => sum(tangent, axes),
  } as Rule<readonly number[]>,
};

/** The layout of a result along the axes that it was summed over, too: there it has stride 0. */
export function keepDimsLayout(y: Tensor, shape: Shape, axes: readonly number[]) {
  return expanded({ ...rowMajor(withOnes(shape, axes)), offset: y.offset }, shape);
}

/** The tensor with its elements side by side: itself if they are, else a copy. */
export function contiguous(x: Tensor): Tensor {
  return isContiguous(x) ? x : copy(x);
}

/** A copy with its elements side by side. */
export function copy(x: Tensor): Tensor {
  return apply(viewRules.copy, undefined, [x]);
}

/**
 * The same elements in the same order, in another shape, of which one length may be −1: whatever is left. A view, unless no strides can
 * read the elements so; then a copy. Throws `RangeError` if the shape has room for more or fewer.
 */
export function reshape(x: Tensor, shape: Shape): Tensor {
  const to = shape.includes(-1) ? completed(x, shape) : shape;
  checkShape("reshape", to);
  if (sizeOf(to) !== x.size) throw new RangeError(`reshape: ${shapeText(x.shape)} cannot be reshaped to ${shapeText(shape)}`);
  if (sameShape(x.shape, to)) return x;
  return apply(viewRules.reshape, to, [reshaped(x, to) ? x : copy(x)]);
}

function completed(x: Tensor, shape: Shape): Shape {
  const known = shape.reduce((size, length) => (length === -1 ? size : size * length), 1);
  return shape.map((length) => (length === -1 ? x.size / known : length));
}

/** A view with the axes in another order. Throws `RangeError` unless each is named once. */
export function permuteDims(x: Tensor, axes: readonly number[]): Tensor {
  const front = axes.map((axis) => axisOf("permuteDims", axis, x.shape));
  if (front.length !== x.shape.length || new Set(front).size !== front.length) throw new RangeError(`permuteDims: ${shapeText(axes)} does not name each axis of ${shapeText(x.shape)} once`);
  return apply(viewRules.permuteDims, front, [x]);
}

/** A view with the last two axes exchanged. Throws `RangeError` if there are none. */
export function matrixTranspose(x: Tensor): Tensor {
  const rank = x.shape.length;
  if (rank < 2) throw new RangeError(`matrixTranspose: not a matrix, ${shapeText(x.shape)}`);
  return permuteDims(x, [...x.shape.keys()].map((axis) => (axis < rank - 2 ? axis : 2 * rank - 3 - axis)));
}

/** A view with a new axis of length 1 at position `axis`. */
export function expandDims(x: Tensor, axis: number): Tensor {
  const front = axisOf("expandDims", axis, [...x.shape, 1]);
  return reshape(x, [...x.shape.slice(0, front), 1, ...x.shape.slice(front)]);
}

/** A view without the axes, which must have length 1; without all such axes if none are named. */
export function squeeze(x: Tensor, axes?: number | readonly number[]): Tensor {
  const gone = axes === undefined ? x.shape.flatMap((length, axis) => (length === 1 ? [axis] : [])) : axesOf("squeeze", axes, x.shape);
  const long = gone.find((axis) => x.shape[axis] !== 1);
  if (long !== undefined) throw new RangeError(`squeeze: axis ${long} of ${shapeText(x.shape)} is longer than 1`);
  return reshape(x, without(x.shape, gone));
}

/** A view in which new axes, and axes of length 1, are repeated. Throws `RangeError` if the shapes do not fit. */
export function broadcastTo(x: Tensor, shape: Shape): Tensor {
  checkShape("broadcastTo", shape);
  if (sameShape(x.shape, shape)) return x;
  if (!sameShape(broadcastShapes("broadcastTo", x.shape, shape), shape)) throw new RangeError(`broadcastTo: ${shapeText(x.shape)} cannot be broadcast to ${shapeText(shape)}`);
  return apply(viewRules.broadcastTo, shape, [x]);
}

/** All of an axis `[]`, from an index on `[from]`, up to another `[from, to]`, in steps `[from, to, step]`; or one index, a number, which drops the axis. Negative indices count from the end. */
export type Range = number | readonly [] | readonly [from: number | null, to?: number | null, step?: number];

/** A view of a part, by a range for each axis; axes that have none are taken whole. Throws `RangeError` for an index that is out of range or no whole number. */
export function slice(x: Tensor, ranges: readonly Range[]): Tensor {
  const part = apply(viewRules.slice, sliceRangesOf("slice", ranges, x.shape), [x]);
  const picked = ranges.flatMap((range, axis) => (typeof range === "number" ? [axis] : []));
  return picked.length === 0 ? part : reshape(part, without(part.shape, picked));
}

/** The indices that ranges name, for each axis of a shape. Throws as `slice` does. */
export function sliceRangesOf(operation: string, ranges: readonly Range[], shape: Shape): readonly SliceRange[] {
  if (ranges.length > shape.length) throw new RangeError(`${operation}: ${ranges.length} ranges for ${shapeText(shape)}`);
  return shape.map((length, axis) => sliceRangeOf(ranges[axis] ?? [], length, { operation, shape }));
}

function sliceRangeOf(range: Range, length: number, { operation, shape }: { readonly operation: string; readonly shape: Shape }): SliceRange {
  if (typeof range === "number") {
    const start = range < 0 ? range + length : range;
    if (!Number.isInteger(range) || start < 0 || start >= length) throw new RangeError(`${operation}: index ${range} is out of range for an axis of ${shapeText(shape)}`);
    return { start, step: 1, count: 1 };
  }
  const [from = null, to = null, step = 1] = range;
  if (!Number.isInteger(step) || step === 0) throw new RangeError(`${operation}: the step must be a whole number and not 0, not ${step}`);
  const broken = [from, to].find((at) => at !== null && !Number.isInteger(at));
  if (broken !== undefined) throw new RangeError(`${operation}: an index must be a whole number, not ${broken}`);
  // as in Python, indices beyond an end are the end
  const [least, most] = step > 0 ? [0, length] : [-1, length - 1];
  const clamped = (index: number) => Math.min(Math.max(index < 0 ? index + length : index, least), most);
  const start = from === null ? (step > 0 ? least : most) : clamped(from);
  const end = to === null ? (step > 0 ? most : least) : clamped(to);
  return { start, step, count: Math.max(0, Math.ceil((end - start) / step)) };
}

/** Zeros of a shape, with the elements of `x` in the part that the ranges name. */
export function padSlice(x: Tensor, ranges: readonly SliceRange[], shape: Shape): Tensor {
  return apply(viewRules.padSlice, { ranges, shape }, [x]);
}

/** Sums over axes, all of them if none are named; with `keepDims` they stay, with length 1. */
export function sum(x: Tensor, axes?: number | readonly number[], { keepDims = false } = {}): Tensor {
  const gone = axesOf("sum", axes, x.shape);
  if (gone.length === 0) return x;
  const y = apply(viewRules.sum, gone, [x]);
  return keepDims ? reshape(y, withOnes(x.shape, gone)) : y;
}

/** Sums over the axes along which a tensor of the shape was repeated to that of `x`: the VJP of `broadcastTo`. */
// Sum over the repeated axes
export function sumTo(x: Tensor, shape: Shape): Tensor {
  const added = x.shape.length - shape.length;
  const repeated = x.shape.flatMap((length, axis) =>
    (axis < added || (shape[axis - added] === 1 && length !== 1) ? [axis] : []));
  return reshape(sum(x, repeated), shape);
}
//# sourceMappingURL=../.maps/primitives/views.ts.map
