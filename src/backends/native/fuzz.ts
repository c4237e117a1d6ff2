// Tangled from book/interlude-b-the-processor/04-fused-kernels.md. Edit the book, then: npm run tangle
/** Kernels on random shapes, strides and offsets, compared with those of the CPU. */
import type { Backend, MapName, View } from "../backend.ts";
import { deviation, type Case, type Operand } from "../conformance/conformance.ts";
import { numbersOf, type DType } from "../../layout/dtype.ts";
import { rowMajor, type Layout } from "../../layout/layout.ts";
import { sizeOf, type Shape } from "../../layout/shape.ts";
import { randomFrom } from "../../random/xoshiro128.ts";

/** How many kernels are run, from which seed. */
export interface Fuzzing {
  readonly seed: number;
  readonly trials: number;
}

/**
 * Runs random kernels on a backend and on the CPU. Gives a line for each whose outputs differ by more than they may, and for each that
 * wrote beside its output; the storages are larger than the views in them.
 */
export async function fuzzed(backend: Backend, { seed, trials }: Fuzzing): Promise<readonly string[]> {
  const draw = drawFrom(seed);
  const wrong: string[] = [];
  for (let trial = 0; trial < trials; trial++) {
    const each = draw.among(kernels)(draw);
    const off = await deviation(backend, each);
    if (!(off <= each.tolerance)) wrong.push(`trial ${trial} of seed ${seed}: ${each.name}: off by ${off}, ${each.tolerance} allowed`);
  }
  return wrong;
}

interface Draw {
  /** A whole number from 0 to `most`. */
  readonly upTo: (most: number) => number;
  readonly among: <T>(list: readonly T[]) => T;
  readonly chance: (probability: number) => boolean;
  readonly number: () => number;
}

function drawFrom(seed: number): Draw {
  const random = randomFrom(seed);
  const upTo = (most: number) => Math.floor(random.uniform() * (most + 1));
  return { upTo, among: (list) => list[upTo(list.length - 1)]!, chance: (probability) => random.uniform() < probability, number: () => 4 * random.uniform() - 2 };
}

const ODD = [0, -0, NaN, Infinity, -Infinity, 1e-40, -3e-39, 3e38, 1];
const ulps = (count: number) => count * 2 ** -23;

/** A shape of so many axes at most, with edges around the lengths of vectors; few shapes are empty. */
function shapeFrom(draw: Draw, axes: number): Shape {
  return Array.from({ length: draw.upTo(axes - 1) + 1 }, () => (draw.chance(0.02) ? 0 : 1 + (draw.chance(0.3) ? draw.upTo(70) : draw.upTo(9))));
}

/** A layout of a shape with axes in any order, gaps, steps backwards and, where numbers may repeat, strides of 0; and the length of a storage for it. */
function scattered(draw: Draw, shape: Shape, repeats: boolean): { readonly layout: Layout; readonly length: number } {
  const order = [...shape.keys()].sort(() => draw.upTo(2) - 1);
  const [strides, gap] = [shape.map(() => 0), draw.chance(0.5)];
  let [reach, offset] = [1, draw.upTo(5)];
  for (const axis of draw.chance(0.5) ? [...shape.keys()].reverse() : order) {
    if (repeats && draw.chance(0.1)) continue;
    const step = gap ? draw.among([1, 1, 2, -1, -3]) : 1;
    strides[axis] = step * reach;
    if (step < 0) offset += Math.max(0, shape[axis]! - 1) * -step * reach;
    reach *= Math.max(1, shape[axis]!) * Math.abs(step);
    if (gap) reach += draw.upTo(2);
  }
  const last = shape.reduce((sum, length, axis) => sum + Math.max(0, (length - 1) * strides[axis]!), offset);
  return { layout: { shape, strides, offset }, length: last + 1 + draw.upTo(5) };
}

function inOrder(draw: Draw, shape: Shape): { readonly layout: Layout; readonly length: number } {
  const offset = draw.upTo(5);
  return { layout: { ...rowMajor(shape), offset }, length: offset + sizeOf(shape) + draw.upTo(5) };
}

