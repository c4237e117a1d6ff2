// Tangled from book/interlude-a-tensors/02-primitives-and-backends.md. Edit the book, then: npm run tangle
/** Gather and scatter-add, concatenation, and changes of dtype. */
import { asTensor } from "../tensor/create.ts";
import { isDifferentiable, type DType, type Numbers } from "../layout/dtype.ts";
import { sliced, type Layout, type SliceRange } from "../layout/layout.ts";
import { checkDTypes, costOf, emptyLike } from "../tensor/result.ts";
import { apply, constant, type Rule } from "../tensor/node.ts";
import { axisOf, shapeText, sizeOf, type Shape } from "../layout/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { add } from "./elementwise.ts";
import { contiguous, padSlice, expandDims, permuteDims, reshape, viewRules } from "./views.ts";

/** What the kernels see of a contiguous tensor: all before an axis as one, the axis, and all behind it as one. */
function threefold({ storage, offset, shape }: Tensor, axis: number) {
  const [before, length, behind] = [sizeOf(shape.slice(0, axis)), shape[axis]!, sizeOf(shape.slice(axis + 1))];
  return { storage, offset, shape: [before, length, behind], strides: [length * behind, behind, 1] };
}

const withLength = (shape: Shape, axis: number, length: number) => shape.map((each, other) => (other === axis ? length : each));

/** The rules of picking, putting back, joining, and changing the dtype. */
export const indexingRules = {
  take: {
    name: "take",
    value([x, indices], axis) {
      const y = emptyLike([x!, indices!], withLength(x!.shape, axis, indices!.size));
      y.backend.run({ kind: "gather", input: threefold(x!, axis), indices: indices!, output: threefold(y, axis) });
      return y;
    },
    cost: ([, indices], y) => costOf(0, [indices!, y], y),
    saves: ([, indices]) => ({ indices: indices! }),
    // Give the derivatives of a gather
    vjp: (_, cotangent, { parameters: axis, saved: { indices }, shapes }) =>
      scatterAdd(cotangent, indices!, { axis, length: shapes[0]![axis]! }),
    jvp: (_, tangent, { parameters: axis, saved: { indices } }) =>
      take(tangent, indices!, axis),
  } as Rule<number>,
  scatterAdd: {
    name: "scatterAdd",
    value([x, indices], { axis, length }) {
      const y = emptyLike([x!, indices!], withLength(x!.shape, axis, length));
      y.backend.run({ kind: "scatter", input: threefold(x!, axis), indices: indices!, output: threefold(y, axis) });
      return y;
    },
    cost: (operands, y) => costOf(operands[0]!.size, operands, y),
    saves: ([, indices]) => ({ indices: indices! }),
    vjp: (_, cotangent, { parameters: { axis }, saved: { indices } }) => take(cotangent, indices!, axis),
    jvp: (_, tangent, { parameters, saved: { indices } }) => scatterAdd(tangent, indices!, parameters),
  } as Rule<{ readonly axis: number; readonly length: number }>,
  concat: {
    name: "concat",
    value(operands, axis) {
      const length = operands.reduce((sum, { shape }) => sum + shape[axis]!, 0);
      const y = emptyLike(operands, withLength(operands[0]!.shape, axis, length));
      rangesOf(operands.map(({ shape }) => shape), axis).forEach((ranges, i) => {
        y.backend.run({ kind: "map", name: "copy", inputs: [operands[i]!], output: { storage: y.storage, ...sliced(y, ranges) } });
      });
      return y;
    },
    cost: (operands, y) => costOf(0, operands, y),
    vjp: (i, cotangent, { parameters: axis, shapes }) => apply(viewRules.slice, rangesOf(shapes, axis)[i]!, [cotangent]),
    jvp: (i, tangent, { parameters: axis, shapes, shape }) => padSlice(tangent, rangesOf(shapes, axis)[i]!, shape),
  } as Rule<number>,
  astype: {
    name: "astype",
    value([x], { to }) {
      const y = emptyLike([x!], x!.shape, to);
      y.backend.run({ kind: "map", name: "copy", inputs: [x!], output: y });
      return y;
    },
    cost: (operands, y) => costOf(0, operands, y),
    vjp: (_, cotangent, { parameters: { from } }) => astype(cotangent, from),
    jvp: (_, tangent, { parameters: { to } }) => astype(tangent, to),
  } as Rule<{ readonly from: DType; readonly to: DType }>,
};

/** For each of the pieces, its part of the whole. */
function rangesOf(shapes: readonly Shape[], axis: number): readonly (readonly SliceRange[])[] {
  let end = 0;
  return shapes.map((shape) => {
    const start = end;
    end += shape[axis]!;
    return shape.map((count, each) => ({ start: each === axis ? start : 0, step: 1, count }));
  });
}

/** `indices`, whole numbers of any shape, pick places along an axis: it is replaced by the axes of `indices`. Throws `RangeError` for a place that is not there. */
export function take(x: Tensor, indices: Tensor, axis: number): Tensor {
  const front = axisOf("take", axis, x.shape);
  checkIndices("take", indices, x.shape, front);
  const y = apply(indexingRules.take, front, [contiguous(x), contiguous(reshape(constant(indices), [-1]))]);
  return reshape(y, [...x.shape.slice(0, front), ...indices.shape, ...x.shape.slice(front + 1)]);
}

