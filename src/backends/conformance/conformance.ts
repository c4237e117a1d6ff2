// Tangled from book/interlude-a-tensors/02-primitives-and-backends.md. Edit the book, then: npm run tangle
/** What every backend has to do as the CPU does it: kernels on numbers and layouts of all kinds. */
import type { Backend, Kernel, MapName, View } from "../backend.ts";
import { cpu } from "../cpu/cpu.ts";
import { keptOf } from "../views.ts";
import { dtypes as table, infoOf, isInteger, isPlain, numbersOf, type DType, type Numbers } from "../../layout/dtype.ts";
import { permuted, rowMajor, sliced, expanded, type Layout } from "../../layout/layout.ts";
import { sizeOf, type Shape } from "../../layout/shape.ts";
import { randomFrom } from "../../random/xoshiro128.ts";

/** Numbers, and where in them the elements stand. */
export interface Operand {
  readonly dtype: DType;
  readonly numbers: Numbers;
  readonly layout: Layout;
}

/** A kernel on some operands. All that it may write is among `outputs`, which are read back whole. */
export interface Case {
  readonly name: string;
  readonly inputs: readonly Operand[];
  readonly outputs: readonly Operand[];
  kernel(inputs: readonly View[], outputs: readonly View[]): Kernel;
  /** By how much a number may differ from that of the CPU, as a part of it or of 1. */
  readonly tolerance: number;
  /** Whether an output is an operand, too; else what was in it must go. */
  readonly readsOutput?: boolean;
}

/** What is in the outputs of a case when a backend has done it. */
export async function outcomeOf(backend: Backend, { inputs, outputs, kernel }: Case): Promise<readonly Numbers[]> {
  const views = [...inputs, ...outputs].map(({ dtype, numbers, layout }): View => {
    const storage = backend.allocate(dtype, numbers.length);
    backend.write(storage, numbers);
    return { storage, ...layout };
  });
  backend.run(kernel(views.slice(0, inputs.length), views.slice(inputs.length)));
  const read = await Promise.all(views.slice(inputs.length).map(({ storage }) => backend.read(storage, 0, storage.length)));
  for (const { storage } of views) backend.free(storage);
  return read;
}

/** The largest difference between the outcomes of a case here and on the CPU; infinite where only one is NaN, or they differ by an infinity. */
export async function deviation(backend: Backend, trial: Case): Promise<number> {
  const [ours, right] = [await outcomeOf(backend, trial), await outcomeOf(cpu, onOtherMemory(trial))];
  return Math.max(0, ...right.map((numbers, i) => Array.from(numbers, (expected, place) => apart(ours[i]![place]!, expected)).reduce((most, each) => Math.max(most, each), 0)));
}

/** The case with other numbers where its outputs stand: what neither side writes differs. */
function onOtherMemory(trial: Case): Case {
  if (trial.readsOutput) return trial;
  return { ...trial, outputs: trial.outputs.map((each) => {
    const numbers = each.numbers.slice();
    for (const place of placesOf(keptOf(each.layout))) numbers[place] = -5;
    return { ...each, numbers };
  }) };
}

/** Where the elements of a layout stand. */
function placesOf({ shape, strides, offset }: Layout): readonly number[] {
  return shape.reduce<readonly number[]>((places, length, axis) => places.flatMap((place) => Array.from({ length }, (_, i) => place + i * strides[axis]!)), [offset]);
}

function apart(found: number, expected: number): number {
  if (Object.is(found, expected) || found === expected) return 0;
  const difference = Math.abs(found - expected) / Math.max(1, Math.abs(expected));
  return Number.isNaN(difference) ? Infinity : difference;
}

/** How far a sum of so many numbers may be off: the last place of its dtype, in which it is rounded, and some of its accumulator for each addition. */
const ulpsOfSum = (dtype: DType, count: number, backend: Backend) => (isInteger(dtype) ? 0 : ulps(dtype, 1) + ulps(backend.accumulator(dtype), 4 * Math.max(4, count)));

/** How far a result may be off, in units of the last place of its dtype. */
const ulps = (dtype: DType, count: number) => (dtype === "float64" ? count * 2 ** -52 : dtype === "float32" ? count * 2 ** -23 : 0);

const random = randomFrom(1851);
const ODD = [0, -0, 1, -1, NaN, Infinity, -Infinity, 0.5, 1e-30, -3];

