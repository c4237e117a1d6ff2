// Tangled from book/interlude-a-tensors/04-vector-jacobian-products.md. Edit the book, then: npm run tangle
/** Random instances of every primitive, on which its derivatives are tried. */
import type { Random } from "../random/random.ts";
import { asTensor, uniform } from "../tensor/create.ts";
import { abs, add, multiply, sign, subtract } from "../primitives/elementwise.ts";
import type { SliceRange } from "../layout/layout.ts";
import { apply, type Rule } from "../tensor/node.ts";
import { rules, type Primitive } from "../primitives/rules.ts";
import { sizeOf, type Shape } from "../layout/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { broadcastTo, permuteDims, slice, type Range } from "../primitives/views.ts";

/** A primitive with operands of shapes, strides and offsets at random. */
export interface Sample {
  readonly rule: Rule;
  readonly parameters: unknown;
  readonly operands: readonly Tensor[];
  /** The operands that have a derivative, by number. */
  readonly smooth: readonly number[];
}

/** The result for other operands in place of the smooth ones. */
export function run({ rule, parameters, operands, smooth }: Sample, others: readonly Tensor[]): Tensor {
  return apply(rule, parameters, operands.map((operand, i) => others[smooth.indexOf(i)] ?? operand));
}

/** The sample as an operation on its smooth operands alone, and these. */
export function smoothly(sample: Sample): readonly [(...x: Tensor[]) => Tensor, readonly Tensor[]] {
  return [(...x) => run(sample, x), sample.smooth.map((i) => sample.operands[i]!)];
}

/** A whole number from `least` to `most`. */
export function between(random: Random, least: number, most: number): number {
  return least + Math.floor(random.uniform() * (most - least + 1));
}

/** A shape with up to three axes. */
export function someShape(random: Random, rank = between(random, 0, 3)): Shape {
  return Array.from({ length: rank }, () => between(random, 1, 4));
}

/** Numbers between −2 and 2 in float64: the same to the last bit wherever the program runs. */
export function numbers(random: Random, shape: Shape): Tensor {
  return uniform(random, shape, { low: -2, high: 2, dtype: "float64" });
}

/** A view of such numbers, of which each axis may be spread out, run backwards, stand elsewhere in memory, or be repeated. */
export function someView(random: Random, shape: Shape): Tensor {
  const order = shuffled(random, [...shape.keys()]);
  const steps = shape.map(() => (random.uniform() < 0.3 ? 0 : (random.uniform() < 0.5 ? 1 : -1) * between(random, 1, 2)));
  const held = order.map((axis) => 2 + Math.max(1, Math.abs(steps[axis]!) * shape[axis]!));
  const ranges = order.map((axis): Range => {
    const [step, count] = [steps[axis]!, shape[axis]!];
    if (step === 0) return [1, 2];
    return step > 0 ? [1, 1 + step * count, step] : [-step * count, 0, step];
  });
  const part = slice(numbers(random, held), ranges);
  return broadcastTo(permuteDims(part, shape.map((_, axis) => order.indexOf(axis))), shape);
}

function shuffled<T>(random: Random, items: readonly T[]): T[] {
  const rest = [...items];
  return items.map(() => rest.splice(between(random, 0, rest.length - 1), 1)[0]!);
}

/** A contiguous tensor, which may begin somewhere within its storage. */
function contiguousSample(random: Random, shape: Shape): Tensor {
  return slice(numbers(random, [3, ...shape]), [between(random, 0, 2)]);
}

const indices = (random: Random, count: number, length: number) => asTensor(Int32Array.from({ length: count }, () => between(random, 0, length - 1)));
const positive = (x: Tensor) => add(abs(x), 0.5);
const notSmall = (x: Tensor) => add(x, multiply(sign(x), 0.5));

/** Draws until no two numbers that are compared are nearly the same. */
function apart(draw: () => readonly Tensor[], gaps: (operands: readonly Tensor[]) => readonly number[]): readonly Tensor[] {
  for (;;) {
    const operands = draw();
    if (gaps(operands).every((gap) => Math.abs(gap) > 0.01)) return operands;
  }
}

