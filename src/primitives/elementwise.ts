// Tangled from book/interlude-a-tensors/02-primitives-and-backends.md. Edit the book, then: npm run tangle
/** Operations on each element, whose derivatives are diagonal: the same factor stands in both directions. */
import type { MapName } from "../backends/backend.ts";
import { isInteger, rounded, type DType } from "../layout/dtype.ts";
import { zeros } from "../tensor/create.ts";
import { checkDTypes, checkReal, costOf, emptyLike } from "../tensor/result.ts";
import { apply, constant, type Context, type Rule } from "../tensor/node.ts";
import { broadcastShapes } from "../layout/shape.ts";
import { Tensor } from "../tensor/tensor.ts";
import { broadcastTo } from "./views.ts";

/** A tensor, or a number, which takes the dtype of what it meets; `TypeError` if int32 does not have it. */
export type Operand = Tensor | number;

/** The numbers among the operands, each at its position. They are passed to kernels as they are, and nothing is allocated. */
export type Scalars = readonly (number | undefined)[];

/** Multiplies `vector`, a cotangent or a tangent, by the derivative with respect to operand `i`, given the operands or the result. */
type Factor = (vector: Tensor, x: readonly Operand[], i: number) => Tensor;
/** What the factor of an elementwise rule reads, which is saved. Of a product or a quotient with a plain number, only a divisor is needed. */
type Reads = "operands" | "factors" | "divisor" | "result" | "nothing";

/** A function of each element, whose derivative is a factor. */
// Make the rule of an elementwise function
function elementwise(name: MapName, reads: Reads, factor?: Factor): Rule<Scalars> {
  // the Jacobian is diagonal: VJP and JVP multiply by the same factor
  const product = (i: number, vector: Tensor, { saved, parameters: scalars }: Context<Scalars>) =>
    factor!(vector, withScalars(scalars, Object.values(saved)), positionOf(scalars, i));
  return {
    name,
    value(operands, scalars) {
      const y = emptyLike(operands, operands[0]!.shape);
      y.backend.run({ kind: "map", name, inputs: withScalars(scalars, operands), output: y });
      return y;
    },
    cost: (operands, y) => costOf(y.size, operands, y),
    saves(operands, y, scalars) {
      if (reads === "result") return { result: y };
      // scalars are parameters and need not be saved
      const isNeeded = reads === "operands" || (reads === "factors" && operands.length > 1)
        || (reads === "divisor" && scalars[1] === undefined);
      if (!isNeeded) return {};
      const [a, b] = operands;
      return b ? { a: a!, b } : { a: a! };
    },
    ...(factor && { vjp: product, jvp: product }),
  };
}

/** All operands in order, from the numbers at their positions and the tensors. */
function withScalars(scalars: Scalars, tensors: readonly Tensor[]): readonly Operand[] {
  if (scalars.length === 0) return tensors;
  const rest = [...tensors];
  return [...scalars.map((each) => each ?? rest.shift()!), ...rest];
}

/** The position of tensor `i` among all operands, numbers included. */
function positionOf(scalars: Scalars, i: number): number {
  const free = scalars.flatMap((each, position) => (each === undefined ? [position] : []));
  return free[i] ?? scalars.length + i - free.length;
}

/** The rules of functions of each element. */
export const elementwiseRules = {
  add: elementwise("add", "nothing", (vector) => vector),
  subtract: elementwise("subtract", "nothing", (vector, _, i) => (i === 0 ? vector : negative(vector))),
  // Give the rule of multiplication
  multiply: elementwise("multiply", "factors", (vector, x, i) =>
    multiply(vector, x[1 - i]!)),
  divide: elementwise("divide", "divisor", (vector, [x, y], i) => (i === 0 ? divide(vector, y!) : negative(multiply(divide(vector, y!), divide(x!, y!))))),
  maximum: elementwise("maximum", "operands", (vector, x, i) => multiply(vector, ahead(x[i]!, x[1 - i]!))),
  minimum: elementwise("minimum", "operands", (vector, x, i) => multiply(vector, ahead(x[1 - i]!, x[i]!))),
  negative: elementwise("negative", "nothing", (vector) => negative(vector)),
  abs: elementwise("abs", "operands", (vector, [x]) => multiply(vector, sign(x as Tensor))),
  exp: elementwise("exp", "result", (vector, [y]) => multiply(vector, y!)),
  log: elementwise("log", "operands", (vector, [x]) => divide(vector, x!)),
  sqrt: elementwise("sqrt", "result", (vector, [y]) => divide(vector, multiply(y!, 2))),
  tanh: elementwise("tanh", "result", (vector, [y]) => multiply(vector, subtract(1, multiply(y!, y!)))),
  sin: elementwise("sin", "operands", (vector, [x]) => multiply(vector, cos(x as Tensor))),
  cos: elementwise("cos", "operands", (vector, [x]) => negative(multiply(vector, sin(x as Tensor)))),
  erf: elementwise("erf", "operands", (vector, [x]) => multiply(vector, multiply(exp(negative(multiply(x!, x!))), 2 / Math.sqrt(Math.PI)))),
  sign: elementwise("sign", "nothing"),
  less: elementwise("less", "nothing"),
  lessEqual: elementwise("lessEqual", "nothing"),
  greater: elementwise("greater", "nothing"),
  greaterEqual: elementwise("greaterEqual", "nothing"),
  equal: elementwise("equal", "nothing"),
};

