// Tangled from book/08-transformer/07-decoding.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { ledgerOf } from "../ledger/ledger.ts";
import { embedding } from "../ops/embedding.ts";
import { logSoftmax } from "../ops/log-softmax.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { broadcastTo, normal, slice } from "../tensor-core.ts";
import { wrap } from "#src/format/text.ts";
import { beamSearch, largest } from "./beam-search.ts";
import { choiceOf, continuations, filterOf, lastWindows, type NextLogits } from "./decoding.ts";
import { informationContents, repeatedShare } from "./degeneration.ts";
import { applyTemperature, forbidRepeatedNgrams, minP, penaliseRepetition, topK, topP } from "./sampling-filters.ts";

/** Logits that depend on the last two tokens, at random. */
const tableOf = (V: number, seed: number) => normal(randomFrom(seed), [V * V, V], { dtype: "float64" });
const pairs = (V: number, seed: number): NextLogits => {
  const table = tableOf(V, seed);
  return (ids) => {
    const [n, t] = ids.shape as [number, number];
    const rows = (ids.toArray() as number[][]).map((row) => (t > 1 ? row[t - 2]! * V : 0) + row[t - 1]!);
    return slice(embedding(table, lastWindows([rows], n)), [0]);
  };
};
/** The logarithms of the probabilities of the next token, from the table itself. */
const slowLogs = (V: number, seed: number) => {
  const rows = logSoftmax(tableOf(V, seed)).toArray() as number[][];
  return (read: readonly number[]) => rows[(read.length > 1 ? read.at(-2)! * V : 0) + read.at(-1)!]!;
};
const sizes = fc.record({ V: fc.integer({ min: 1, max: 4 }), seed: fc.nat(), length: fc.integer({ min: 0, max: 4 }) });
const distributions = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 30 }).filter((row) => row.some((each) => each > 0)).map((row) => row.map((each) => each / row.reduce((a, b) => a + b)));
const total = (row: readonly number[]) => row.reduce((sum, each) => sum + each, 0);

test("min-p keeps what has a share of the largest probability, in proportion, and the largest itself", () => {
  fc.assert(fc.property(distributions, fc.double({ min: 0, max: 1, noNaN: true }), (p, share) => {
    const q = minP(p, share);
    expect(total(q)).toBeCloseTo(1, 10);
    const kept = p.filter((each) => each >= share * Math.max(...p));
    expect(kept.length).toBeGreaterThan(0);
    q.forEach((each, x) => expect(each).toBeCloseTo(p[x]! >= share * Math.max(...p) ? p[x]! / total(kept) : 0, 10));
  }));
});

test("min-p of 0 keeps all, of 1 the most probable, and others are refused", () => {
  expect(minP([0.5, 0.25, 0.25], 0)).toEqual([0.5, 0.25, 0.25]);
  expect(minP([0.5, 0.25, 0.25], 1)).toEqual([1, 0, 0]);
  expect(minP([0.5, 0.375, 0.125], 0.5)).toEqual([0.5 / 0.875, 0.375 / 0.875, 0]);
  for (const share of [-0.1, 1.1, NaN]) expect(() => minP([1], share)).toThrow(new RangeError(`minP: the share must be from 0 to 1, not ${share}`));
});

test("a penalty divides the ratio of a token that occurred to one that did not, and leaves other ratios", () => {
  fc.assert(fc.property(distributions.map((row) => row.map((each) => (each + 0.01) / (1 + 0.01 * row.length))), fc.array(fc.nat(29)), fc.double({ min: 1, max: 3, noNaN: true }), (p, ids, penalty) => {
    const q = penaliseRepetition(p, ids, penalty);
    expect(total(q)).toBeCloseTo(1, 10);
    const raised = (x: number) => (ids.includes(x) ? penalty : 1) * Math.log(p[x]!);
    q.forEach((each, x) => expect(Math.log(each) - Math.log(q[0]!)).toBeCloseTo(raised(x) - raised(0), 8));
  }));
  expect(penaliseRepetition([0.5, 0.5], [1, 1, 7], 2)).toEqual([0.5 / 0.75, 0.25 / 0.75]);
  for (const penalty of [0.9, NaN]) expect(() => penaliseRepetition([1], [], penalty)).toThrow(new RangeError(`penaliseRepetition: the penalty must be at least 1, not ${penalty}`));
});