const one = (from: (x: Tensor) => Tensor = (x) => x) => (random: Random): Drawn => ({ operands: [from(someView(random, someShape(random)))] });
const awayFromZero = (random: Random): Drawn => {
  const shape = someShape(random);
  return { operands: apart(() => [someView(random, shape)], ([x]) => [...x!.dataSync()]) };
};
const two = (random: Random): Drawn => {
  const shape = someShape(random);
  return { operands: apart(() => [someView(random, shape), someView(random, shape)], ([x, y]) => [...subtract(x!, y!).dataSync(), ...y!.dataSync()]) };
};
const onAxes = (random: Random): Drawn => {
  const shape = someShape(random, between(random, 1, 3));
  const axes = [...shape.keys()].filter(() => random.uniform() < 0.6);
  // the largest must be the only one, so here no number may be repeated
  return { parameters: axes.length === 0 ? [0] : axes, operands: [permuteDims(contiguousSample(random, [...shape].reverse()), [...shape.keys()].reverse())] };
};
const onePart = (random: Random, shape: Shape): readonly SliceRange[] => shape.map((length) => {
  const count = between(random, 1, length);
  return random.uniform() < 0.5 ? { start: between(random, 0, length - count), step: 1, count } : { start: length - 1, step: -1, count };
});

interface Drawn {
  readonly parameters?: unknown;
  readonly operands: readonly Tensor[];
  readonly smooth?: readonly number[];
}

const draw: { readonly [P in Primitive]: (random: Random) => Drawn } = {
  add: two, subtract: two, multiply: two, maximum: two, minimum: two,
  less: two, lessEqual: two, greater: two, greaterEqual: two, equal: two,
  negative: one(), exp: one(), tanh: one(), sin: one(), cos: one(), erf: one(), copy: one(),
  log: one(positive), sqrt: one(positive), abs: awayFromZero, sign: awayFromZero,
  divide(random) {
    const { operands: [x, y] } = two(random);
    return { operands: [x!, notSmall(y!)] };
  },
  pow: (random) => ({ ...one(positive)(random), parameters: between(random, -2, 3) + 0.5 }),
  where: (random) => {
    const shape = someShape(random);
    return { operands: [asTensor(Float32Array.from({ length: sizeOf(shape) }, () => between(random, 0, 1)), { shape }), someView(random, shape), someView(random, shape)], smooth: [1, 2] };
  },
  reshape(random) {
    const shape = someShape(random);
    return { parameters: [sizeOf(shape), 1], operands: [contiguousSample(random, shape)] };
  },
  permuteDims(random) {
    const shape = someShape(random);
    return { parameters: shuffled(random, [...shape.keys()]), operands: [someView(random, shape)] };
  },
  broadcastTo(random) {
    const shape = someShape(random);
    const from = shape.map((length) => (random.uniform() < 0.5 ? 1 : length));
    return { parameters: [...someShape(random, 1), ...shape], operands: [someView(random, from)] };
  },
  slice(random) {
    const shape = someShape(random);
    return { parameters: onePart(random, shape), operands: [someView(random, shape)] };
  },
  padSlice(random) {
    const shape = someShape(random);
    const ranges = onePart(random, shape);
    return { parameters: { ranges, shape }, operands: [someView(random, ranges.map(({ count }) => count))] };
  },
  sum: onAxes, max: onAxes,
  argmax: (random) => ({ operands: [contiguousSample(random, someShape(random, between(random, 1, 3)))] }),
  take(random) {
    const shape = someShape(random, between(random, 1, 3));
    const axis = between(random, 0, shape.length - 1);
    return { parameters: axis, operands: [contiguousSample(random, shape), indices(random, between(random, 1, 6), shape[axis]!)], smooth: [0] };
  },
  scatterAdd(random) {
    const shape = someShape(random, between(random, 1, 3));
    const axis = between(random, 0, shape.length - 1);
    const length = between(random, 1, 5);
    return { parameters: { axis, length }, operands: [contiguousSample(random, shape), indices(random, shape[axis]!, length)], smooth: [0] };
  },
  concat(random) {
    const shape = someShape(random, between(random, 1, 3));
    const axis = between(random, 0, shape.length - 1);
    return { parameters: axis, operands: Array.from({ length: between(random, 1, 3) }, () => someView(random, shape.map((length, each) => (each === axis ? between(random, 1, 3) : length)))) };
  },
  astype: (random) => ({ ...one()(random), parameters: { from: "float64", to: "float64" } }),
  matmul(random) {
    const [batch, m, k, n] = Array.from({ length: 4 }, () => between(random, 1, 6)) as [number, number, number, number];
    return { operands: [someView(random, [batch, m, k]), someView(random, [batch, k, n])] };
  },
};

/** A random instance of a primitive. */
export function sampleOf(primitive: Primitive, random: Random): Sample {
  const { parameters = [], operands, smooth = [...operands.keys()] } = draw[primitive](random);
  return { rule: rules[primitive] as Rule, parameters, operands, smooth };
}
//# sourceMappingURL=../.maps/testing/samples.ts.map