/** Numbers of a dtype, some of them odd. */
function drawn(dtype: DType, length: number, odd = true): Numbers {
  const numbers = numbersOf(dtype, length);
  for (let i = 0; i < length; i++) {
    const x = isInteger(dtype) ? Math.floor(random.uniform() * 20) - 10 : random.uniform() * 4 - 2;
    numbers[i] = odd && !isInteger(dtype) && random.uniform() < 0.2 ? ODD[Math.floor(random.uniform() * ODD.length)]! : x;
  }
  return numbers;
}

/** Ways in which the elements of a shape of two axes can stand in memory. */
const layouts: Readonly<Record<string, (shape: Shape) => Layout>> = {
  contiguous: rowMajor,
  "with an offset": (shape) => ({ ...rowMajor(shape), offset: 3 }),
  transposed: ([m = 1, n = 1]) => permuted(rowMajor([n, m]), [1, 0]),
  "every second, backwards": ([m = 1, n = 1]) => sliced(rowMajor([m, 2 * n]), [{ start: 0, step: 1, count: m }, { start: 2 * n - 1, step: -2, count: n }]),
  "a row repeated": ([m = 1, n = 1]) => expanded(rowMajor([n]), [m, n]),
  "a column repeated": ([m = 1, n = 1]) => expanded(rowMajor([m, 1]), [m, n]),
  "one number repeated": (shape) => expanded(rowMajor([]), shape),
};

/** An operand under a layout, with numbers of its own. */
function operand(dtype: DType, layout: Layout, odd = true): Operand {
  const length = layout.shape.reduce((last, count, axis) => last + Math.max(0, (count - 1) * layout.strides[axis]!), layout.offset) + 1;
  return { dtype, layout, numbers: drawn(dtype, length, odd) };
}

/** A contiguous output, full of numbers that must go. */
function output(dtype: DType, shape: Shape): Operand {
  return { dtype, layout: rowMajor(shape), numbers: numbersOf(dtype, sizeOf(shape)).fill(77) };
}

const shapes: readonly Shape[] = [[3, 4], [0, 4], [1, 1], [130, 67]];
const one: readonly MapName[] = ["negative", "abs", "sign", "exp", "log", "sqrt", "tanh", "sin", "cos", "erf"];
const two: readonly MapName[] = ["add", "subtract", "multiply", "divide", "maximum", "minimum", "less", "lessEqual", "greater", "greaterEqual", "equal"];
const exact: readonly MapName[] = ["copy", "negative", "abs", "sign", "add", "subtract", "multiply", "maximum", "minimum", "less", "lessEqual", "greater", "greaterEqual", "equal", "where"];
const whole: readonly MapName[] = exact;
const dtypes: readonly DType[] = ["float32", "float64", "int32"];

const toleranceOf = (name: MapName, dtype: DType) => (exact.includes(name) ? 0 : ulps(dtype, 8));

function mapCase(name: MapName, dtype: DType, { shape, how, count }: { readonly shape: Shape; readonly how: string; readonly count: number }): Case {
  const inputs = Array.from({ length: count }, (_, i) => operand(dtype, (i === 0 ? layouts[how]! : rowMajor)(shape)));
  return {
    name: `${name} of ${dtype} [${shape.join(", ")}], ${how}`, inputs, outputs: [output(dtype, shape)], tolerance: toleranceOf(name, dtype),
    kernel: (views, [y]) => ({ kind: "map", name, inputs: views, output: y! }),
  };
}

function* maps(): Generator<Case> {
  for (const dtype of dtypes) {
    for (const [names, count] of [[["copy", ...one], 1], [two, 2], [["where"], 3]] as const) {
      for (const name of names) {
        if (dtype === "int32" && !whole.includes(name)) continue;
        for (const shape of shapes) yield mapCase(name, dtype, { shape, how: "contiguous", count });
        for (const how of Object.keys(layouts)) yield mapCase(name, dtype, { shape: [3, 4], how, count });
      }
    }
  }
}

