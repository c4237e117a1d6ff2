// Tangled from book/02-automatic-differentiation/05-computational-graph.md. Edit the book, then: npm run tangle
/** Reverse mode by a tape, the list of executed operations. */
import type { Arithmetic, Operation } from "./arithmetic.ts";
import { pullbacks } from "./pullbacks.ts";

/** A value, by its line on a tape. */
export type Place = number & { readonly place: unique symbol };

const NONE = -1;

// Name the operands of a line
interface Operands {
  readonly left?: number;
  readonly right?: number;
  readonly varies: boolean;
}

type BinaryOperation = "add" | "subtract" | "multiply" | "divide";

// Keep a tape
/** A tape of numbers of the kind of an arithmetic. */
export class Tape<T> implements Arithmetic<Place> {
  readonly #a: Arithmetic<T>;
  readonly #operations: (Operation | null)[] = [];
  readonly #left: number[] = [];
  readonly #right: number[] = [];
  readonly #values: T[] = [];
  /** Whether a line depends on a variable; only then has it an adjoint. */
  readonly #varies: boolean[] = [];

  constructor(a: Arithmetic<T>) {
    this.#a = a;
  }

  // Write a line
  #write(
    operation: Operation | null,
    value: T,
    { left = NONE, right = NONE, varies }: Operands,
  ): Place {
    this.#operations.push(operation);
    this.#left.push(left);
    this.#right.push(right);
    this.#varies.push(varies);
    return (this.#values.push(value) - 1) as Place;
  }

  // Record an operation
  #unary(operation: Operation, x: Place): Place {
    this.#check(operation, x);
    const value = (this.#a[operation] as (x: T) => T)(this.#values[x]);
    return this.#write(operation, value, { left: x, varies: this.#varies[x] });
  }

  #binary(operation: BinaryOperation, x: Place, y: Place): Place {
    this.#check(operation, x);
    this.#check(operation, y);
    const value = this.#a[operation](this.#values[x], this.#values[y]);
    const varies = this.#varies[x] || this.#varies[y];
    return this.#write(operation, value, { left: x, right: y, varies });
  }

  // Let the tape be an arithmetic
  /** Writes an input whose adjoint may be wanted. */
  readonly variable = (value: T): Place =>
    this.#write(null, value, { varies: true });
  /** Writes a number whose adjoint is not wanted. */
  readonly constant = (value: number): Place =>
    this.#write(null, this.#a.constant(value), { varies: false });
  readonly add = (x: Place, y: Place) => this.#binary("add", x, y);
  readonly multiply = (x: Place, y: Place) =>
    this.#binary("multiply", x, y);
  readonly exp = (x: Place) => this.#unary("exp", x);
  // Write the other operations in the same way
  readonly subtract = (x: Place, y: Place) => this.#binary("subtract", x, y);
  readonly divide = (x: Place, y: Place) => this.#binary("divide", x, y);
  readonly negative = (x: Place) => this.#unary("negative", x);
  readonly log = (x: Place) => this.#unary("log", x);
  readonly sqrt = (x: Place) => this.#unary("sqrt", x);
  readonly sin = (x: Place) => this.#unary("sin", x);
  readonly cos = (x: Place) => this.#unary("cos", x);
  readonly tanh = (x: Place) => this.#unary("tanh", x);
  readonly relu = (x: Place) => this.#unary("relu", x);
  readonly step = (x: Place) => this.#unary("step", x);

  #check(operation: Operation, x: Place): void {
    if (!(x >= 0 && x < this.#values.length)) throw new RangeError(`${operation}: the operand ${x} is not on this tape, which has ${this.#values.length} lines`);
  }

  // Compute the adjoints
  /**
   * The adjoints of all lines for the result at `output`; what has been
   * contributed to them by the lines from `downTo` on.
   * Throws `RangeError` if the output is not on the tape.
   */
  adjoints(output: Place, downTo = 0): (T | undefined)[] {
    // Refuse an output that is not on the tape
    if (!(output >= 0 && output < this.length)) throw new RangeError(`adjoints: the output ${output} is not on this tape, which has ${this.length} lines`);
    const bars = new Array<T | undefined>(output + 1).fill(undefined);
    bars[output] = this.#a.constant(1);
    for (let place = output as number; place >= downTo; place--) {
      const operation = this.#operations[place];
      const bar = bars[place];
      if (operation === null || bar === undefined) continue;
      // Contribute to the adjoints of the operands
      const [left, right] = [this.#left[place], this.#right[place]];
      const [x, y] = [this.#values[left], this.#values[right]];
      const values = { x, y, z: this.#values[place] };
      [left, right].forEach((operand, side) => {
        if (operand === NONE || !this.#varies[operand]) return;
        const part = pullbacks[operation][side]!(this.#a, bar, values);
        // Add the contribution to the operand’s adjoint
        const before = bars[operand];
        bars[operand] = before === undefined ? part : this.#a.add(before, part);
      });
    }
    return bars;
  }

  /** The gradient of the result at `output` with respect to some variables. */
  gradient(output: Place, by: readonly Place[]): T[] {
    const bars = this.adjoints(output);
    return by.map((place) => bars[place] ?? this.#a.constant(0));
  }

  // Look at a tape
  /** How many numbers are on it. */
  get length(): number {
    return this.#values.length;
  }

  /** The number at a place. */
  at(place: Place): T {
    return this.#values[place];
  }

  /** A line: its operation, null for a variable or a constant, and the places of its operands. */
  line(place: Place): { readonly operation: Operation | null; readonly operands: readonly Place[]; readonly varies: boolean } {
    const operands = [this.#left[place], this.#right[place]].filter((operand) => operand !== NONE) as Place[];
    return { operation: this.#operations[place], operands, varies: this.#varies[place] };
  }

  /** Forgets all lines from `length` on. Throws `RangeError` if there are not as many. */
  rewind(length: number): void {
    if (!(length >= 0 && length <= this.length)) throw new RangeError(`rewind: a tape of ${this.length} lines has no first ${length}`);
    for (const column of [this.#operations, this.#left, this.#right, this.#values, this.#varies]) column.length = length;
  }
}
//# sourceMappingURL=../../.maps/autograd/scalar/tape.ts.map
