// Tangled from book/07-attention/07-the-cost-of-attention.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { backendNames, backendOrReason } from "../backends/choose.ts";
import { without } from "../backends/without.ts";
import { ledgerOf } from "../ledger/ledger.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { asTensor, concat, cpu, gradient, multiply, normal, permuteDims, Pool, reshape, slice, sum, variable, vjp, type Backend, type DType, type Tensor } from "../tensor-core.ts";
import { adjointError, difference, differenceError, secondError } from "../testing/laws.ts";
import { attention, attentionOfPrimitives, type AttentionOptions } from "./attention.ts";
import { fusedAttention, pairsOf } from "./fused-attention.ts";
import { savedBytes } from "./saved-bytes.ts";

const here = backendNames.flatMap((name) => {
  const backend = backendOrReason(name);
  return typeof backend === "string" ? [] : [[name, backend] as const];
});
type Three = readonly [q: Tensor, k: Tensor, v: Tensor];
const shapes = fc.record({
  batch: fc.constantFrom([], [1], [3], [2, 2]), T: fc.integer({ min: 1, max: 70 }), more: fc.integer({ min: 0, max: 40 }), d: fc.integer({ min: 1, max: 20 }), m: fc.integer({ min: 1, max: 40 }),
  causal: fc.boolean(), window: fc.option(fc.integer({ min: 1, max: 80 }), { nil: undefined }), scale: fc.constantFrom(undefined, 0.3, -1), seed: fc.nat(),
});
type Drawn = typeof shapes extends fc.Arbitrary<infer D> ? D : never;
const optionsOf = ({ causal, window, scale }: Drawn): AttentionOptions => ({ causal, ...(causal && window !== undefined && { window }), ...(scale !== undefined && { scale }) });
const drawn = ({ batch, T, more, d, m, seed }: Drawn, dtype: DType, backend: Backend): Three => {
  const random = randomFrom(seed);
  return [[T, d], [T + more, d], [T + more, m]].map((matrix) => normal(random, [...batch, ...matrix], { dtype, backend })) as unknown as Three;
};
const valueAndGradients = (f: typeof attention, xs: readonly Tensor[], options: AttentionOptions) => {
  const leaves = xs.map(variable) as unknown as Three;
  const O = f(...leaves, options);
  const dO = normal(randomFrom(9), O.shape, { dtype: O.dtype, backend: O.backend });
  return [O, ...vjp(O, leaves, dO)];
};

describe.each(here)("on %s", (_, backend) => {
  test.each([["float64", 1e-12], ["float32", 2e-5]] as const)("value and gradients are those of primitives, for all shapes, windows and scales: %s", (dtype, tolerance) => {
    fc.assert(fc.property(shapes, (drawing) => {
      const [xs, options] = [drawn(drawing, dtype, backend), optionsOf(drawing)];
      expect(difference(valueAndGradients(fusedAttention, xs, options), valueAndGradients(attentionOfPrimitives, xs, options))).toBeLessThan(tolerance);
    }), { numRuns: 40 });
  });

  test("changing a token changes no output before it, bit for bit, nor what lies beyond the window", () => {
    fc.assert(fc.property(shapes, fc.nat(), fc.double({ min: -1e6, max: 1e6, noNaN: true }), (drawing, place, by) => {
      const [xs, options] = [drawn({ ...drawing, batch: [], more: 0 }, "float32", backend), { ...optionsOf(drawing), causal: true }];
      const [t, T] = [place % drawing.T, drawing.T];
      const changed = xs.map((x) => asTensor(x.dataSync().map((each, i) => (Math.floor(i / x.shape[1]!) === t ? each + by : each)), { shape: x.shape, backend })) as unknown as Three;
      const [before, after] = [fusedAttention(...xs, options), fusedAttention(...changed, options)];
      const beyond = Math.min(T, t + (options.window ?? T));
      for (const range of [[0, t], [beyond, T]] as const) expect([...slice(after, [range]).dataSync()]).toEqual([...slice(before, [range]).dataSync()]);
    }), { numRuns: 60 });
  });

  test("views in another order, and operands without gradients, are as good", () => {
    const x = normal(randomFrom(3), [2, 3, 7, 4], { backend });
    const [q, k, v] = [0, 1, 2].map((i) => permuteDims(slice(x, [[], i]), [1, 0, 2])) as unknown as Three;
    expect(difference([fusedAttention(q, k, v)], [attentionOfPrimitives(q, k, v)])).toBeLessThan(1e-6);
    const leaf = variable(k);
    expect(difference(vjp(fusedAttention(q, leaf, v), [leaf], q), vjp(attentionOfPrimitives(q, leaf, v), [leaf], q))).toBeLessThan(1e-5);
  });

  test("scores of thousands, NaN and a query of infinities are what primitives make of them", () => {
    const [q, k, v] = [multiply(normal(randomFrom(1), [5, 3], { backend }), 1e4), normal(randomFrom(2), [5, 3], { backend }), normal(randomFrom(3), [5, 2], { backend })] as const;
    const odd = concat([slice(q, [[0, 3]]), asTensor([[NaN, 1, 1], [1, 1, 1]], { backend })]);
    for (const queries of [q, odd]) {
      const [ours, primitives] = [fusedAttention, attentionOfPrimitives].map((f) => [...f(queries, k, v, { causal: true }).dataSync()]);
      ours!.forEach((each, i) => (Number.isNaN(primitives![i]!) ? expect(each).toBeNaN() : expect(each).toBeCloseTo(primitives![i]!, 5)));
    }
  });
});