/** Numbers among the inputs, outputs with gaps or among the inputs, changes of dtype. */
function* specialMaps(): Generator<Case> {
  for (const dtype of dtypes) {
    const x = operand(dtype, rowMajor([5]));
    for (const name of ["subtract", "multiply", "maximum", "less"] as const) {
      yield { name: `${name} of a number and ${dtype}`, inputs: [x], outputs: [output(dtype, [5])], tolerance: 0, kernel: ([a], [y]) => ({ kind: "map", name, inputs: [2, a!], output: y! }) };
      yield { name: `${name} of ${dtype} and a number`, inputs: [x], outputs: [output(dtype, [5])], tolerance: 0, kernel: ([a], [y]) => ({ kind: "map", name, inputs: [a!, 2], output: y! }) };
    }
    yield { name: `add of ${dtype} where an operand stands`, inputs: [x], outputs: [operand(dtype, rowMajor([5]))], readsOutput: true, tolerance: 0, kernel: ([a], [y]) => ({ kind: "map", name: "add", inputs: [y!, a!], output: y! }) };
    const gaps = sliced(rowMajor([4, 6]), [{ start: 1, step: 2, count: 2 }, { start: 4, step: -2, count: 2 }]);
    yield { name: `copy of ${dtype} into gaps`, inputs: [operand(dtype, rowMajor([2, 2]))], outputs: [{ ...output(dtype, [4, 6]), layout: gaps }], tolerance: 0, kernel: ([a], [y]) => ({ kind: "map", name: "copy", inputs: [a!], output: y! }) };
    for (const to of dtypes) yield { name: `copy of ${dtype} to ${to}`, inputs: [operand(dtype, rowMajor([9]), false)], outputs: [output(to, [9])], tolerance: 0, kernel: ([a], [y]) => ({ kind: "map", name: "copy", inputs: [a!], output: y! }) };
  }
  for (const exponent of [-1, 0, 0.5, 2, 3]) yield { name: `pow ${exponent}`, inputs: [operand("float64", rowMajor([20]))], outputs: [output("float64", [20])], tolerance: ulps("float64", 16), kernel: ([a], [y]) => ({ kind: "map", name: "pow", inputs: [a!, exponent], output: y! }) };
}

/** Copies between storage formats and all dtypes, from and into parts; fills of them, and rows that are picked out. */
function* conversions(): Generator<Case> {
  const all = Object.keys(table) as readonly DType[];
  const [rows, gaps] = [(n: number) => sliced(rowMajor([4, n]), [{ start: 3, step: -2, count: 2 }, { start: 0, step: 1, count: n }]), (n: number) => ({ shape: [2, n], strides: [2 * n, 1], offset: n })];
  const places: Operand = { dtype: "int32", layout: rowMajor([5]), numbers: Int32Array.of(2, 0, 2, 1, 2) };
  for (const from of all) {
    const isOdd = (to: DType) => [from, to].every((dtype) => infoOf(dtype).kind === "real" && infoOf(dtype).blockLength === 1);
    for (const to of all.filter((each) => !isPlain(from) || !isPlain(each))) {
      const copy: Case["kernel"] = ([x], [y]) => ({ kind: "map", name: "copy", inputs: [x!], output: y! });
      const isByOne = infoOf(from).blockLength * infoOf(to).blockLength === 1;
      const n = isByOne ? 5 : 64;
      yield { name: `copy of ${from} to ${to}`, inputs: [operand(from, rowMajor([3, n]), isOdd(to))], outputs: [output(to, [3, n])], tolerance: 0, kernel: copy };
      yield { name: `copy of rows of ${from} backwards into gaps of ${to}`, inputs: [{ ...operand(from, rowMajor([4, n]), isOdd(to)), layout: rows(n) }], outputs: [{ ...output(to, [4, n]), layout: gaps(n) }], tolerance: 0, kernel: copy };
      yield { name: `copy of columns of ${from} to ${to}`, inputs: [operand(from, permuted(rowMajor([64, n]), [1, 0]), isOdd(to))], outputs: [output(to, [n, 64])], tolerance: 0, kernel: copy };
      if (isByOne) yield { name: `copy of ${from} to columns of ${to}`, inputs: [operand(from, rowMajor([3, 4]), isOdd(to))], outputs: [{ ...output(to, [4, 3]), layout: permuted(rowMajor([4, 3]), [1, 0]) }], tolerance: 0, kernel: copy };
    }
    for (const to of isPlain(from) ? [] : [...new Set([from, "float32"] as const)]) {
      for (const inner of infoOf(from).blockLength === 1 ? [1, 3, 8] : [32, 96]) {
        yield { name: `gather of rows of ${inner} ${from} to ${to}`, inputs: [operand(from, rowMajor([2, 3, inner]), isOdd(to)), places], outputs: [output(to, [2, 5, inner])], tolerance: 0, kernel: ([x, at], [y]) => ({ kind: "gather", input: x!, indices: at!, output: y! }) };
      }
    }
    const n = 3 * infoOf(from).blockLength;
    for (const value of isPlain(from) ? [] : [0, 7.5, -1e9]) yield { name: `fill a part of ${from} with ${value}`, inputs: [], outputs: [{ ...output(from, [2 * n]), layout: { ...rowMajor([n]), offset: n } }], tolerance: 0, kernel: (_, [y]) => ({ kind: "fill", value, output: y! }) };
  }
}

