// Tangled from book/interlude-a-the-tensor-core/01-many-numbers-one-operation.md. Edit the book, then: npm run tangle
/** The tensor: a view of numbers on a device, which may know where it came from. */
import type { Device, DType, Numbers, Storage, View } from "./device.ts";
import { isContiguous, rowMajor, type Layout } from "./layout.ts";
import { plain } from "./plain.ts";
import { printed } from "./print.ts";
import type { Origin } from "./rule.ts";
import { shapeText, sizeOf, type Shape } from "./shape.ts";

/** Numbers in lists of lists, as deep as the shape is long. */
export type Nested = number | readonly Nested[];

/** Numbers in a shape. It never changes. */
export class Tensor implements View {
  readonly storage: Storage;
  readonly shape: Shape;
  readonly strides: readonly number[];
  readonly offset: number;
  /** How the tensor came about; `undefined` for a constant. */
  readonly origin: Origin | undefined;

  constructor(storage: Storage, { shape, strides, offset }: Layout, origin?: Origin) {
    this.storage = storage;
    this.shape = shape;
    this.strides = strides;
    this.offset = offset;
    this.origin = origin;
  }

  get dtype(): DType {
    return this.storage.dtype;
  }

  get device(): Device {
    return this.storage.device;
  }

  get size(): number {
    return sizeOf(this.shape);
  }

  /** A copy of the elements in order, the last axis fastest. */
  toData(): Numbers {
    const { storage, offset, size } = this;
    if (isContiguous(this)) return storage.data.slice(offset, offset + size);
    const output = new Tensor(plain.allocate(this.dtype, size), rowMajor(this.shape));
    plain.run({ kind: "map", name: "copy", inputs: [this], output });
    return output.storage.data;
  }

  /** The elements as lists of lists. */
  toArray(): Nested {
    return nested(this.toData(), this.shape);
  }

  /** The only element. Throws `RangeError` if there are more or none. */
  item(): number {
    if (this.size !== 1) throw new RangeError(`item: one number is wanted, not ${shapeText(this.shape)}`);
    return this.storage.data[this.offset]!;
  }

  /** The elements, printed as numpy prints them. */
  toString(): string {
    return printed(this.toData(), this.shape, this.dtype);
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}

function nested(numbers: Numbers, shape: Shape): Nested {
  const [length, ...rest] = shape;
  if (length === undefined) return numbers[0]!;
  const size = sizeOf(rest);
  return Array.from({ length }, (_, i) => nested(numbers.subarray(i * size, (i + 1) * size), rest));
}
//# sourceMappingURL=../.maps/tensor/tensor.ts.map