const powRule: Rule<number> = {
  name: "pow",
  value([x], exponent) {
    const y = emptyLike([x!], x!.shape);
    y.backend.run({ kind: "map", name: "pow", inputs: [x!, exponent], output: y });
    return y;
  },
  cost: (operands, y) => costOf(y.size, operands, y),
  saves: ([x]) => ({ x: x! }),
  vjp: (_, cotangent, context) => powFactor(cotangent, context),
  jvp: (_, tangent, context) => powFactor(tangent, context),
};

// x⁰ does not move, not even at 0, where 0 · x⁻¹ would be no number
const powFactor = (vector: Tensor, { saved: { x }, parameters: exponent }: Context<number>) => exponent === 0 ? zeros(x!.shape, x) : multiply(vector, multiply(pow(x!, exponent - 1), exponent));

const whereRule: Rule<Scalars> = {
  name: "where",
  value(operands, scalars) {
    const [condition] = operands;
    const z = emptyLike(operands, condition!.shape, (operands[1] ?? condition)!.dtype);
    z.backend.run({ kind: "map", name: "where", inputs: withScalars(scalars, operands), output: z });
    return z;
  },
  cost: (operands, z) => costOf(z.size, operands, z),
  saves: ([condition]) => ({ condition: condition! }),
  vjp: (i, cotangent, context) => chosen(i, cotangent, context),
  jvp: (i, tangent, context) => chosen(i, tangent, context),
};

/** `vector` where operand `i` of a choice was taken, else 0. */
function chosen(i: number, vector: Tensor, { saved: { condition }, parameters: scalars }: Context<Scalars>): Tensor {
  return positionOf(scalars, i) === 1 ? where(condition!, vector, 0) : where(condition!, 0, vector);
}

/** The rules of a power and of a choice, which are told more than their operands or have operands without a derivative. */
export const otherMapRules = { pow: powRule, where: whereRule };

/** 1 where x is larger, 0 where it is smaller, and half where they are equal. */
function ahead(x: Operand, y: Operand): Tensor {
  return multiply(add(greater(x, y), greaterEqual(x, y)), 0.5);
}

/** The operands, numbers as those of the dtype of the tensors. Throws `TypeError` if there is no tensor, or its dtype is of whole numbers and a number is none. */
function typed(name: string, operands: readonly Operand[]): { readonly tensors: readonly Tensor[]; readonly scalars: Scalars } {
  const tensors = operands.filter((each) => typeof each !== "number");
  const [like] = tensors;
  if (like === undefined) throw new TypeError(`${name}: one operand must be a tensor`);
  checkDTypes(name, tensors);
  if (tensors.length === operands.length) return { tensors, scalars: [] };
  return { tensors, scalars: operands.map((each) => (typeof each === "number" ? exactly(name, each, like.dtype) : undefined)) };
}

function exactly(name: string, value: number, dtype: DType): number {
  if (dtype === "float64") return value;
  const held = rounded(value, dtype);
  if (isInteger(dtype) && held !== value) throw new TypeError(`${name}: ${dtype} has no ${value}`);
  return held;
}

/** Broadcasts the operands to one shape. */
// Broadcast the operands to a common shape
function broadcastAll(name: string, operands: readonly Tensor[]): readonly Tensor[] {
  const shape = broadcastShapes(name, ...operands.map((each) => each.shape));
  return operands.map((each) => broadcastTo(each, shape));
}

function pairwise(rule: Rule<Scalars>, x: Operand, y: Operand): Tensor {
  const { tensors, scalars } = typed(rule.name, [x, y]);
  return apply(rule, scalars, broadcastAll(rule.name, tensors));
}