/**
 * Zeros, of the given length along the axis, to which the places of `x` along it are added at `indices`, a list as long: the adjoint of `take`.
 * Throws `RangeError` for a place that is not there.
 */
export function scatterAdd(x: Tensor, indices: Tensor, { axis, length }: { readonly axis: number; readonly length: number }): Tensor {
  const front = axisOf("scatterAdd", axis, x.shape);
  if (indices.shape.length !== 1 || indices.size !== x.shape[front]) throw new RangeError(`scatterAdd: ${shapeText(indices.shape)} indices for axis ${front} of ${shapeText(x.shape)}`);
  checkIndices("scatterAdd", indices, withLength(x.shape, front, length), front);
  return apply(indexingRules.scatterAdd, { axis: front, length }, [contiguous(x), contiguous(constant(indices))]);
}

function checkIndices(operation: string, indices: Tensor, shape: Shape, axis: number): void {
  if (indices.dtype !== "int32") throw new TypeError(`${operation}: indices must be int32, not ${indices.dtype}`);
  const length = shape[axis]!;
  const wrong = knownNumbers(indices)?.find((index) => index < 0 || index >= length);
  if (wrong !== undefined) throw new RangeError(`${operation}: index ${wrong} is out of range for axis ${axis} of ${shapeText(shape)}`);
}

/**
 * The elements in order, if the program knows them without waiting for a backend: because it wrote them, or because they can be read at
 * once. Indices that a backend has computed itself are not known, and not checked here.
 */
export function knownNumbers(x: Tensor): Numbers | undefined {
  if (x.written) return Int32Array.from(storageIndices(x), (place) => x.written![place]!);
  return x.backend.readSync ? x.dataSync() : undefined;
}

/** The places in the storage, in the order of the elements. */
function storageIndices(layout: Layout): readonly number[] {
  return layout.shape.reduce<readonly number[]>(
    (places, length, axis) => places.flatMap((place) => Array.from({ length }, (_, i) => place + i * layout.strides[axis]!)),
    [layout.offset],
  );
}

/** Of each run along an axis, the elements that `indices` name; they have the shape of `x` but for the length of that axis. */
export function takeAlongAxis(x: Tensor, indices: Tensor, axis: number): Tensor {
  const front = axisOf("takeAlongAxis", axis, x.shape);
  const picked = indices.shape[front];
  if (picked === undefined || shapeText(withLength(x.shape, front, picked)) !== shapeText(indices.shape)) throw new RangeError(`takeAlongAxis: indices ${shapeText(indices.shape)} for axis ${front} of ${shapeText(x.shape)}`);
  checkIndices("takeAlongAxis", indices, x.shape, front);
  const last = [...x.shape.keys()].filter((each) => each !== front).concat(front);
  const [rows, length] = [permuteDims(x, last), x.shape[front]!];
  const at = permuteDims(indices, last);
  const y = take(reshape(rows, [-1]), reshape(add(at, startsOf(at, length)), [-1]), 0);
  return permuteDims(reshape(y, at.shape), x.shape.map((_, axis) => last.indexOf(axis)));
}

/** For each row of `at`, the place where it starts in rows of some length; a column of them. */
function startsOf(at: Tensor, length: number): Tensor {
  const rows = at.shape.slice(0, -1);
  return asTensor(Int32Array.from({ length: sizeOf(rows) }, (_, i) => i * length), { shape: [...rows, 1], backend: at.backend });
}

/** The pieces one after the other along an axis. Throws `RangeError` if they differ along another. */
export function concat(pieces: readonly Tensor[], axis = 0): Tensor {
  const [first] = pieces;
  if (!first) throw new RangeError("concat: no tensors");
  const front = axisOf("concat", axis, first.shape);
  checkDTypes("concat", pieces);
  const other = pieces.find(({ shape }) => shapeText(withLength(shape, front, 0)) !== shapeText(withLength(first.shape, front, 0)));
  if (other) throw new RangeError(`concat: shapes differ beside axis ${front}, ${shapeText(first.shape)} and ${shapeText(other.shape)}`);
  return apply(indexingRules.concat, front, pieces);
}

/** Tensors of one shape side by side along a new axis. */
export function stack(pieces: readonly Tensor[], axis = 0): Tensor {
  const [first] = pieces;
  if (!first) throw new RangeError("stack: no tensors");
  const other = pieces.find(({ shape }) => shapeText(shape) !== shapeText(first.shape));
  if (other) throw new RangeError(`stack: shapes differ, ${shapeText(first.shape)} and ${shapeText(other.shape)}`);
  return concat(pieces.map((each) => expandDims(each, axis)), axisOf("stack", axis, [...first.shape, 1]));
}

/** The same numbers, rounded to another dtype; itself if it has it already. There is no derivative through whole numbers and block formats. */
export function astype(x: Tensor, dtype: DType): Tensor {
  if (x.dtype === dtype) return x;
  if (!isDifferentiable(dtype)) return apply(indexingRules.astype, { from: x.dtype, to: dtype }, [constant(x)]);
  return apply(indexingRules.astype, { from: x.dtype, to: dtype }, [x]);
}
//# sourceMappingURL=../.maps/primitives/indexing.ts.map