test("a token is forbidden just where it would end an n-gram again", () => {
  fc.assert(fc.property(fc.array(fc.nat(3), { maxLength: 12 }), fc.integer({ min: 1, max: 4 }), (ids, n) => {
    const p = [0.4, 0.3, 0.2, 0.1];
    const ngrams = (text: readonly number[]) => text.flatMap((_, i) => (i + n <= text.length ? [text.slice(i, i + n).join()] : []));
    const free = p.map((_, x) => !ngrams(ids).includes([...ids, x].slice(-n).join()));
    const mass = total(p.filter((_, x) => free[x]));
    const q = forbidRepeatedNgrams(p, ids, n);
    q.forEach((each, x) => expect(each).toBeCloseTo(mass === 0 ? p[x]! : free[x] ? p[x]! / mass : 0, 12));
  }));
  expect(forbidRepeatedNgrams([0.5, 0.25, 0.25], [0, 1, 2, 0], 2)).toEqual([2 / 3, 0, 1 / 3]);
  for (const n of [0, 1.5, NaN]) expect(() => forbidRepeatedNgrams([1], [0], n)).toThrow(new RangeError(`forbidRepeatedNgrams: n must be 1, 2, 3, …, not ${n}`));
});

test("a text in which no n-gram may occur twice has none twice", () => {
  fc.assert(fc.property(fc.integer({ min: 2, max: 4 }), fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (n, seed, temperature) => {
    const choose = choiceOf({ noRepeatNgram: n, temperature: temperature < 0.3 ? 0 : temperature }, randomFrom(seed));
    // what stands before the next token occurred fewer than twelve times, and twelve tokens may follow it
    const [written] = continuations(pairs(12, seed), [[0]], { length: 11, context: 2, choose });
    expect(repeatedShare([0, ...written!], n)).toBe(0);
  }));
});

test("the filters of a strategy come in order: penalty, n-grams, temperature, top-k, top-p, min-p", () => {
  fc.assert(fc.property(distributions, fc.array(fc.nat(5), { maxLength: 5 }), fc.double({ min: 0.3, max: 3, noNaN: true }), fc.integer({ min: 1, max: 10 }), fc.double({ min: 0.1, max: 0.9, noNaN: true }), (p, ids, temperature, k, mass) => {
    const decoding = { repetitionPenalty: 1 + mass, noRepeatNgram: 2, temperature, topK: k, topP: mass, minP: 1 - mass };
    const repeats = forbidRepeatedNgrams(penaliseRepetition(p, ids, 1 + mass), ids, 2);
    expect(filterOf(decoding)(p, ids)).toEqual(minP(topP(topK(applyTemperature(repeats, temperature), k), mass), 1 - mass));
    expect(filterOf({ ...decoding, temperature: 0 })(p, ids)).toEqual(topK(repeats, 1));
  }));
});

test("each filter alone is that filter, and none is the distribution itself", () => {
  const p = [0.4, 0.3, 0.2, 0.1];
  expect(filterOf({})(p)).toBe(p);
  expect(filterOf({ temperature: 0.5 })(p)).toEqual(applyTemperature(p, 0.5));
  expect(filterOf({ topK: 2 })(p)).toEqual(topK(p, 2));
  expect(filterOf({ topP: 0.6 })(p)).toEqual(topP(p, 0.6));
  expect(filterOf({ minP: 0.5 })(p)).toEqual(minP(p, 0.5));
  expect(filterOf({ temperature: 0 })(p)).toEqual([1, 0, 0, 0]);
  expect(filterOf({ repetitionPenalty: 2 })(p, [0])).toEqual(penaliseRepetition(p, [0], 2));
  expect(filterOf({ noRepeatNgram: 1 })(p, [0])).toEqual(forbidRepeatedNgrams(p, [0], 1));
  expect(() => filterOf({ temperature: -1 })(p)).toThrow("the temperature must be positive, not -1");
});

test("greedy decoding takes the most probable token of each step, and is a beam of width 1", () => {
  fc.assert(fc.property(sizes, ({ V, seed, length }) => {
    const logs = slowLogs(V, seed);
    const read = [0];
    for (let t = 0; t < length; t++) read.push(logs(read).indexOf(Math.max(...logs(read))));
    const choose = choiceOf({ temperature: 0 }, randomFrom(1));
    expect(continuations(pairs(V, seed), [[0]], { length, context: 2, choose })).toEqual([read.slice(1)]);
    expect(beamSearch(pairs(V, seed), [0], { width: 1, length, context: 2 }).map(({ ids }) => ids)).toEqual([read.slice(1)]);
  }));
});

test("a beam that can hold all hypotheses finds the most probable texts of all, in order", () => {
  fc.assert(fc.property(sizes, ({ V, seed, length }) => {
    const logs = slowLogs(V, seed);
    let all: { ids: number[]; logProbability: number }[] = [{ ids: [], logProbability: 0 }];
    for (let t = 0; t < length; t++) all = all.flatMap(({ ids, logProbability }) => logs([0, ...ids]).map((log, id) => ({ ids: [...ids, id], logProbability: logProbability + log })));
    all.sort((one, other) => other.logProbability - one.logProbability);
    const found = beamSearch(pairs(V, seed), [0], { width: V ** length, length, context: 2 });
    expect(found).toHaveLength(V ** length);
    found.forEach(({ logProbability }, i) => expect(logProbability).toBeCloseTo(all[i]!.logProbability, 10));
    expect(found[0]!.ids).toEqual(all[0]!.ids);
  }));
});

