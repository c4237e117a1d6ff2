// Tangled from book/02-automatic-differentiation/05-computational-graph.md. Edit the book, then: npm run tangle
/** Reverse mode by a tape, the list of executed operations. */
import type { Arithmetic, Operation } from "./arithmetic.ts";
import { pullbacks } from "./pullbacks.ts";

/** A value, by the index of its entry on a tape. */
export type TapeIndex = number & { readonly index: unique symbol };

const NONE = -1;

// Name the fields of an entry
interface Operands {
  readonly left?: number;
  readonly right?: number;
  readonly requiresGrad: boolean;
}

type BinaryOperation = "add" | "subtract" | "multiply" | "divide";

// Define the tape
/** A tape, generic in the number type. */
export class Tape<T> implements Arithmetic<TapeIndex> {
  readonly #a: Arithmetic<T>;
  readonly #operations: (Operation | null)[] = [];
  readonly #left: number[] = [];
  readonly #right: number[] = [];
  readonly #values: T[] = [];
  /** Whether an entry depends on a variable; only then has it an adjoint. */
  readonly #requiresGrad: boolean[] = [];

  constructor(a: Arithmetic<T>) {
    this.#a = a;
  }

  // Append an entry
  #append(
    operation: Operation | null,
    value: T,
    { left = NONE, right = NONE, requiresGrad }: Operands,
  ): TapeIndex {
    this.#operations.push(operation);
    this.#left.push(left);
    this.#right.push(right);
    this.#requiresGrad.push(requiresGrad);
    return (this.#values.push(value) - 1) as TapeIndex;
  }

  // Record an operation
  #unary(operation: Operation, x: TapeIndex): TapeIndex {
    this.#check(operation, x);
    const value = (this.#a[operation] as (x: T) => T)(this.#values[x]);
    const requiresGrad = this.#requiresGrad[x];
    return this.#append(operation, value, { left: x, requiresGrad });
  }

  #binary(operation: BinaryOperation, x: TapeIndex, y: TapeIndex): TapeIndex {
    this.#check(operation, x);
    this.#check(operation, y);
    const value = this.#a[operation](this.#values[x], this.#values[y]);
    const requiresGrad = this.#requiresGrad[x] || this.#requiresGrad[y];
    return this.#append(operation, value, { left: x, right: y, requiresGrad });
  }

  // Implement the arithmetic
  /** Appends an input whose adjoint may be wanted. */
  readonly variable = (value: T): TapeIndex =>
    this.#append(null, value, { requiresGrad: true });
  /** Appends a number whose adjoint is not wanted. */
  readonly constant = (value: number): TapeIndex =>
    this.#append(null, this.#a.constant(value), { requiresGrad: false });
  readonly add = (x: TapeIndex, y: TapeIndex) => this.#binary("add", x, y);
  readonly multiply = (x: TapeIndex, y: TapeIndex) =>
    this.#binary("multiply", x, y);
  readonly exp = (x: TapeIndex) => this.#unary("exp", x);
  // Implement the other operations in the same way
  readonly subtract = (x: TapeIndex, y: TapeIndex) => this.#binary("subtract", x, y);
  readonly divide = (x: TapeIndex, y: TapeIndex) => this.#binary("divide", x, y);
  readonly negative = (x: TapeIndex) => this.#unary("negative", x);
  readonly log = (x: TapeIndex) => this.#unary("log", x);
  readonly sqrt = (x: TapeIndex) => this.#unary("sqrt", x);
  readonly sin = (x: TapeIndex) => this.#unary("sin", x);
  readonly cos = (x: TapeIndex) => this.#unary("cos", x);
  readonly tanh = (x: TapeIndex) => this.#unary("tanh", x);
  readonly relu = (x: TapeIndex) => this.#unary("relu", x);
  readonly step = (x: TapeIndex) => this.#unary("step", x);

  #check(operation: Operation, x: TapeIndex): void {
    if (!(x >= 0 && x < this.#values.length)) throw new RangeError(`${operation}: the operand ${x} is not on this tape, which has ${this.#values.length} entries`);
  }

  // Compute the adjoints
  /**
   * The adjoints of all entries for the result at `output`, as far as
   * the entries from `downTo` on contribute.
   * Throws `RangeError` if the output is not on the tape.
   */
  adjoints(output: TapeIndex, downTo = 0): (T | undefined)[] {
    // Refuse an output that is not on the tape
    if (!(output >= 0 && output < this.length)) throw new RangeError(`adjoints: the output ${output} is not on this tape, which has ${this.length} entries`);
    const adjoints = new Array<T | undefined>(output + 1).fill(undefined);
    adjoints[output] = this.#a.constant(1);
    for (let index = output as number; index >= downTo; index--) {
      const operation = this.#operations[index];
      const adjoint = adjoints[index];
      if (operation === null || adjoint === undefined) continue;
      // Contribute to the adjoints of the operands
      const [left, right] = [this.#left[index], this.#right[index]];
      const [x, y] = [this.#values[left], this.#values[right]];
      const values = { x, y, z: this.#values[index] };
      [left, right].forEach((operand, side) => {
        if (operand === NONE || !this.#requiresGrad[operand]) return;
        const part = pullbacks[operation][side]!(this.#a, adjoint, values);
        // Add the contribution to the operand’s adjoint
        const before = adjoints[operand];
        adjoints[operand] = before === undefined ? part : this.#a.add(before, part);
      });
    }
    return adjoints;
  }

  /** The gradient of the result at `output` with respect to `variables`. */
  gradient(output: TapeIndex, variables: readonly TapeIndex[]): T[] {
    const adjoints = this.adjoints(output);
    return variables.map((index) => adjoints[index] ?? this.#a.constant(0));
  }

  // Read and rewind the tape
  /** How many entries it has. */
  get length(): number {
    return this.#values.length;
  }

  /** The value of an entry. */
  at(index: TapeIndex): T {
    return this.#values[index];
  }

  /** An entry: its operation, null for a variable or a constant, and the indices of its operands. */
  entry(index: TapeIndex): { readonly operation: Operation | null; readonly operands: readonly TapeIndex[]; readonly requiresGrad: boolean } {
    const operands = [this.#left[index], this.#right[index]].filter((operand) => operand !== NONE) as TapeIndex[];
    return { operation: this.#operations[index], operands, requiresGrad: this.#requiresGrad[index] };
  }

  /** Removes all entries from `length` on. Throws `RangeError` if there are not as many. */
  rewind(length: number): void {
    if (!(length >= 0 && length <= this.length)) throw new RangeError(`rewind: a tape of ${this.length} entries has no first ${length}`);
    for (const column of [this.#operations, this.#left, this.#right, this.#values, this.#requiresGrad]) column.length = length;
  }
}
//# sourceMappingURL=../../.maps/autograd/scalar/tape.ts.map
