// Tangled from book/interlude-a-tensors/03-lifetimes-and-peak-memory.md. Edit the book, then: npm run tangle
/** Operations that write their result over an operand. The operand is donated: reading it afterwards is an error. */
import { bytesOf, rounded } from "../layout/dtype.ts";
import { isContiguous } from "../layout/layout.ts";
import { shapeText } from "../layout/shape.ts";
import { ledger } from "../ledger/ledger.ts";
import { checkBackends, checkDTypes, checkShapes } from "../tensor/result.ts";
import { Tensor } from "../tensor/tensor.ts";

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
