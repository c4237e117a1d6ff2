// Tangled from book/interlude-a-tensors/01-tensors.md. Edit the book, then: npm run tangle
/** The tensor, a view of numbers on a backend, which may know where it came from; and the rules of what it may have come from. */
import type { Costs } from "../ledger/ledger.ts";
import type { Backend, Storage, View } from "../backends/backend.ts";
import type { DType, Numbers } from "../layout/dtype.ts";
import { isContiguous, rowMajor, type Layout } from "../layout/layout.ts";
import { printed } from "./format.ts";
import { shapeText, sizeOf, type Shape } from "../layout/shape.ts";

/** Numbers in lists of lists, as deep as the shape is long. */
export type Nested = number | readonly Nested[];

/** Numbers in a shape. It never changes. */
export class Tensor implements View {
  // Declare the fields of a tensor
  readonly storage: Storage;
  readonly shape: Shape;
  readonly strides: readonly number[];
  readonly offset: number;
  /** The operation that made the tensor; `undefined` for a constant. */
  readonly node: GraphNode | undefined;
  /** What was written to the storage, remembered where indices could not be read back at once. */
  readonly written: Numbers | undefined;

  constructor(storage: Storage, { shape, strides, offset }: Layout, { node, written }: { readonly node?: GraphNode; readonly written?: Numbers | undefined } = {}) {
    this.storage = storage;
    this.shape = shape;
    this.strides = strides;
    this.offset = offset;
    this.node = node;
    this.written = written;
  }

  get dtype(): DType {
    return this.storage.dtype;
  }

  get backend(): Backend {
    return this.storage.backend;
  }

  get size(): number {
    return sizeOf(this.shape);
  }

  /** The same numbers under another layout, as a constant. */
  withLayout(layout: Layout): Tensor {
    return new Tensor(this.storage, layout, { written: this.written });
  }

  /** The same tensor with another node, or as a constant. */
  withNode(node?: GraphNode): Tensor {
    return new Tensor(this.storage, this, { written: this.written, ...(node && { node }) });
  }

  /** A copy of the elements in order, the last axis fastest; from every backend. */
  async data(): Promise<Numbers> {
    const { storage, backend, offset, size } = this;
    if (isContiguous(this)) return backend.read(storage, offset, offset + size);
    const inOrder = this.#inOrder();
    try {
      return await backend.read(inOrder, 0, size);
    } finally {
      backend.free(inOrder);
    }
  }

  /** The same at once. Throws `TypeError` if the backend cannot do that. */
  dataSync(): Numbers {
    const { storage, backend, offset, size } = this;
    if (!backend.readSync) throw new TypeError(`dataSync: ${backend.name} cannot be read synchronously; use await tensor.data()`);
    if (isContiguous(this)) return backend.readSync(storage, offset, offset + size);
    const inOrder = this.#inOrder();
    const numbers = backend.readSync(inOrder, 0, size);
    backend.free(inOrder);
    return numbers;
  }

  #inOrder(): Storage {
    const storage = this.backend.allocate(this.dtype, this.size);
    try {
      this.backend.run({ kind: "map", name: "copy", inputs: [this], output: { storage, ...rowMajor(this.shape) } });
    } catch (mistake) {
      this.backend.free(storage);
      throw mistake;
    }
    return storage;
  }

  /** The elements as lists of lists. Throws as `dataSync` does. */
  toArray(): Nested {
    return nested(this.dataSync(), this.shape);
  }

  /** The only element. Throws `RangeError` if there are more or none, `TypeError` as `dataSync` does. */
  item(): number {
    if (this.size !== 1) throw new RangeError(`item: one number is wanted, not ${shapeText(this.shape)}`);
    return this.dataSync()[0]!;
  }

  /** The elements, printed as numpy prints them; if they cannot be read at once, what kind of tensor it is. */
  toString(): string {
    if (!this.backend.readSync) return `${this.dtype} ${shapeText(this.shape)} on ${this.backend.name}`;
    return printed(this.dataSync(), this.shape, this.dtype);
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}

// Declare the rule of a primitive
/** A primitive operation; `P` is the type of its parameters, such as axes. */
export interface Rule<P = unknown> {
  readonly name: string;
  value(operands: readonly Tensor[], parameters: P): Tensor;
  /** FLOPs and compulsory traffic; a view has none. */
  cost?(operands: readonly Tensor[], y: Tensor, parameters: P): Costs;
  /** The tensors that the derivatives will read, by name. */
  saves?(operands: readonly Tensor[], y: Tensor, parameters: P): Saved;
  /** Jᵀ`cotangent` for operand `i`, and J`tangent`, in operations. */
  vjp?(i: number, cotangent: Tensor, context: Context<P>): Tensor;
  /**
   * Jᵀ`cotangent` for all operands at once, in place of `vjp`. What is not
   * wanted need not be computed, and is not read.
   */
  vjpAll?(wanted: readonly boolean[], cotangent: Tensor,
    context: Context<P>): readonly (Tensor | undefined)[];
  jvp?(i: number, tangent: Tensor, context: Context<P>): Tensor;
}

/** What a node keeps for the backward pass, by name. */
export type Saved = Readonly<Record<string, Tensor>>;

// Declare a node of the computational graph
/** Where a derivative is taken. */
export interface Context<P = unknown> {
  readonly parameters: P;
  readonly saved: Saved;
  /** Of the operands. */
  readonly shapes: readonly Shape[];
  /** Of the result. */
  readonly shape: Shape;
}

/** The rule that made a tensor, and the nodes of its operands. A constant has no node. */
export interface GraphNode extends Context {
  readonly rule: Rule;
  readonly operands: readonly (GraphNode | undefined)[];
}

function nested(numbers: Numbers, shape: Shape): Nested {
  const [length, ...rest] = shape;
  if (length === undefined) return numbers[0]!;
  const size = sizeOf(rest);
  return Array.from({ length }, (_, i) => nested(numbers.subarray(i * size, (i + 1) * size), rest));
}
//# sourceMappingURL=../.maps/tensor/tensor.ts.map