function real(rule: Rule<Scalars>, x: Tensor): Tensor {
  checkReal(rule.name, x);
  return apply(rule, NONE, [x]);
}

const NONE: Scalars = [];

/** x + y. Shapes are broadcast, here and below; dtypes must agree. */
export function add(x: Operand, y: Operand): Tensor {
  return pairwise(elementwiseRules.add, x, y);
}

/** x − y. */
export function subtract(x: Operand, y: Operand): Tensor {
  return pairwise(elementwiseRules.subtract, x, y);
}

/** x y, element by element. */
export function multiply(x: Operand, y: Operand): Tensor {
  return pairwise(elementwiseRules.multiply, x, y);
}

/** x / y. Throws `TypeError` for whole numbers, whose quotients mostly are none: `astype` makes them real first. */
export function divide(x: Operand, y: Operand): Tensor {
  const whole = [x, y].find((each) => typeof each !== "number" && isInteger(each.dtype)) as Tensor | undefined;
  if (whole) throw new TypeError(`divide: ${whole.dtype} has no fractions; use astype first`);
  return pairwise(elementwiseRules.divide, x, y);
}

/** The larger of the two; where they are equal, each has half of the derivative. */
export function maximum(x: Operand, y: Operand): Tensor {
  return pairwise(elementwiseRules.maximum, x, y);
}

/** The smaller of the two; where they are equal, each has half of the derivative. */
export function minimum(x: Operand, y: Operand): Tensor {
  return pairwise(elementwiseRules.minimum, x, y);
}

/** 1 where x < y, else 0. Comparisons have no derivative. */
export function less(x: Operand, y: Operand): Tensor {
  return pairwise(elementwiseRules.less, x, y);
}

/** 1 where x ≤ y, else 0. */
export function lessEqual(x: Operand, y: Operand): Tensor {
  return pairwise(elementwiseRules.lessEqual, x, y);
}

/** 1 where x > y, else 0. */
export function greater(x: Operand, y: Operand): Tensor {
  return pairwise(elementwiseRules.greater, x, y);
}

/** 1 where x ≥ y, else 0. */
export function greaterEqual(x: Operand, y: Operand): Tensor {
  return pairwise(elementwiseRules.greaterEqual, x, y);
}

/** 1 where x = y, else 0. */
export function equal(x: Operand, y: Operand): Tensor {
  return pairwise(elementwiseRules.equal, x, y);
}

/** x where the condition is not 0, else y. */
export function where(condition: Tensor, x: Operand, y: Operand): Tensor {
  const { tensors, scalars } = typed("where", [x, y]);
  return apply(whereRule, scalars.length > 0 ? [undefined, ...scalars] : scalars, broadcastAll("where", [constant(condition), ...tensors]));
}

/** −x. */
export function negative(x: Tensor): Tensor {
  return apply(elementwiseRules.negative, NONE, [x]);
}

/** |x|. */
export function abs(x: Tensor): Tensor {
  return apply(elementwiseRules.abs, NONE, [x]);
}

/** 1, 0 or −1. It has no derivative. */
export function sign(x: Tensor): Tensor {
  return apply(elementwiseRules.sign, NONE, [x]);
}

/** eˣ. This and the functions below throw `TypeError` for int32. */
export function exp(x: Tensor): Tensor {
  return real(elementwiseRules.exp, x);
}

/** The natural logarithm. */
export function log(x: Tensor): Tensor {
  return real(elementwiseRules.log, x);
}

/** The square root. */
export function sqrt(x: Tensor): Tensor {
  return real(elementwiseRules.sqrt, x);
}

/** The hyperbolic tangent. */
export function tanh(x: Tensor): Tensor {
  return real(elementwiseRules.tanh, x);
}

/** The sine. */
export function sin(x: Tensor): Tensor {
  return real(elementwiseRules.sin, x);
}

/** The cosine. */
export function cos(x: Tensor): Tensor {
  return real(elementwiseRules.cos, x);
}

/** The error function. */
export function erf(x: Tensor): Tensor {
  return real(elementwiseRules.erf, x);
}

/** x to the power of a number. Throws `TypeError` for a power of int32 that is not whole. */
export function pow(x: Tensor, exponent: number): Tensor {
  if (!Number.isInteger(exponent) || exponent < 0) checkReal("pow", x);
  return apply(powRule, exponent, [x]);
}
//# sourceMappingURL=../.maps/primitives/elementwise.ts.map
