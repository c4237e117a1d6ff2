// Tangled from book/01-markov-chains/index.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Random } from "./random.ts";
import { drawsFrom, jump, streamsFrom } from "./streams.ts";
import { advance, randomFrom, wordsOf, xoshiro128, type State, type Words } from "./xoshiro128.ts";

/** One step as a matrix over 0 and 1: column i, as the bits of an integer, is where the state whose only 1 is bit i goes. */
type Matrix = readonly bigint[];

const SIZE = 128;
const step: Matrix = Array.from({ length: SIZE }, (_, i) => {
  const words: Words = [0, 0, 0, 0];
  words[i >> 5] = 1 << (i & 31);
  advance(words);
  return pack(words);
});

function pack(words: readonly number[]): bigint {
  return words.reduceRight((bits, word) => (bits << 32n) | BigInt(word >>> 0), 0n);
}

function apply(matrix: Matrix, vector: bigint): bigint {
  return matrix.reduce((sum, column, i) => ((vector >> BigInt(i)) & 1n ? sum ^ column : sum), 0n);
}

// the powers of two of one step: 1, 2, 4, … , 2¹²⁷ steps
const doubled: Matrix[] = [step];
while (doubled.length < SIZE) {
  const last = doubled.at(-1) ?? [];
  doubled.push(last.map((column) => apply(last, column)));
}

function after(steps: bigint, vector: bigint): bigint {
  return doubled.reduce((state, matrix, i) => ((steps >> BigInt(i)) & 1n ? apply(matrix, state) : state), vector);
}

const states = fc
  .tuple(fc.nat(0xffffffff), fc.nat(0xffffffff), fc.nat(0xffffffff), fc.nat(0xffffffff))
  .filter((state) => state.some((word) => word !== 0));

test("a jump is 2⁶⁴ steps: the square of the square of … of the matrix of one", () => {
  fc.assert(
    fc.property(states, (state) => {
      expect(pack(jump(state))).toBe(after(2n ** 64n, pack(state)));
    }),
  );
});

test("a jump lands where the authors' program does", () => {
  // as in the tests of Apache Commons RNG, which ran version 1.0; that scrambled the first word of the state and not the second
  const state = wordsOf(jump([0x012de1ba, 0xa5a818b8, 0xb124ea2b, 0x18e03749]));
  const outputs = Array.from({ length: 10 }, () => {
    const times5 = Math.imul(state[0], 5);
    advance(state);
    return Math.imul((times5 << 7) | (times5 >>> 25), 9) >>> 0;
  });
  expect(outputs).toEqual([
    0xab597786, 0x9e11647e, 0x147c0f8e, 0xfe86b079, 0x8cda108b, 0x461f24ad, 0x00204529, 0xdfa240cf, 0xcc697f88, 0x11a49521,
  ]);
});

test("a state comes back after 2¹²⁸ − 1 steps and not before, so that 2⁶⁴ streams have 2⁶⁴ numbers each to themselves", () => {
  const period = 2n ** 128n - 1n;
  const factors = [3n, 5n, 17n, 257n, 641n, 65537n, 274177n, 6700417n, 67280421310721n];
  expect(factors.reduce((product, factor) => product * factor)).toBe(period);
  const start = pack([1, 2, 3, 4]);
  expect(after(period, start)).toBe(start);
  for (const factor of factors) expect(after(period / factor, start)).not.toBe(start);
});

const draw = (length: number, random: { bits(): number }) => Array.from({ length }, () => random.bits());

test("the first stream is the generator of the seed, and each follows from the one before by a jump", () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (seed) => {
      const [first, second] = streamsFrom(seed);
      const one = draw(8, first ?? expect.fail());
      expect(one).toEqual(draw(8, randomFrom(seed)));
      expect(draw(8, second ?? expect.fail())).not.toEqual(one);
    }),
  );
  const state: State = [1, 2, 3, 4];
  expect(draw(3, xoshiro128(jump(state)))).not.toEqual(draw(3, xoshiro128(state)));
});

test("what a stream draws does not depend on what the others have drawn or how many there are", () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.nat(50), (seed, drawn) => {
      const [, quiet] = streamsFrom(seed);
      const busy = streamsFrom(seed);
      draw(drawn, busy.next().value);
      const second = busy.next().value;
      draw(drawn, busy.next().value);
      expect(draw(8, second)).toEqual(draw(8, quiet ?? expect.fail()));
    }),
  );
});

test("a seed that is no integer is refused", () => {
  expect(() => streamsFrom(0.5).next()).toThrow("randomFrom: the seed must be an integer, not 0.5");
});

test("what a training draws comes from no stream of its seed", () => {
  const first = (random: Random) => Array.from({ length: 4 }, () => random.bits()).join(" ");
  const [one, two, three] = streamsFrom(1851);
  const seen = [drawsFrom(1851), one!, two!, three!, drawsFrom(1852), drawsFrom(-1)].map(first);
  expect(new Set(seen).size).toBe(seen.length);
  expect(first(drawsFrom(1851))).toBe(seen[0]);
  expect(() => drawsFrom(0.5)).toThrow(new RangeError("randomFrom: the seed must be an integer, not 0.5"));
});
//# sourceMappingURL=../.maps/random/streams.test.ts.map