function* reductions(backend: Backend): Generator<Case> {
  for (const dtype of dtypes) {
    for (const [m, n] of [[3, 4], [0, 4], [3, 0], [0, 0], [130, 67]] as const) {
      for (const [axes, to] of [[[0], [1, n]], [[1], [m, 1]], [[0, 1], [1, 1]]] as const) {
        const isOverNothing = sizeOf(to) > 0 && m * n === 0;
        for (const name of isOverNothing ? ["sum"] as const : ["sum", "max"] as const) {
          for (const how of ["contiguous", "transposed", "a row repeated"]) {
            const written = output(dtype, to);
            yield {
              name: `${name} of ${dtype} [${m}, ${n}] over ${axes.join(", ")}, ${how}`, inputs: [operand(dtype, layouts[how]!([m, n]), name === "max")], tolerance: name === "max" ? 0 : ulpsOfSum(dtype, m * n, backend),
              outputs: [{ ...written, layout: expanded(rowMajor(to), [m, n]) }], kernel: ([x], [y]) => ({ kind: "reduce", name, input: x!, output: y! }),
            };
          }
        }
      }
    }
    for (const how of Object.keys(layouts)) yield { name: `argmax of ${dtype}, ${how}`, inputs: [operand(dtype, layouts[how]!([4, 7]))], outputs: [output("int32", [4])], tolerance: 0, kernel: ([x], [y]) => ({ kind: "argmax", input: x!, output: y! }) };
  }
}

function* products(): Generator<Case> {
  for (const dtype of ["float32", "float64"] as const) {
    for (const [batch, m, k, n] of [[1, 3, 4, 5], [2, 4, 4, 4], [3, 1, 7, 2], [1, 2, 0, 3], [0, 2, 2, 2], [1, 65, 130, 33]] as const) {
      const [a, b] = [[batch, m, k], [batch, k, n]] as const;
      const sizes = `${dtype} [${a.join(", ")}] × [${b.join(", ")}]`;
      const [y, tolerance] = [output(dtype, [batch, m, n]), ulps(dtype, 4 * (k + 1))];
      const kernel: Case["kernel"] = ([left, right], [out]) => ({ kind: "matmul", left: left!, right: right!, output: out! });
      yield { name: `matmul of ${sizes}`, inputs: [operand(dtype, rowMajor(a), false), operand(dtype, rowMajor(b), false)], outputs: [y], tolerance, kernel };
      yield { name: `matmul of ${sizes}, transposed`, inputs: [operand(dtype, permuted(rowMajor([batch, k, m]), [0, 2, 1]), false), operand(dtype, permuted(rowMajor([n, k, batch]), [2, 1, 0]), false)], outputs: [y], tolerance, kernel };
    }
    yield { name: `matmul of ${dtype} with NaN and infinities`, inputs: [operand(dtype, rowMajor([1, 4, 4])), operand(dtype, rowMajor([1, 4, 4]))], outputs: [output(dtype, [1, 4, 4])], tolerance: ulps(dtype, 20), kernel: ([a, b], [y]) => ({ kind: "matmul", left: a!, right: b!, output: y! }) };
  }
}

