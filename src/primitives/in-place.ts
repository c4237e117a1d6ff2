// Tangled from book/interlude-a-tensors/03-lifetimes-and-peak-memory.md. Edit the book, then: npm run tangle
/** Operations that write their result over an operand. The operand is donated: reading it afterwards is an error. */
import { checkBlocks } from "../backends/formats.ts";
import { bytesOf, rounded } from "../layout/dtype.ts";
import { isContiguous, sliced, unique } from "../layout/layout.ts";
import { shapeText, type Shape } from "../layout/shape.ts";
import { ledger } from "../ledger/ledger.ts";
import { checkBackends, checkDTypes, checkShapes } from "../tensor/result.ts";
import { Tensor } from "../tensor/tensor.ts";
import { sliceRangesOf, type Range } from "./views.ts";

/** x − y in the memory of x, to the last bit as `subtract`. Throws `RangeError` if x is a view of a part or shapes differ, `TypeError` if x has a node. */
export function subtractInPlace(x: Tensor, y: Tensor): Tensor {
  checkBackends("subtractInPlace", [x, y]);
  checkDTypes("subtractInPlace", [x, y]);
  checkShapes("subtractInPlace", x.shape, y.shape);
  return inPlace("subtract", x, y);
}

/** x times a number, in the memory of x. Throws as `subtractInPlace` does. */
export function multiplyInPlace(x: Tensor, factor: number): Tensor {
  return inPlace("multiply", x, factor);
}

/**
 * x with y in place of the part that ranges name, as those of `slice` do, in the memory of x. It is donated as above, but may be any view in
 * which no number stands twice: what it does not show stays as it is. Throws `RangeError` for a range that is not within x, or a part of
 * another shape than y, `TypeError` for other dtypes and for tensors of a graph.
 */
export function writeSlice(x: Tensor, ranges: readonly Range[], y: Tensor): Tensor {
  checkBackends("writeSlice", [x, y]);
  checkDTypes("writeSlice", [x, y]);
  if (x.node || y.node) throw new TypeError("writeSlice: a tensor of a graph can be neither donated nor written");
  checkWithin(ranges, x.shape);
  const { shape, strides, offset } = sliced(x, sliceRangesOf("writeSlice", ranges, x.shape));
  const kept = [...shape.keys()].filter((axis) => typeof ranges[axis] !== "number");
  const part = { shape: kept.map((axis) => shape[axis]!), strides: kept.map((axis) => strides[axis]!), offset };
  checkShapes("writeSlice", part.shape, y.shape);
  checkBlocks("writeSlice", { storage: x.storage, ...part });
  if (unique(x) !== x.size) throw new RangeError(`writeSlice: a number stands several times in ${shapeText(x.shape)}`);
  if (x.storage === y.storage) throw new RangeError("writeSlice: what is written is a view of what it is written to");
  const result = new Tensor(x.backend.donate(x.storage), x);
  result.backend.run({ kind: "map", name: "copy", inputs: [y], output: { storage: result.storage, ...part } });
  ledger()?.("writeSlice", { FLOPs: 0, "bytes read": bytesOf(y.dtype, unique(y)), "bytes written": bytesOf(y.dtype, y.size) });
  return result;
}

/** Throws `RangeError` for a range that goes beyond an end, which `slice` would take as the end. */
function checkWithin(ranges: readonly Range[], shape: Shape): void {
  ranges.forEach((range, axis) => {
    const length = shape[axis] ?? Infinity;
    const beyond = typeof range === "number" ? undefined : [range[0], range[1]].find((at) => typeof at === "number" && (at > length || at < -length));
    if (beyond !== undefined) throw new RangeError(`writeSlice: index ${beyond} is out of range for axis ${axis} of ${shapeText(shape)}`);
  });
}

function inPlace(name: "subtract" | "multiply", x: Tensor, y: Tensor | number): Tensor {
  if (x.node) throw new TypeError(`${name}InPlace: a tensor of a graph cannot be donated`);
  if (!isContiguous(x) || x.size !== x.storage.length) throw new RangeError(`${name}InPlace: ${shapeText(x.shape)} is a view of a part`);
  const result = new Tensor(x.backend.donate(x.storage), x);
  result.backend.run({ kind: "map", name, inputs: [result, typeof y === "number" ? rounded(y, x.dtype) : y], output: result });
  const bytes = bytesOf(x.dtype, x.size);
  ledger()?.(name, { FLOPs: x.size, "bytes read": typeof y === "number" ? bytes : 2 * bytes, "bytes written": bytes });
  return result;
}
//# sourceMappingURL=../.maps/primitives/in-place.ts.map