/** An operand under a layout; `odd` numbers are infinite, NaN, subnormal or zero. */
function operand(draw: Draw, { layout, length }: { readonly layout: Layout; readonly length: number }, { dtype = "float32", odd = false, scale = 1 }: { readonly dtype?: DType; readonly odd?: boolean; readonly scale?: number } = {}): Operand {
  const one = () => (odd && draw.chance(0.1) ? draw.among(ODD) : scale * draw.number());
  return { dtype, layout, numbers: numbersOf(dtype, length).map(() => (dtype === "int32" ? draw.upTo(99) : one())) as Operand["numbers"] };
}

/** Indices below `length`, and in their place sometimes the one that is left out. */
function indices(draw: Draw, count: number, { length, leftOut }: { readonly length: number; readonly leftOut?: number }): Operand {
  const made = operand(draw, inOrder(draw, [count]), { dtype: "int32" });
  return { ...made, numbers: made.numbers.map(() => (leftOut !== undefined && draw.chance(0.2) ? leftOut : draw.upTo(length - 1))) as Operand["numbers"] };
}

const told = (layouts: readonly Operand[]) => layouts.map(({ dtype, layout: { shape, strides, offset } }) => `${dtype} [${shape.join(", ")}] with strides ${strides.join(", ")} from ${offset}`).join("; ");

const kernels: readonly ((draw: Draw) => Case)[] = [map, copy, reduction, product, product, pick, pick, rows, rows, rows];

const ofOne: readonly MapName[] = ["negative", "abs", "sign", "exp", "sqrt", "tanh", "erf", "copy"];
const ofTwo: readonly MapName[] = ["add", "subtract", "multiply", "divide", "maximum", "minimum", "less", "lessEqual", "greater", "greaterEqual", "equal"];

function map(draw: Draw): Case {
  const shape = shapeFrom(draw, 4);
  const name = draw.among(draw.chance(0.4) ? ofOne : ofTwo);
  // functions that are not exact are compared where they neither overflow nor vanish
  const odd = name !== "exp";
  const inputs = Array.from({ length: ofOne.includes(name) ? 1 : 2 }, () => operand(draw, draw.chance(0.5) ? inOrder(draw, shape) : scattered(draw, shape, true), { odd }));
  const number = inputs.length === 2 && draw.chance(0.2) ? draw.number() : null;
  return {
    name: `${name} of ${told(inputs)}`, inputs, outputs: [operand(draw, inOrder(draw, shape))], tolerance: ulps(8),
    kernel: ([x, y], [out]) => ({ kind: "map", name, inputs: y === undefined ? [x!] : number === null ? [x!, y] : [x!, Math.fround(number)], output: out! }),
  };
}

function copy(draw: Draw): Case {
  const [shape, dtype] = [shapeFrom(draw, 4), draw.among(["float32", "float32", "int32", "float64"] as const)];
  const [input, output] = [operand(draw, scattered(draw, shape, true), { dtype }), operand(draw, draw.chance(0.5) ? inOrder(draw, shape) : scattered(draw, shape, false), { dtype })];
  return { name: `copy of ${told([input])} to ${told([output])}`, inputs: [input], outputs: [output], tolerance: 0, kernel: ([x], [y]) => ({ kind: "map", name: "copy", inputs: [x!], output: y! }) };
}

function reduction(draw: Draw): Case {
  const [shape, name] = [shapeFrom(draw, 3), draw.among(["sum", "max"] as const)];
  const gone = shape.map(() => draw.chance(0.5));
  const kept = rowMajor(shape.map((length, axis) => (gone[axis] ? 1 : length)));
  const layout = { ...kept, shape, strides: kept.strides.map((stride, axis) => (gone[axis] ? 0 : stride)) };
  const [input, output] = [operand(draw, draw.chance(0.6) ? inOrder(draw, shape) : scattered(draw, shape, true)), operand(draw, { layout, length: Math.max(1, sizeOf(kept.shape)) + draw.upTo(5) })];
  return { name: `${name} of ${told([input])} into ${told([output])}`, inputs: [input], outputs: [output], tolerance: name === "max" ? 0 : ulps(4 * Math.max(1, sizeOf(shape))), kernel: ([x], [y]) => ({ kind: "reduce", name, input: x!, output: y! }) };
}

