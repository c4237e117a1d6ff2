// Tangled from book/interlude-a-tensors/04-vector-jacobian-products.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ledgerOf } from "../ledger/ledger.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { numbersIn } from "../backends/cpu/storage.ts";
import { bytesOf } from "../layout/dtype.ts";
import { erf } from "../backends/cpu/kernels/erf.ts";
import { adjointError, differenceError, norm, secondError } from "../testing/laws.ts";
import { asTensor } from "../tensor/create.ts";
import { apply } from "../tensor/node.ts";
import { rules, type Primitive } from "./rules.ts";
import { sampleOf, smoothly, type Sample } from "../testing/samples.ts";
import type { Shape } from "../layout/shape.ts";
import type { SliceRange } from "../layout/layout.ts";
import type { Tensor } from "../tensor/tensor.ts";

const primitives = Object.keys(rules) as Primitive[];
const smooth = primitives.filter((primitive) => "vjp" in rules[primitive]);
const seeds = fc.integer({ min: 0, max: 2 ** 40 });

test("the norm of a matrix is the root of the sum of the squares of its elements", () => {
  expect(norm(asTensor([[1, 2], [2, 4]]))).toBe(5);
});

test("a primitive is named as its place in the table", () => {
  for (const primitive of primitives) expect(rules[primitive].name).toBe(primitive);
});

describe.each(smooth)("%s", (primitive) => {
  test("its two derivatives are adjoint", () => {
    fc.assert(fc.property(seeds, (seed) => void expect(adjointError(...smoothly(sampleOf(primitive, randomFrom(seed))), randomFrom(seed + 1))).toBeLessThan(1e-12)));
  });

  test("its derivative is that of central differences", () => {
    fc.assert(fc.property(seeds, (seed) => void expect(differenceError(...smoothly(sampleOf(primitive, randomFrom(seed))), randomFrom(seed + 1))).toBeLessThan(1e-7)), { numRuns: 50 });
  });

  test("so is the derivative of its recorded gradient", () => {
    fc.assert(fc.property(seeds, (seed) => void expect(secondError(...smoothly(sampleOf(primitive, randomFrom(seed))), randomFrom(seed + 1))).toBeLessThan(1e-6)), { numRuns: 50 });
  });
});

// The scalar reference: every number that is read or written, and every operation, is a call that counts itself.
class Count {
  flops = 0;
  readonly #read = new Map<Tensor, Set<number>>();
  readonly result = new Map<number, number>();

  op(value: number): number {
    this.flops++;
    return value;
  }

  read(x: Tensor, index: Shape): number {
    const place = index.reduce((sum, i, axis) => sum + i * x.strides[axis]!, x.offset);
    this.#read.set(x, (this.#read.get(x) ?? new Set()).add(place));
    return numbersIn(x.storage)[place]!;
  }

  write(y: Tensor, index: Shape, value: number): void {
    this.result.set(index.reduce((sum, i, axis) => sum + i * y.strides[axis]!, y.offset), value);
  }

