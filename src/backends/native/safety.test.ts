// Tangled from book/interlude-b-the-processor/04-fused-kernels.md. Edit the book, then: npm run tangle
import { describe, expect, test } from "vitest";
import type { Kernel, View } from "../backend.ts";
import type { DType } from "../../layout/dtype.ts";
import { rowMajor } from "../../layout/layout.ts";
import { loadAddon } from "./addon.ts";
import { nativeBackend } from "./native.ts";

const addon = loadAddon()!;
const native = nativeBackend(addon);

const on = (dtype: DType, ...shape: readonly number[]): View => {
  const storage = native.allocate(dtype, shape.reduce((one, other) => one * other, 1));
  native.write(storage, dtype === "int32" ? new Int32Array(storage.length) : dtype === "float64" ? new Float64Array(storage.length) : new Float32Array(storage.length));
  return { storage, ...rowMajor(shape) };
};
const of = (...shape: readonly number[]) => on("float32", ...shape);
const indices = (...numbers: readonly number[]): View => {
  const view = on("int32", numbers.length);
  native.write(view.storage, Int32Array.from(numbers));
  return view;
};
const fused = (name: string, inputs: readonly View[], output: View, ...parameters: readonly number[]): Kernel => ({ kind: "fused", name, inputs, outputs: [output], parameters });

const wrong: readonly (readonly [string, Kernel, string])[] = [
  ["add of two lengths", { kind: "map", name: "add", inputs: [of(3), of(4)], output: of(3) }, "native: add takes [3], not [4]"],
  ["a copy of another shape", { kind: "map", name: "copy", inputs: [{ ...of(6), shape: [2, 3], strides: [1, 2] }], output: of(3, 3) }, "native: copy takes [3, 3], not [2, 3]"],
  ["a sum into another shape", { kind: "reduce", name: "sum", input: of(3), output: { ...of(1), shape: [2], strides: [0] } }, "native: sum takes [2], not [3]"],
  ["a product whose inner lengths differ", { kind: "matmul", left: of(1, 20, 3), right: of(1, 4, 20), output: of(1, 20, 20) }, "native: the right of matmul takes [1, 3, 20], not [1, 4, 20]"],
  ["a product with few rows whose inner lengths differ", { kind: "matmul", left: of(1, 2, 3), right: of(1, 4, 5), output: of(1, 2, 5) }, "native: the right of matmul takes [1, 3, 5], not [1, 4, 5]"],
  ["a gather beyond the table", { kind: "gather", input: of(1, 3, 2), indices: indices(0, 3), output: of(1, 2, 2) }, "native: no index 3 among 3"],
  ["a gather of a negative index", { kind: "gather", input: of(1, 3, 2), indices: indices(-1), output: of(1, 1, 2) }, "native: no index -1 among 3"],
  ["a gather into too few rows", { kind: "gather", input: of(1, 3, 2), indices: indices(0, 1), output: of(1, 1, 2) }, "native: gather takes [1, 2, 2], not [1, 1, 2]"],
  ["a scatter beyond the table", { kind: "scatter", input: of(1, 2, 2), indices: indices(0, 5), output: of(1, 3, 2) }, "native: no index 5 among 3"],
  ["a softmax into too few numbers", fused("softmax", [of(3, 4)], of(2, 4)), "native: softmax takes 12 numbers for its output (rows), not [2, 4]"],
  ["a gain for other columns", fused("rmsNorm", [of(3, 4), of(3)], of(3, 4), 1e-5), "native: rmsNorm takes 4 numbers for operand 2 (columns), not [3]"],
  ["statistics of too few rows", fused("layerNorm", [of(3, 4), of(4), of(4), on("float64", 2, 2)], of(3, 4)), "native: layerNorm takes 6 numbers for operand 4 (two doubles for each row), not [2, 2]"],
  ["targets of too few rows", fused("logSumExp", [of(3, 4), indices(0, 1)], on("float64", 3), -1), "native: logSumExp takes 3 numbers for operand 2 (indices), not [2]"],
  ["a target that is no class", fused("crossEntropy", [of(2, 4), indices(1, 4), on("float64", 2)], of(), -1, 2), "native: no index 4 among 4"],
  ["an id that is not in the table", fused("embeddingBackward", [of(2, 4), indices(1, 3)], of(3, 4)), "native: no index 3 among 3"],
  ["a view beyond its storage", fused("softmax", [{ ...of(3, 4), offset: 1 }], of(3, 4)), "native: softmax would reach from number 1 to 12 of a storage of 12"],
];

test.each(wrong)("%s is an error", (_, kernel, message) => {
  expect(() => native.run(kernel)).toThrow(new RangeError(message));
});

test("a target that is left out may be any number", () => {
  expect(() => native.run(fused("crossEntropy", [of(2, 4), indices(1, -7), on("float64", 2)], of(), -7, 1))).not.toThrow();
});

const released: readonly (readonly [string, (freed: View) => Kernel])[] = [
  ["map", (x) => ({ kind: "map", name: "add", inputs: [x, of(2, 6)], output: of(2, 6) })],
  ["strided copy", (x) => ({ kind: "map", name: "copy", inputs: [{ ...x, shape: [6, 2], strides: [1, 6] }], output: of(6, 2) })],
  ["reduce", (x) => ({ kind: "reduce", name: "max", input: x, output: { ...of(1), shape: [2, 6], strides: [0, 0] } })],
  ["matmul", (x) => ({ kind: "matmul", left: { ...x, shape: [1, 2, 6], strides: [12, 6, 1] }, right: of(1, 6, 3), output: of(1, 2, 3) })],
  ["gather", (x) => ({ kind: "gather", input: { ...x, shape: [1, 2, 6], strides: [12, 6, 1] }, indices: indices(0), output: of(1, 1, 6) })],
  ["softmax", (x) => fused("softmax", [x], of(2, 6))],
  ["the output of softmax", (x) => fused("softmax", [of(2, 6)], x)],
];

