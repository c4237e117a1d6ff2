// Tangled from book/07-attention/06-induction-heads.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { textSequences } from "./sequences.ts";
import { repeatedSequences } from "./repeated-sequences.ts";

const rows = (x: { readonly toArray: () => unknown }) => x.toArray() as number[][];

describe("windows of a text", () => {
  const text = Int32Array.of(10, 11, 12, 13, 14, 15, 16);

  test("each position has the next token for a target", () => {
    const windows = textSequences(text, { length: 3 });
    expect(windows.count).toBe(4);
    const { ids, targets } = windows.batch([0, 3]);
    expect(rows(ids)).toEqual([[10, 11, 12], [13, 14, 15]]);
    expect(rows(targets)).toEqual([[11, 12, 13], [14, 15, 16]]);
  });

  test("only the last targets count, and each of a part counts once", () => {
    const windows = textSequences(text, { length: 3, scored: 2, stride: 2, from: 3 });
    expect(windows.count).toBe(2);
    const { ids, targets } = windows.batch([0, 1]);
    expect(rows(ids)).toEqual([[11, 12, 13], [13, 14, 15]]);
    expect(rows(targets)).toEqual([[-1, 13, 14], [-1, 15, 16]]);
  });

  test("every target from one place up to another is scored once, but for fewer than a window at the end", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 12, max: 60 }), (length, some, size) => {
      const scored = Math.min(length, some);
      const from = length + 1;
      const ids = Int32Array.from({ length: size }, (_, i) => i);
      const windows = textSequences(ids, { length, scored, stride: scored, from });
      const found = rows(windows.batch(Int32Array.from({ length: windows.count }, (_, i) => i)).targets).flat().filter((id) => id >= 0);
      expect(found).toEqual(Array.from({ length: found.length }, (_, i) => from + i));
      expect(size - from - found.length).toBeLessThan(scored);
    }));
  });

  test("a window that begins before the text, and one that scores nothing, are refused", () => {
    expect(() => textSequences(text, { length: 3, from: 2 })).not.toThrow();
    expect(() => textSequences(text, { length: 3, from: 0 })).toThrow(new RangeError("textSequences: windows of 3 tokens for targets from 0 up to 7 of 7"));
    expect(() => textSequences(text, { length: 3, to: 8 })).toThrow(new RangeError("textSequences: windows of 3 tokens for targets from 1 up to 8 of 7"));
    expect(() => textSequences(text, { length: 3, scored: 0 })).toThrow(new RangeError("textSequences: 0 of 3 targets"));
    expect(textSequences(text, { length: 7 }).count).toBe(0);
    expect(() => textSequences(text, { length: 3 }).batch([4])).toThrow(new RangeError("batch: no sequence 4 among 4"));
  });
});

describe("repeated sequences", () => {
  test("a segment without a token twice is repeated, with targets from the second period on", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 20 }), (i) => {
      const { ids, targets } = repeatedSequences({ length: 12, tokens: 6, periods: [2, 5], count: 2 ** 20 + 1 }).batch([i]);
      const [sequence, asked] = [rows(ids)[0]!, rows(targets)[0]!];
      const period = sequence.indexOf(sequence[0]!, 1);
      expect(new Set(sequence.slice(0, period)).size).toBe(period);
      expect(period).toBeGreaterThanOrEqual(2);
      expect(period).toBeLessThanOrEqual(5);
      sequence.forEach((id, t) => {
        expect(id).toBe(sequence[t % period]);
        expect(asked[t]).toBe(t + 1 > period ? sequence[(t + 1) % period] : -1);
      });
    }));
  });

  test("all periods occur, and a sequence depends on its number alone", () => {
    const some = { length: 9, tokens: 8, periods: [2, 4], count: 300 } as const;
    const { targets } = repeatedSequences(some).batch(Int32Array.from({ length: 300 }, (_, i) => i));
    const periods = rows(targets).map((row) => row.filter((id) => id === -1).length);
    for (const period of [2, 3, 4]) expect(Math.abs(periods.filter((each) => each === period).length - 100)).toBeLessThan(35);
    expect(rows(repeatedSequences({ ...some, from: 7 }).batch([5, 0]).ids)).toEqual(rows(repeatedSequences(some).batch([12, 7]).ids));
  });

  test("periods that do not fit are refused", () => {
    for (const periods of [[0, 3], [4, 3], [3, 7], [3, 12]] as const) {
      expect(() => repeatedSequences({ length: 12, tokens: 6, periods, count: 1 })).toThrow(new RangeError(`repeatedSequences: periods from ${periods[0]} to ${periods[1]} of 6 tokens in sequences of 12`));
    }
    expect(() => repeatedSequences({ length: 4, tokens: 6, periods: [2, 4], count: 1 })).toThrow(new RangeError("repeatedSequences: periods from 2 to 4 of 6 tokens in sequences of 4"));
    for (const periods of [[1, 1], [6, 6]] as const) expect(repeatedSequences({ length: 7, tokens: 6, periods, count: 1 }).count).toBe(1);
  });
});
//# sourceMappingURL=../.maps/data/sequences.test.ts.map
