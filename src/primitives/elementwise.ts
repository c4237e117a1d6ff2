// Tangled from book/interlude-a-the-tensor-core/02-one-rule-for-each-operation.md. Edit the book, then: npm run tangle
/** Operations on each element, whose derivatives are diagonal: the same factor stands in both directions. */
import type { MapName } from "../backends/backend.ts";
import { full, zeros } from "../tensor/create.ts";
import { checkDTypes, checkReal, costOf, emptyLike } from "../tensor/result.ts";
import { apply, constant, type Context, type Rule } from "../tensor/node.ts";
import { broadcastShapes } from "../layout/shape.ts";
import { Tensor } from "../tensor/tensor.ts";
import { broadcastTo } from "./views.ts";

/** A tensor, or a number, which takes the dtype of what it meets; `TypeError` if int32 does not have it. */
export type Operand = Tensor | number;

type Factor = (share: Tensor, at: Context<undefined>, i: number) => Tensor;
type Kept = "operands" | "result" | "nothing";

/** A function of each element: `slope` multiplies a share by the derivative, one way or the other. */
function elementwise(name: MapName, saved: Kept, slope?: Factor): Rule<undefined> {
  return {
    name,
    value(operands) {
      const y = emptyLike(operands, operands[0]!.shape);
      y.backend.run({ kind: "map", name, inputs: operands, output: y });
      return y;
    },
    cost: (operands, y) => costOf(y.size, operands, y),
    saves: (operands, y) => (saved === "operands" ? operands : saved === "result" ? [y] : []),
    ...(slope && { vjp: (i: number, cotangent: Tensor, at: Context<undefined>) => slope(cotangent, at, i), jvp: (i: number, tangent: Tensor, at: Context<undefined>) => slope(tangent, at, i) }),
  };
}

/** The rules of functions of each element. */
export const elementwiseRules = {
  add: elementwise("add", "nothing", (share) => share),
  subtract: elementwise("subtract", "nothing", (share, _, i) => (i === 0 ? share : negative(share))),
  // Tell what multiplication does
  multiply: elementwise("multiply", "operands", (share, { saved }, i) =>
    multiply(share, saved[1 - i]!)),
  divide: elementwise("divide", "operands", (share, { saved: [x, y] }, i) => (i === 0 ? divide(share, y!) : negative(multiply(divide(share, y!), divide(x!, y!))))),
  maximum: elementwise("maximum", "operands", (share, { saved }, i) => multiply(share, ahead(saved[i]!, saved[1 - i]!))),
  minimum: elementwise("minimum", "operands", (share, { saved }, i) => multiply(share, ahead(saved[1 - i]!, saved[i]!))),
  negative: elementwise("negative", "nothing", (share) => negative(share)),
  abs: elementwise("abs", "operands", (share, { saved: [x] }) => multiply(share, sign(x!))),
  exp: elementwise("exp", "result", (share, { saved: [y] }) => multiply(share, y!)),
  log: elementwise("log", "operands", (share, { saved: [x] }) => divide(share, x!)),
  sqrt: elementwise("sqrt", "result", (share, { saved: [y] }) => divide(share, multiply(y!, 2))),
  tanh: elementwise("tanh", "result", (share, { saved: [y] }) => multiply(share, subtract(1, multiply(y!, y!)))),
  sin: elementwise("sin", "operands", (share, { saved: [x] }) => multiply(share, cos(x!))),
  cos: elementwise("cos", "operands", (share, { saved: [x] }) => negative(multiply(share, sin(x!)))),
  erf: elementwise("erf", "operands", (share, { saved: [x] }) => multiply(share, multiply(exp(negative(multiply(x!, x!))), 2 / Math.sqrt(Math.PI)))),
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
    y.backend.run({ kind: "map", name: "pow", inputs: [x!], output: y, parameter: exponent });
    return y;
  },
  cost: (operands, y) => costOf(y.size, operands, y),
  saves: (operands) => operands,
  vjp: (_, cotangent, at) => powSlope(cotangent, at),
  jvp: (_, tangent, at) => powSlope(tangent, at),
};

// x⁰ does not move, not even at 0, where 0 · x⁻¹ would be no number
const powSlope = (share: Tensor, { saved: [x], parameters: exponent }: Context<number>) => exponent === 0 ? zeros(x!.shape, x) : multiply(share, multiply(pow(x!, exponent - 1), exponent));

const whereRule: Rule<undefined> = {
  name: "where",
  value([condition, x, y]) {
    const z = emptyLike([x!, y!, condition!], x!.shape, x!.dtype);
    z.backend.run({ kind: "map", name: "where", inputs: [condition!, x!, y!], output: z });
    return z;
  },
  cost: (operands, z) => costOf(z.size, operands, z),
  saves: ([condition]) => [condition!],
  vjp: (i, cotangent, { saved: [condition] }) => (i === 1 ? where(condition!, cotangent, 0) : where(condition!, 0, cotangent)),
  jvp: (i, tangent, { saved: [condition] }) => (i === 1 ? where(condition!, tangent, 0) : where(condition!, 0, tangent)),
};

/** The rules of a power and of a choice, which are told more than their operands or have operands without a derivative. */
export const otherMapRules = { pow: powRule, where: whereRule };

/** 1 where x is larger, 0 where it is smaller, and half where they are equal. */
function ahead(x: Tensor, y: Tensor): Tensor {
  return multiply(add(greater(x, y), greaterEqual(x, y)), 0.5);
}

function tensors(name: string, operands: readonly Operand[]): readonly Tensor[] {
  const like = operands.find((each) => typeof each !== "number");
  if (like === undefined) throw new TypeError(`${name}: one operand must be a tensor`);
  const lost = like.dtype === "int32" ? operands.find((each) => typeof each === "number" && each !== (each | 0)) : undefined;
  if (lost !== undefined) throw new TypeError(`${name}: int32 has no ${lost}`);
  return operands.map((each) => (typeof each === "number" ? full([], each, like) : each));
}

/** Stretches the operands to one shape. */
function fitted(name: string, operands: readonly Tensor[]): readonly Tensor[] {
  const shape = broadcastShapes(name, ...operands.map((each) => each.shape));
  return operands.map((each) => broadcastTo(each, shape));
}

function pairwise(rule: Rule<undefined>, x: Operand, y: Operand): Tensor {
  const operands = tensors(rule.name, [x, y]);
  checkDTypes(rule.name, operands);
  return apply(rule, undefined, fitted(rule.name, operands));
}

function real(rule: Rule<undefined>, x: Tensor): Tensor {
  checkReal(rule.name, x);
  return apply(rule, undefined, [x]);
}

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

/** x / y. */
export function divide(x: Operand, y: Operand): Tensor {
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
  const values = tensors("where", [x, y]);
  checkDTypes("where", values);
  return apply(whereRule, undefined, fitted("where", [constant(condition), ...values]));
}

/** −x. */
export function negative(x: Tensor): Tensor {
  return apply(elementwiseRules.negative, undefined, [x]);
}

/** |x|. */
export function abs(x: Tensor): Tensor {
  return apply(elementwiseRules.abs, undefined, [x]);
}

/** 1, 0 or −1. It has no derivative. */
export function sign(x: Tensor): Tensor {
  return apply(elementwiseRules.sign, undefined, [x]);
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