function product(draw: Draw): Case {
  const side = () => (draw.chance(0.3) ? 1 : 1 + draw.upTo(draw.chance(0.3) ? 90 : 12));
  const [batch, m, k, n] = [1 + draw.upTo(2), side(), side(), side()];
  const layoutOf = (shape: Shape) => (draw.chance(0.4) ? inOrder(draw, shape) : scattered(draw, shape, true));
  const [left, right, output] = [operand(draw, layoutOf([batch, m, k])), operand(draw, layoutOf([batch, k, n])), operand(draw, inOrder(draw, [batch, m, n]))];
  return { name: `matmul of ${told([left, right])}`, inputs: [left, right], outputs: [output], tolerance: ulps(16 * (k + 1)), kernel: ([x, y], [z]) => ({ kind: "matmul", left: x!, right: y!, output: z! }) };
}

function pick(draw: Draw): Case {
  const [outer, length, inner, picked] = [1 + draw.upTo(2), 1 + draw.upTo(20), 1 + draw.upTo(40), draw.upTo(30)];
  const [kind, dtype] = draw.among([["gather", "float32"], ["gather", "int32"], ["gather", "float64"], ["scatter", "float32"]] as const);
  const [table, list] = [[outer, length, inner], [outer, picked, inner]];
  const [input, at, output] = [operand(draw, inOrder(draw, kind === "gather" ? table : list), { dtype }), indices(draw, picked, { length }), operand(draw, inOrder(draw, kind === "gather" ? list : table), { dtype })];
  return { name: `${kind} of ${told([input, at])}`, inputs: [input, at], outputs: [output], tolerance: 0, kernel: ([x, which], [y]) => ({ kind, input: x!, indices: which!, output: y! }) };
}

// Draw a fused kernel
const named: Readonly<Record<string, string>> = {
  softmax: "r>r", softmaxBackward: "rr>r", logSoftmax: "r>r", logSoftmaxBackward: "rr>r",
  logSumExp: "ri>l", crossEntropy: "ril>1", crossEntropyBackward: "ril1>r",
  statistics: "r>s", layerNorm: "rccs>r", layerNormBackward: "rrcs>r", gainBackward: "rrs>c",
  rmsNorm: "rc>r", rmsNormBackward: "rrc>r", embeddingBackward: "re>t", runningSum: "r>r",
  relu: "r>r", reluBackward: "rr>r", tanh: "r>r", tanhBackward: "rr>r",
  gelu: "r>r", geluBackward: "rr>r", geluTanh: "r>r", geluTanhBackward: "rr>r",
};

function rows(draw: Draw): Case {
  const name = draw.among(Object.keys(named));
  const [n, d, length] = [1 + draw.upTo(9), 1 + draw.upTo(draw.chance(0.2) ? 1100 : 70), 1 + draw.upTo(20)];
  const scale = draw.among([0.1, 1, 1, 20]);
  const [given = "", made = ""] = named[name]!.split(">");
  const shapes: Readonly<Record<string, Shape>> = { r: [n, d], c: [d], 1: [], l: [n], s: [n, 2], t: [length, d] };
  const one = (letter: string, i: number): Operand => {
    if (letter === "i") return indices(draw, n, { length: d, leftOut: -1 });
    if (letter === "e") return indices(draw, n, { length });
    const dtype = letter === "l" || letter === "s" ? "float64" : "float32";
    // the logarithm of the sum is at least the largest logit, and logarithms of probabilities are negative
    // a large factor would enlarge the error of what it multiplies
    const odd = i === 0 && draw.chance(0.3) && /^(softmax|logSoftmax|logSumExp|tanh|gelu|geluBackward|geluTanh|geluTanhBackward)$/.test(name);
    const made = operand(draw, inOrder(draw, shapes[letter]!), { dtype, odd, scale: letter === "r" && !name.endsWith("Backward") ? scale : 1 });
    return letter === "l" ? { ...made, numbers: made.numbers.map((x) => 3 + Math.abs(x)) as Operand["numbers"] } : made;
  };
  const [inputs, output] = [[...given].map(one), one(made, -1)];
  const parameters = name.startsWith("crossEntropy") ? [-1, n] : name === "logSumExp" ? [-1] : name === "statistics" || name.startsWith("rmsNorm") ? [1e-5] : [];
  return { name: `${name} of ${told(inputs)}`, inputs, outputs: [output], tolerance: ulps(64), kernel: (views: readonly View[], outputs) => ({ kind: "fused", name, inputs: views, outputs, parameters }) };
}
//# sourceMappingURL=../../.maps/backends/native/fuzz.ts.map
