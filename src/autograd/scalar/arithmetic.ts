// Tangled from book/02-automatic-differentiation/03-forward-mode.md. Edit the book, then: npm run tangle
/** Arithmetic, generic in the number type. */

// List the operations
/** The operations of a program on numbers of type `T`. */
export interface Arithmetic<T> {
  /** The number of this type that stands for a plain one. */
  constant(value: number): T;
  add(x: T, y: T): T;
  subtract(x: T, y: T): T;
  multiply(x: T, y: T): T;
  divide(x: T, y: T): T;
  // List the operations on one number
  negative(x: T): T;
  exp(x: T): T;
  log(x: T): T;
  sqrt(x: T): T;
  sin(x: T): T;
  cos(x: T): T;
  tanh(x: T): T;
  /** x where it is positive, else 0. */
  relu(x: T): T;
  /** 1 where x is positive, else 0. */
  step(x: T): T;
}

/** The name of an operation. */
export type Operation = Exclude<keyof Arithmetic<unknown>, "constant">;

// Name the type of a program
/** A function of many numbers, for any number type. */
export type Program =
  <T>(a: Arithmetic<T>, inputs: readonly T[]) => T;

// Do them with plain numbers
/** Plain numbers. */
export const real: Arithmetic<number> = {
  constant: (value) => value,
  add: (x, y) => x + y,
  subtract: (x, y) => x - y,
  multiply: (x, y) => x * y,
  divide: (x, y) => x / y,
  // Do the operations on one plain number
  negative: (x) => -x,
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  sin: Math.sin,
  cos: Math.cos,
  tanh: Math.tanh,
  relu: (x) => (x > 0 ? x : 0),
  step: (x) => (x > 0 ? 1 : 0),
};

// Do them with single precision
const { fround } = Math;

/** Numbers of 24 binary digits, each operation rounded to them. */
export const single: Arithmetic<number> = {
  constant: fround,
  add: (x, y) => fround(x + y),
  subtract: (x, y) => fround(x - y),
  multiply: (x, y) => fround(x * y),
  divide: (x, y) => fround(x / y),
  negative: (x) => -x,
  exp: (x) => fround(Math.exp(x)),
  log: (x) => fround(Math.log(x)),
  sqrt: (x) => fround(Math.sqrt(x)),
  sin: (x) => fround(Math.sin(x)),
  cos: (x) => fround(Math.cos(x)),
  tanh: (x) => fround(Math.tanh(x)),
  relu: real.relu,
  step: real.step,
};
//# sourceMappingURL=../../.maps/autograd/scalar/arithmetic.ts.map