test.each(released)("a released storage is an error: %s", (_, kernelOf) => {
  const x = of(2, 6);
  const kernel = kernelOf(x);
  native.free(x.storage);
  expect(() => native.run(kernel)).toThrow(new RangeError("storage: the 12 numbers (float32) were freed or donated"));
});

/** What the functions of the addon take: `l` a length, `a` an address, `s` a stride, `n` any number. */
const letters: Readonly<Record<string, string>> = {
  multiplyAdd: "lnn", triad: "laaan", map: "lllasassass", sumRows: "llasas", maxRows: "llasas", sumColumns: "llaas", maxColumns: "llaas",
  product: "lllassassaslllaa", rowsTimesColumns: "lllaaa", rowsOfRows: "lllaaa", fused: "llllaaaaannl", gather: "llllaaa", scatter: "llllaaa", strided: "lllllssssssssaa", skinny: "lllaaasss",
  packAlone: "lllaalllaa", tileAlone: "llaaa", triadOfThreads: "laaan", run: "al", inThreads: "nn", forkJoin: "n", count: "nn", race: "n",
};
type Call = (...given: unknown[]) => unknown;

describe.each(addon.paths.map((path) => [path.name, path] as const))("on the path %s", (_, path) => {
  test.each(Object.entries(letters))("%s refuses what is no length, address or stride", (name, kinds) => {
    const call = path[name as "map"] as Call;
    const right = [...kinds].map(() => 0);
    for (const [i, kind] of [...kinds].entries()) {
      const withOne = (value: unknown) => () => call(...right.with(i, value as number));
      for (const value of [undefined, "1", null, {}]) expect(withOne(value)).toThrow(new TypeError("native: a kernel takes numbers, and all of them"));
      if (kind === "n") continue;
      for (const value of [NaN, Infinity, 0.5, 2 ** 60, ...(kind === "s" ? [] : [-1])]) expect(withOne(value)).toThrow(new RangeError("native: a length, an address or a stride is no whole number in its range"));
    }
  });

  test("a code without a kernel is an error", () => {
    expect(() => (path.map as Call)(99, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)).toThrow(new RangeError("native: there is no such elementwise kernel"));
    expect(() => (path.fused as Call)(99, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)).toThrow(new RangeError("native: there is no such fused kernel"));
  });
});

test("advice takes an address and a length", () => {
  const advise = addon.advise as Call;
  expect(() => advise("x", 1)).toThrow(new TypeError("native: a kernel takes numbers, and all of them"));
  expect(() => advise()).toThrow(new TypeError("native: a kernel takes numbers, and all of them"));
  expect(() => advise(NaN, 1)).toThrow(new RangeError("native: a length, an address or a stride is no whole number in its range"));
  expect(() => advise(4096, -1)).toThrow(new RangeError("native: a length, an address or a stride is no whole number in its range"));
});

test("every function of a path is among those that are tried", () => {
  const path = addon.paths[0]!;
  expect(Object.keys(path).filter((name) => typeof path[name as "map"] === "function").toSorted()).toEqual(Object.keys(letters).toSorted());
});

// the function of AdamW’s step came later than the others
const ofAdamW = "laaaaaaannnnnnnn";
Object.assign(letters, { adamw: ofAdamW });

test.each(addon.paths.map((path) => [path.name, path] as const))("on the path %s adamw refuses what is no length or address", (_, path) => {
  const right = [...ofAdamW].map(() => 0);
  for (const [i, kind] of [...ofAdamW].entries()) {
    const withOne = (value: unknown) => () => (path.adamw as Call)(...right.with(i, value as number));
    expect(withOne("1")).toThrow(new TypeError("native: a kernel takes numbers, and all of them"));
    if (kind !== "n") for (const value of [NaN, 0.5, 2 ** 60, -1]) expect(withOne(value)).toThrow(new RangeError("native: a length, an address or a stride is no whole number in its range"));
  }
  expect(() => (path.fused as Call)(path.fusedCodes["adamw"]!, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)).toThrow(RangeError);
});

// the functions of attention came later still
const ofAttention = { attention: "lllllllaaaaaalln", attentionBackward: "lllllllaaaaaaaaaalln" } as const;
Object.assign(letters, ofAttention);

test.each(addon.paths.flatMap((path) => Object.entries(ofAttention).map(([name, kinds]) => [name, path.name, kinds, path] as const)))("%s on the path %s refuses what is no length or address", (name, _, kinds, path) => {
  const right = [...kinds].map(() => 0);
  for (const [i, kind] of [...kinds].entries()) {
    const withOne = (value: unknown) => () => (path[name as "attention"] as Call)(...right.with(i, value as number));
    expect(withOne("1")).toThrow(new TypeError("native: a kernel takes numbers, and all of them"));
    if (kind !== "n") for (const value of [NaN, 0.5, 2 ** 60, -1]) expect(withOne(value)).toThrow(new RangeError("native: a length, an address or a stride is no whole number in its range"));
  }
  expect(() => (path.fused as Call)(path.fusedCodes[name]!, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)).toThrow(RangeError);
});
//# sourceMappingURL=../../.maps/backends/native/safety.test.ts.map