test("a hypothesis has the probability of all its tokens", () => {
  fc.assert(fc.property(sizes, fc.integer({ min: 1, max: 3 }), ({ V, seed, length }, width) => {
    const logs = slowLogs(V, seed);
    for (const { ids, logProbability } of beamSearch(pairs(V, seed), [0], { width, length, context: 2 })) {
      expect(logProbability).toBeCloseTo(total(ids.map((id, t) => logs([0, ...ids.slice(0, t)])[id]!)), 10);
    }
  }));
});

test("of several prompts each is continued as it would be alone", () => {
  const next = pairs(4, 3);
  const choose = choiceOf({ temperature: 0 }, randomFrom(1));
  const [one, other] = [[0, 1], [2, 3]].map((prompt) => continuations(next, [prompt], { length: 9, context: 2, choose })[0]);
  expect(continuations(next, [[0, 1], [2, 3]], { length: 9, context: 2, choose })).toEqual([one, other]);
});

test("the model is given the last tokens, as many as its context", () => {
  const shapes: (readonly number[])[] = [];
  const next: NextLogits = (ids) => {
    shapes.push(ids.shape);
    return normal(randomFrom(1), [ids.shape[0]!, 3]);
  };
  continuations(next, [[0], [1]], { length: 4, context: 3, choose: () => 2 });
  expect(shapes).toEqual([[2, 1], [2, 2], [2, 3], [2, 3]]);
});

test("a sample is drawn by the probabilities, by χ²", () => {
  const one = normal(randomFrom(2), [1, 3]);
  const next: NextLogits = ({ shape: [n] }) => broadcastTo(one, [n!, 3]);
  const p = (logSoftmax(one).toArray() as number[][])[0]!.map(Math.exp);
  const [written] = continuations(next, [[0]], { length: 10_000, context: 1, choose: choiceOf({}, randomFrom(1)) });
  const seen = [0, 1, 2].map((id) => written!.filter((each) => each === id).length);
  // with two degrees of freedom, one run in a thousand is above 13.82
  expect(total(seen.map((times, x) => (times - 10_000 * p[x]!) ** 2 / (10_000 * p[x]!)))).toBeLessThan(13.82);
});

test("the largest are those of a sorted list", () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 40 }), fc.integer({ min: 1, max: 50 }), (numbers, count) => {
    const sorted = numbers.map((_, i) => i).sort((one, other) => numbers[other]! - numbers[one]!);
    expect(largest(numbers, count)).toEqual(sorted.slice(0, count));
  }));
});

test("the information contents of a text sum to what a beam says of it", () => {
  const next = pairs(4, 5);
  const [best] = beamSearch(next, [0, 1], { width: 3, length: 150, context: 2 });
  const contents = informationContents(next, [0, 1, ...best!.ids], { from: 2, context: 2 });
  expect(contents).toHaveLength(150);
  expect(total(contents)).toBeCloseTo(-best!.logProbability, 8);
  expect(() => informationContents(next, [0, 1, 2], { from: 1, context: 2 })).toThrow(new RangeError("informationContents: 2 tokens are read before each, and place 1 has fewer before it"));
});

test("what occurred before is counted", () => {
  expect(repeatedShare([1, 2, 3, 4, 5], 2)).toBe(0);
  expect(repeatedShare([1, 2, 1, 2, 1], 2)).toBe(0.5);
  expect(repeatedShare([7, 7, 7, 7, 7], 1)).toBeCloseTo(0.8, 12);
  expect(repeatedShare([1, 12, 11, 2], 1)).toBe(0);
  expect(() => repeatedShare([1, 2], 3)).toThrow(new RangeError("repeatedShare: 2 tokens have no 3 in a row"));
  expect(() => repeatedShare([1, 2], 0)).toThrow(RangeError);
});

test("an extension is one sum", () => {
  expect(ledgerOf(() => beamSearch(pairs(4, 1), [0], { width: 3, length: 5, context: 2 }))["extend beam"]).toEqual({ FLOPs: 4 + 4 * 3 * 4 });
});

test("what cannot be continued is refused", () => {
  expect(() => lastWindows([], 2)).toThrow(new RangeError("lastWindows: there is no token to continue"));
  expect(() => lastWindows([[]], 2)).toThrow(new RangeError("lastWindows: there is no token to continue"));
  expect(() => lastWindows([[1], [1, 2]], 2)).toThrow(new RangeError("lastWindows: sequences of 1 and of 2 tokens in one batch"));
  expect(() => lastWindows([[1]], 0)).toThrow(new RangeError("lastWindows: the context must be 1, 2, 3, … tokens, not 0"));
  for (const width of [0, 1.5, NaN]) expect(() => beamSearch(pairs(2, 1), [0], { width, length: 1, context: 1 })).toThrow(new RangeError(`beamSearch: the width must be 1, 2, 3, …, not ${width}`));
});
//# sourceMappingURL=../.maps/generate/decoding.test.ts.map
