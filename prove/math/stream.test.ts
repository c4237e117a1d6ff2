import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { Stream } from "./stream.ts";

test("the numbers are those that the definition gives from the same state", () => {
  // one step of xoshiro128**, in unsigned arithmetic of big integers
  const mask = 2n ** 32n - 1n;
  const turned = (x: bigint, k: bigint) => ((x << k) | (x >> (32n - k))) & mask;
  const hash = createHash("sha256").update("seed").digest();
  let s = [0, 4, 8, 12].map((at) => BigInt(hash.readUInt32LE(at)));
  const next = () => {
    const [a = 0n, b = 0n, c = 0n, d = 0n] = s;
    s = [a ^ d ^ b, b ^ c ^ a, c ^ a ^ ((b << 9n) & mask), turned(d ^ b, 11n)];
    return (turned((b * 5n) & mask, 7n) * 9n) & mask;
  };
  const stream = new Stream("seed");
  for (let k = 0; k < 20; k++) {
    const [high, low] = [next(), next()];
    expect(stream.uniform()).toBe(Number((high >> 5n) * 2n ** 26n + (low >> 6n)) / 2 ** 53);
  }
});

const many = 100_000;
const moment = (values: readonly number[], k: number) => values.reduce((sum, value) => sum + value ** k, 0) / values.length;

test("the same seed gives the same numbers, another seed others", () => {
  const first = (seed: string) => Array.from({ length: 4 }, new Stream(seed).uniform);
  expect(first("a")).toEqual(first("a"));
  expect(first("a")).not.toEqual(first("b"));
});

test("uniform numbers lie in [0, 1) with the moments of the uniform distribution", () => {
  const values = Array.from({ length: many }, new Stream("uniform").uniform);
  expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
  for (const k of [1, 2, 3]) expect(Math.abs(moment(values, k) - 1 / (k + 1))).toBeLessThan(0.005);
});

test("normal numbers have the moments of the normal distribution", () => {
  const values = Array.from({ length: many }, new Stream("normal").normal);
  for (const [k, value] of [[1, 0], [2, 1], [3, 0], [4, 3]] as const) expect(Math.abs(moment(values, k) - value)).toBeLessThan(0.1);
});

test("whole numbers below n are all as likely", () => {
  const stream = new Stream("below");
  const counts = [0, 0, 0, 0, 0];
  for (let k = 0; k < many; k++) counts[stream.below(5)] = (counts[stream.below(5)] ?? 0) + 1;
  expect(counts.every((count) => Math.abs(count - many / 5) < 1200)).toBe(true);
});
