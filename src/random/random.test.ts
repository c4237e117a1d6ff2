// Tangled from book/01-markov-chains/index.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { splitmix64 } from "./splitmix64.ts";
import { randomFrom, xoshiro128 } from "./xoshiro128.ts";

test("xoshiro128** prints what its authors' program prints for the state 1, 2, 3, 4", () => {
  const random = xoshiro128([1, 2, 3, 4]);
  // as in the tests of Rust's rand_xoshiro, which took them from xoshiro128starstar.c 1.1
  expect(Array.from({ length: 10 }, random.bits)).toEqual([
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
  ]);
});

test("SplitMix64 prints its published outputs for the seed 1234567", () => {
  expect(splitmix64(1234567n, 5)).toEqual([
    6457827717110365317n, 3203168211198807973n, 9817491932198370423n, 4593380528125082431n, 16408922859458223821n,
  ]);
});

test("equal seeds give equal sequences of numbers in [0, 1)", () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (seed) => {
      const [one, other] = [randomFrom(seed), randomFrom(seed)];
      for (let i = 0; i < 20; i++) {
        const drawn = one.uniform();
        expect(other.uniform()).toBe(drawn);
        expect(drawn >= 0 && drawn < 1).toBe(true);
      }
    }),
  );
});

test("a seed that is no integer and a state of zeros are refused", () => {
  expect(() => randomFrom(0.5)).toThrow("randomFrom: the seed must be an integer, not 0.5");
  expect(() => xoshiro128([0, 0, 0, 0])).toThrow(RangeError);
});

test("a generator can be left and taken up again", () => {
  const random = randomFrom(1851);
  for (let i = 0; i < 100; i++) {
    const again = xoshiro128(random.state());
    expect([random.bits(), random.bits(), random.uniform()]).toEqual([again.bits(), again.bits(), again.uniform()]);
    expect(again.state()).toEqual(random.state());
    expect(random.state().every((word) => Number.isInteger(word) && word >= 0 && word < 2 ** 32)).toBe(true);
  }
});
//# sourceMappingURL=../.maps/random/random.test.ts.map