  bytesRead(reads?: number): number {
    return reads ?? [...this.#read].reduce((bytes, [x, places]) => bytes + bytesOf(x.dtype, places.size), 0);
  }
}

function* indexesOf(shape: Shape): Generator<Shape> {
  if (shape.length === 0) return yield [];
  for (let i = 0; i < shape[0]!; i++) for (const rest of indexesOf(shape.slice(1))) yield [i, ...rest];
}

type Reference = (count: Count, operands: readonly Tensor[], y: Tensor, parameters: never) => void;

const each = (f: (...x: number[]) => number): Reference => (count, operands, y) => {
  for (const i of indexesOf(y.shape)) count.write(y, i, count.op(f(...operands.map((x) => count.read(x, i)))));
};
const moved = (from: (i: Shape, parameters: never, x: Tensor, y: Tensor) => Shape): Reference => (count, [x], y, parameters) => {
  for (const i of indexesOf(y.shape)) count.write(y, i, count.read(x!, from(i, parameters, x!, y)));
};
const reduced = (start: number, f: (held: number, met: number) => number): Reference => (count, [x], y, axes: readonly number[]) => {
  const totals = new Map<string, number>();
  for (const i of indexesOf(x!.shape)) {
    const key = i.filter((_, axis) => !axes.includes(axis)).join();
    totals.set(key, count.op(f(totals.get(key) ?? start, count.read(x!, i))));
  }
  for (const i of indexesOf(y.shape)) count.write(y, i, totals.get(i.join())!);
};
const placeIn = (i: Shape, ranges: readonly SliceRange[]) => i.map((each, axis) => ranges[axis]!.start + each * ranges[axis]!.step);
const at = (i: Shape, axis: number, place: number) => i.map((each, other) => (other === axis ? place : each));

const reference: { readonly [P in Primitive]: Reference } = {
  add: each((x, y) => x! + y!), subtract: each((x, y) => x! - y!), multiply: each((x, y) => x! * y!), divide: each((x, y) => x! / y!),
  maximum: each(Math.max), minimum: each(Math.min),
  less: each((x, y) => Number(x! < y!)), lessEqual: each((x, y) => Number(x! <= y!)), greater: each((x, y) => Number(x! > y!)), greaterEqual: each((x, y) => Number(x! >= y!)), equal: each((x, y) => Number(x! === y!)),
  negative: each((x) => -x!), abs: each(Math.abs), sign: each(Math.sign), exp: each(Math.exp), log: each(Math.log), sqrt: each(Math.sqrt), tanh: each(Math.tanh), sin: each(Math.sin), cos: each(Math.cos), erf: each(erf),
  pow: (count, operands, y, exponent) => each((x) => x! ** exponent)(count, operands, y, exponent),
  where: each((condition, x, y) => (condition !== 0 ? x! : y!)),
  copy: moved((i) => i),
  astype: moved((i) => i),
  reshape: (count, [x], y) => {
    const [from, to] = [[...indexesOf(x!.shape)], [...indexesOf(y.shape)]];
    from.forEach((i, n) => count.write(y, to[n]!, count.read(x!, i)));
  },
  permuteDims: moved((i, axes: readonly number[]) => axes.map((_, axis) => i[axes.indexOf(axis)]!)),
  broadcastTo: moved((i, _, x, y) => x.shape.map((length, axis) => (length === 1 ? 0 : i[axis + y.shape.length - x.shape.length]!))),
  slice: moved((i, ranges: readonly SliceRange[]) => placeIn(i, ranges)),
  padSlice: (count, [x], y, { ranges }: { readonly ranges: readonly SliceRange[] }) => {
    for (const i of indexesOf(y.shape)) count.write(y, i, 0);
    for (const i of indexesOf(x!.shape)) count.write(y, placeIn(i, ranges), count.read(x!, i));
  },
  sum: reduced(0, (held, met) => held + met),
  max: reduced(-Infinity, Math.max),
  argmax: (count, [x], y) => {
    for (const i of indexesOf(y.shape)) {
      let [place, held] = [0, -Infinity];
      for (let j = 0; j < x!.shape.at(-1)!; j++) {
        const met = count.read(x!, [...i, j]);
        if (count.op(Number(met > held))) [place, held] = [j, met];
      }
      count.write(y, i, place);
    }
  },
  take: (count, [x, indices], y, axis: number) => {
    for (const i of indexesOf(y.shape)) count.write(y, i, count.read(x!, at(i, axis, count.read(indices!, [i[axis]!]))));
  },
  scatterAdd: (count, [x, indices], y, { axis }: { readonly axis: number }) => {
    const totals = new Map<string, number>();
    for (const i of indexesOf(x!.shape)) {
      const key = at(i, axis, count.read(indices!, [i[axis]!])).join();
      totals.set(key, count.op((totals.get(key) ?? 0) + count.read(x!, i)));
    }
    for (const i of indexesOf(y.shape)) count.write(y, i, totals.get(i.join()) ?? 0);
  },
  concat: (count, pieces, y, axis: number) => {
    let start = 0;
    for (const piece of pieces) {
      for (const i of indexesOf(piece.shape)) count.write(y, at(i, axis, start + i[axis]!), count.read(piece, i));
      start += piece.shape[axis]!;
    }
  },
  matmul: (count, [a, b], y) => {
    for (const [batch, i, j] of indexesOf(y.shape) as Iterable<[number, number, number]>) {
      let sum = 0;
      for (let p = 0; p < a!.shape[2]!; p++) sum = count.op(sum + count.op(count.read(a!, [batch, i, p]) * count.read(b!, [batch, p, j])));
      count.write(y, [batch, i, j], sum);
    }
  },
};

/** Views give no cost, and `take` counts a row as often as it is picked. */
const readsOf = (primitive: Primitive, y: Tensor, { operands: [, indices] }: Sample) => (primitive === "take" ? bytesOf(y.dtype, y.size) + indices!.size * 4 : undefined);

test.each(primitives)("%s: value and ledger are those of a slow count of every operation", (primitive) => {
  for (let seed = 0; seed < 100; seed++) {
    const sample = sampleOf(primitive, randomFrom(seed));
    let y: Tensor | undefined;
    const costs = ledgerOf(() => (y = apply(sample.rule, sample.parameters, sample.operands)));
    const count = new Count();
    reference[primitive](count, sample.operands, y!, sample.parameters as never);
    for (const [place, value] of count.result) expect(numbersIn(y!.storage)[place]).toBeCloseTo(value, 12);
    const isView = ["reshape", "permuteDims", "broadcastTo", "slice"].includes(primitive);
    expect(y!.storage === sample.operands[0]!.storage).toBe(isView);
    if (isView) expect(costs).toEqual({});
    else expect(costs).toEqual({ [primitive]: { FLOPs: count.flops, "bytes read": count.bytesRead(readsOf(primitive, y!, sample)), "bytes written": bytesOf(y!.dtype, count.result.size) } });
  }
});
//# sourceMappingURL=../.maps/primitives/rules.test.ts.map