function* picks(): Generator<Case> {
  const places: Operand = { dtype: "int32", layout: rowMajor([5]), numbers: Int32Array.of(2, 0, 2, 1, 2) };
  for (const dtype of dtypes) {
    yield { name: `gather of ${dtype}`, inputs: [operand(dtype, rowMajor([2, 3, 4])), places], outputs: [output(dtype, [2, 5, 4])], tolerance: 0, kernel: ([x, at], [y]) => ({ kind: "gather", input: x!, indices: at!, output: y! }) };
    yield { name: `scatter of ${dtype}`, inputs: [operand(dtype, rowMajor([2, 5, 4]), false), places], outputs: [output(dtype, [2, 4, 4])], tolerance: ulps(dtype, 8), kernel: ([x, at], [y]) => ({ kind: "scatter", input: x!, indices: at!, output: y! }) };
    const none: Operand = { dtype: "int32", layout: rowMajor([0]), numbers: new Int32Array(0) };
    yield { name: `scatter of no rows of ${dtype}`, inputs: [operand(dtype, rowMajor([2, 0, 4]), false), none], outputs: [output(dtype, [2, 4, 4])], tolerance: 0, kernel: ([x, at], [y]) => ({ kind: "scatter", input: x!, indices: at!, output: y! }) };
    for (const value of [0, 7]) yield { name: `fill ${dtype} with ${value}`, inputs: [], outputs: [output(dtype, [3, 4])], tolerance: 0, kernel: (_, [y]) => ({ kind: "fill", value, output: y! }) };
  }
}

/** A fused kernel on contiguous operands of some shapes. */
export interface FusedCase {
  readonly name: string;
  readonly inputs: readonly Operand[];
  readonly outputs: readonly Shape[];
  readonly parameters?: readonly number[];
}

const reals = (dtype: DType, ...shape: readonly number[]): Operand => operand(dtype, rowMajor(shape), false);