test("derivatives are central differences, both directions agree, and it can be differentiated twice", () => {
  for (const options of [{}, { causal: true }, { causal: true, window: 2, scale: 0.7 }]) {
    const f = (q: Tensor, k: Tensor, v: Tensor) => fusedAttention(q, k, v, options);
    const xs = [[2, 4, 3], [2, 4, 3], [2, 4, 2]].map((shape, i) => multiply(0.5, normal(randomFrom(i), shape, { dtype: "float64" })));
    expect(adjointError(f as never, xs, randomFrom(1))).toBeLessThan(1e-13);
    expect(differenceError(f as never, xs, randomFrom(2))).toBeLessThan(1e-8);
    expect(secondError(f as never, xs, randomFrom(3))).toBeLessThan(1e-7);
  }
});

test("the second derivative of a linear function of the output is that of primitives", () => {
  const [q, k, v] = [1, 2, 3].map((seed) => normal(randomFrom(seed), [5, 4], { dtype: "float64" })) as unknown as Three;
  const second = (f: typeof attention) => {
    const leaf = variable(q);
    const [first] = gradient(sum(multiply(v, f(leaf, k, v, { causal: true }))), [leaf], { createGraph: true });
    return gradient(sum(multiply(k, first!)), [leaf]);
  };
  expect(difference(second(fusedAttention), second(attentionOfPrimitives))).toBeLessThan(1e-13);
});

test("what is saved grows with T, where the weights grow with T²", () => {
  const of = (f: typeof attention, T: number) => {
    const [q, k, v] = [1, 2, 3].map((seed) => variable(normal(randomFrom(seed), [T, 8]))) as unknown as Three;
    return savedBytes(f(q, k, v, { causal: true }));
  };
  expect(of(fusedAttention, 256)).toBe(4 * of(fusedAttention, 64));
  expect(of(attention, 256)).toBeGreaterThan(10 * of(attention, 64));
});

test("pairs are counted as they are read, and the ledger has them", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 9 }), fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }), (T, more, window) => {
    const N = T + more;
    let count = 0;
    for (let t = 0; t < T; t++) for (let j = 0; j < N; j++) if (j <= t + more && j > t + more - (window ?? N)) count++;
    expect(pairsOf({ T, N, causal: true, window })).toBe(count);
    expect(pairsOf({ T, N, causal: false })).toBe(T * N);
  }));
  const [q, k, v] = [normal(randomFrom(1), [2, 5, 3]), normal(randomFrom(1), [2, 5, 3]), normal(randomFrom(1), [2, 5, 4])] as const;
  expect(ledgerOf(() => fusedAttention(q, k, v, { causal: true, window: 2 }))["attention"]).toEqual({ FLOPs: 2 * (9 * (6 + 8 + 6) + 10), "bytes read": 4 * 2 * 5 * 10, "bytes written": 4 * 2 * 5 * 5 });
  const leaves = [q, k, v].map(variable) as unknown as Three;
  const O = fusedAttention(...leaves, { causal: true, window: 2 });
  // q, k, v, O, dO and a log-sum-exp for each query are read
  expect(ledgerOf(() => vjp(O, leaves, normal(randomFrom(2), [2, 5, 4])))["attentionBackward"]).toEqual({ FLOPs: 2 * (9 * (18 + 16 + 6) + 40), "bytes read": 4 * 2 * 5 * (10 + 4 + 4 + 1), "bytes written": 4 * 2 * 5 * 10 });
});

test("without the kernel that it needs, with a mask and without numbers it is attention", () => {
  const backend = without("attentionBackward", new Pool(cpu));
  const [q, k, v] = [1, 2, 3].map((seed) => normal(randomFrom(seed), [4, 4], { backend })) as unknown as Three;
  const labels = (run: () => unknown) => Object.keys(ledgerOf(run));
  expect(labels(() => fusedAttention(q, k, v))).toEqual(["attention"]);
  expect(labels(() => fusedAttention(q, variable(k), v))).toContain("softmax");
  const other = without("attention", new Pool(cpu));
  const neither = [1, 2, 3].map((seed) => normal(randomFrom(seed), [4, 4], { backend: other })) as unknown as Three;
  expect(labels(() => fusedAttention(...neither))).toContain("softmax");
  const onCpu = [q, k, v].map((x) => reshape(asTensor(x.dataSync()), [4, 4])) as unknown as Three;
  expect(labels(() => fusedAttention(...onCpu))).toEqual(["attention"]);
  const mask = asTensor([[1, 0, 0, 0], [1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 0, 1]]);
  expect([...fusedAttention(...onCpu, { mask }).dataSync()]).toEqual([...attention(...onCpu, { mask }).dataSync()]);
  expect(fusedAttention(normal(randomFrom(1), [0, 4]), onCpu[1], onCpu[2]).shape).toEqual([0, 4]);
  for (const [q, k, v] of [[asTensor([], { shape: [0, 4] }), onCpu[1], onCpu[2]], [onCpu[0], onCpu[1], asTensor([], { shape: [4, 0] })]] as const) expect(labels(() => fusedAttention(q, k, v))).toContain("softmax");
});

test("what attention refuses is refused", () => {
  const [q, k] = [normal(randomFrom(1), [3, 4]), normal(randomFrom(2), [2, 4])];
  expect(() => fusedAttention(q, k, q)).toThrow(new RangeError("attention: shapes do not fit, q [3, 4], k [2, 4], v [3, 4]"));
  expect(() => fusedAttention(q, k, k, { causal: true })).toThrow(new RangeError("attention: 3 queries for 2 positions, q [3, 4], k [2, 4], v [2, 4]"));
  expect(() => fusedAttention(q, k, k, { window: 2 })).toThrow(new RangeError("attention: a window needs `causal`"));
});
//# sourceMappingURL=../.maps/ops/fused-attention.test.ts.map
