// Tangled from book/10-tokenisation/04-wordpiece-and-unigram.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { drawLattice } from "./draw-lattice.ts";

const token = (start: number, end: number, chosen = false) => ({ start, end, label: `${start}-${end}`, chosen });

test("each token is a bar over its letters, and none stands over another", () => {
  const tokens = [0, 1, 2, 3].flatMap((start) => [1, 2, 3, 4].filter((end) => end > start).map((end) => token(start, end, start === 0 && end === 4)));
  const svg = drawLattice([..."seas"], tokens);
  const bars = [...svg.matchAll(/<rect x="([\d.]+)" y="(\d+)" width="([\d.]+)"[^>]*fill-opacity="([\d.]+)"/g)].map(([, ...numbers]) => numbers.map(Number) as [number, number, number, number]);
  expect(bars).toHaveLength(10);
  expect(bars.filter(([, , , opacity]) => opacity > 0)).toEqual([[5.5, expect.any(Number), 173, 0.35]]);
  for (const [x, y, width] of bars) {
    const beside = bars.filter((other) => other[1] === y && other[0] !== x);
    expect(beside.every(([left, , across]) => left + across <= x || x + width <= left)).toBe(true);
  }
});

test("letters stand in columns of their own", () => {
  expect([...drawLattice([..."sea"], [token(0, 3)]).matchAll(/x="([\d.]+)" y="16"[^>]*>(.)</g)].map(([, x, letter]) => [Number(x), letter])).toEqual([[26, "s"], [70, "e"], [114, "a"]]);
});

test("no letters, or too many, are refused", () => {
  expect(() => drawLattice([], [])).toThrow(new RangeError("drawLattice: 0 letters, and 1 to 12 can be drawn"));
  expect(() => drawLattice([..."abcdefghijklm"], [])).toThrow(new RangeError("drawLattice: 13 letters, and 1 to 12 can be drawn"));
});
//# sourceMappingURL=../../.maps/tokenizers/unigram/draw-lattice.test.ts.map