/** Cases of the fused kernels, for a dtype. */
const fused: readonly ((dtype: DType) => readonly FusedCase[])[] = [
  // Cases of fused kernels
  (dtype) => [{ name: "runningSum", inputs: [reals(dtype, 9)], outputs: [[9]] }],
  (dtype) => [
    { name: "embeddingBackward", inputs: [reals(dtype, 4, 3), { dtype: "int32", layout: rowMajor([4]), numbers: Int32Array.of(1, 0, 1, 1) }], outputs: [[5, 3]] },
    { name: "embeddingBackward", inputs: [reals(dtype, 0, 3), { dtype: "int32", layout: rowMajor([0]), numbers: new Int32Array(0) }], outputs: [[5, 3]] },
  ],
  (dtype) => [
    { name: "softmax", inputs: [reals(dtype, 3, 5)], outputs: [[3, 5]] },
    { name: "softmaxBackward", inputs: [reals(dtype, 3, 5), reals(dtype, 3, 5)], outputs: [[3, 5]] },
  ],
  (dtype) => {
    const [z, targets]: readonly Operand[] = [reals(dtype, 3, 5), { dtype: "int32", layout: rowMajor([3]), numbers: Int32Array.of(4, -1, 0) }];
    return [
      { name: "logSoftmax", inputs: [z!], outputs: [[3, 5]] },
      { name: "logSoftmaxBackward", inputs: [z!, reals(dtype, 3, 5)], outputs: [[3, 5]] },
      { name: "logSumExp", inputs: [z!, targets!], outputs: [[3]], parameters: [-1] },
      { name: "crossEntropy", inputs: [z!, targets!, reals("float64", 3)], outputs: [[]], parameters: [-1, 2] },
      { name: "crossEntropy", inputs: [reals(dtype, 0, 5), { dtype: "int32", layout: rowMajor([0]), numbers: new Int32Array(0) }, reals("float64", 0)], outputs: [[]], parameters: [-1, 2] },
      { name: "crossEntropyBackward", inputs: [z!, targets!, reals("float64", 3), reals(dtype)], outputs: [[3, 5]], parameters: [-1, 2] },
    ];
  },
  (dtype) => [
    { name: "statistics", inputs: [reals(dtype, 3, 5)], outputs: [[3, 2]], parameters: [1e-5] },
    { name: "layerNorm", inputs: [reals(dtype, 3, 5), reals(dtype, 5), reals(dtype, 5), reals("float64", 3, 2)], outputs: [[3, 5]] },
    { name: "layerNormBackward", inputs: [reals(dtype, 3, 5), reals(dtype, 3, 5), reals(dtype, 5), reals("float64", 3, 2)], outputs: [[3, 5]] },
    { name: "gainBackward", inputs: [reals(dtype, 3, 5), reals(dtype, 3, 5), reals("float64", 3, 2)], outputs: [[5]] },
    { name: "gainBackward", inputs: [reals(dtype, 0, 5), reals(dtype, 0, 5), reals("float64", 0, 2)], outputs: [[5]] },
  ],
  (dtype) => [
    { name: "rmsNorm", inputs: [reals(dtype, 3, 5), reals(dtype, 5)], outputs: [[3, 5]], parameters: [1e-5] },
    { name: "rmsNormBackward", inputs: [reals(dtype, 3, 5), reals(dtype, 3, 5), reals(dtype, 5)], outputs: [[3, 5]], parameters: [1e-5] },
  ],
  (dtype) => ["relu", "tanh", "gelu", "geluTanh"].flatMap((name) => [
    { name, inputs: [reals(dtype, 3, 5)], outputs: [[3, 5]] },
    { name: `${name}Backward`, inputs: [reals(dtype, 3, 5), reals(dtype, 3, 5)], outputs: [[3, 5]] },
  ]),
  (dtype) => {
    const square = reals(dtype, 5, 7);
    const inputs = [reals(dtype, 5, 7), reals(dtype, 5, 7), reals(dtype, 5, 7), { ...square, numbers: square.numbers.map(Math.abs) as Numbers }];
    return [{ name: "adamw", inputs, outputs: [[5, 7], [5, 7], [5, 7]], parameters: [0.01, 0.9, 0.999, 1e-8, 0.1, 0.001, 0.01] }];
  },
  // sizes around the tiles of every path: batch, T, N, d, m, and what each query reads
  (dtype) => ([[1, 1, 1, 1, 1, 0, 0], [2, 3, 5, 4, 6, 0, 0], [2, 5, 5, 3, 2, 1, 0], [1, 4, 9, 8, 8, 1, 2], [3, 70, 70, 17, 33, 1, 0], [1, 61, 130, 16, 16, 1, 40], [2, 57, 300, 5, 40, 0, 0]] as const).flatMap(([batch, T, N, d, m, causal, window]) => {
    const [q, k, v, o, dO] = [[T, d], [N, d], [N, m], [T, m], [T, m]].map((matrix) => reals(dtype, batch, ...matrix)) as [Operand, Operand, Operand, Operand, Operand];
    const parameters = [1 / Math.sqrt(d), causal, window];
    // about what a row of such scores has
    const lse = { ...reals(dtype, batch, T), numbers: numbersOf(dtype, batch * T).fill(Math.log(N) + 1) };
    return [
      { name: "attention", inputs: [q, k, v], outputs: [[batch, T, m], [batch, T]], parameters },
      { name: "attentionBackward", inputs: [q, k, v, o, lse, dO], outputs: [[batch, T, d], [batch, N, d], [batch, N, m]], parameters },
    ];
  }),
  // sizes around the lanes of every path: sequences, T, d
  (dtype) => ([[1, 1, 2], [3, 5, 6], [2, 7, 32], [5, 3, 70]] as const).flatMap(([n, T, d]) => [0, 1].map((interleaved) =>
    ({ name: "rotary", inputs: [reals(dtype, n, T * d), reals(dtype, T * d)], outputs: [[n, T * d]], parameters: [d, interleaved] }))),
];

function* fusedCases(): Generator<Case & { readonly fused: string }> {
  for (const dtype of ["float32", "float64"] as const) {
    for (const { name, inputs, outputs, parameters = [] } of fused.flatMap((cases) => cases(dtype))) {
      yield {
        name: `${name} of ${dtype}`, fused: name, inputs, outputs: outputs.map((shape) => output(dtype, shape)), tolerance: ulps(dtype, 64),
        kernel: (views, written) => ({ kind: "fused", name, inputs: views, outputs: written, parameters }),
      };
    }
  }
}

/** The cases that a backend has to pass: all kernels that every backend has, and those fused ones that it says it has. */
export function casesFor(backend: Backend): readonly Case[] {
  return [...maps(), ...specialMaps(), ...conversions(), ...reductions(backend), ...products(), ...picks(), ...[...fusedCases()].filter(({ fused }) => backend.supports(fused))];
}
//# sourceMappingURL=../../.maps/backends/conformance/conformance.ts.map
