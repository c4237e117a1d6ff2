import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { areOver, movedApart, type Box } from "./apart.ts";
import { partsOf } from "./parts.ts";
import { wordsApart } from "./wordsApart.ts";

const extent = { width: 300, height: 200 };
const box = (left: number, top: number, width = 30): Box => ({ left, top, width, height: 10 });
const after = (words: readonly Box[], dots: readonly Box[] = []): readonly Box[] =>
  movedApart(words, { extent, dots }).map(([dx, dy], i) => ({ ...(words[i] as Box), left: (words[i] as Box).left + dx, top: (words[i] as Box).top + dy }));

describe("words that stand over each other", () => {
  test("are moved along their line, each by half of what is missing and of a gap of two pixels", () => {
    expect(movedApart([box(100, 50), box(120, 50)], { extent, dots: [] })).toEqual([[-6, 0], [6, 0]]);
  });

  test("are moved across it where less than a third is missing there", () => {
    expect(movedApart([box(100, 50), box(105, 53)], { extent, dots: [] })).toEqual([[0, -4.5], [0, 4.5]]);
  });

  test("leave their line where the edge of the drawing is in the way", () => {
    expect(movedApart([box(0, 50), box(10, 53), box(100, 53)], { extent, dots: [] })).toEqual([[0, -9], [0, 0], [0, 0]]);
    expect(movedApart([box(0, 50), box(10, 53), box(100, 50)], { extent, dots: [] })).toEqual([[0, 0], [22, 0], [0, 0]]);
  });

  test("leave those that stand in a row where they are", () => {
    const names = [box(40, 20), box(140, 20), box(240, 20)];
    expect(movedApart([box(0, 22, 60), ...names], { extent, dots: [] })).toEqual([[0, 10], [0, 0], [0, 0], [0, 0]]);
  });

  test("keep off dots once they are moved, and only then", () => {
    const dot = { left: 97, top: 52, width: 6, height: 6 };
    expect(after([box(105, 50), box(125, 50)], [dot]).some((word) => areOver(word, dot))).toBe(false);
    expect(movedApart([box(90, 50)], { extent, dots: [dot] })).toEqual([[0, 0]]);
  });
});

test("where a drawing has room for its words, none stands over another and none has left it", () => {
  const few = fc.array(fc.record({ left: fc.integer({ min: 0, max: 260 }), top: fc.integer({ min: 0, max: 190 }), width: fc.integer({ min: 5, max: 40 }), height: fc.constant(10) }), { maxLength: 8 });
  fc.assert(fc.property(few, (words) => {
    const placed = after(words);
    expect(placed.flatMap((one, i) => placed.slice(i + 1).filter((other) => areOver(one, other)))).toEqual([]);
    for (const { left, top, width, height } of placed) {
      expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
      expect(left + width).toBeLessThanOrEqual(extent.width + 1e-9);
      expect(top + height).toBeLessThanOrEqual(extent.height + 1e-9);
    }
  }));
});

test("words that touch none stay", () => {
  fc.assert(fc.property(fc.array(fc.nat({ max: 40 }), { maxLength: 6 }), (steps) => {
    const words = steps.map((step, i) => box(step, i * 12));
    expect(movedApart(words, { extent, dots: [] })).toEqual(words.map(() => [0, 0]));
  }));
});

describe("the parts of a drawing", () => {
  const placeOf = (source: string): Box | undefined => {
    const word = partsOf(source).words[0];
    return word && { left: word.left, top: Math.round(word.top * 100) / 100, width: word.width, height: Math.round(word.height * 100) / 100 };
  };

  test.each([
    ["its groups move it", '<g transform="translate(10)"><text transform="translate(0 1) translate(20 30)" text-anchor="start">a</text></g>', { left: 30, top: 21.48, width: 8, height: 9.52 }],
    ["the root's anchor is its middle", '<text x="50" y="30">a</text>', { left: 46, top: 20.48, width: 8, height: 9.52 }],
    ["an anchor and a size are inherited", '<g text-anchor="end" font-size="28"><text x="50" y="30">a</text></g>', { left: 34, top: 10.96, width: 16, height: 19.04 }],
    ["lengths may be in em", '<text y="0.5em" text-anchor="start">a</text>', { left: 0, top: -2.52, width: 8, height: 9.52 }],
    ["a label has lines", '<text transform="translate(9 40)" text-anchor="start"><tspan y="-0.5em" x="0">aa</tspan><tspan dy="1.2em" x="0">a</tspan></text>', { left: 9, top: 23.48, width: 16, height: 26.32 }],
    ["its letters may have places of their own", '<g transform="translate(1)"><text x="10 30 50" y="30" text-anchor="start">aaa</text></g>', { left: 11, top: 20.48, width: 48, height: 9.52 }],
    ["of its letters", '<text x="10 30" y="30">aa</text>', { left: 6, top: 20.48, width: 28, height: 9.52 }],
    ["an SVG within begins elsewhere", '<svg viewBox="-12 5 100 100" width="100" height="100"><text x="0" y="30" text-anchor="start">a</text></svg>', { left: 12, top: 15.48, width: 8, height: 9.52 }],
  ])("of a word: %s", (_, source, place) => expect(placeOf(source)).toEqual(place));

  test.each([
    ["turned", '<g transform="rotate(90)"><text>a</text></g>'],
    ["in another measure", '<svg viewBox="0 0 100 100" width="200" height="200"><text>a</text></svg>'],
    ["empty", "<text/><text></text>"],
  ])("what is %s is left out", (_, source) => expect(partsOf(source)).toEqual({ words: [], dots: [] }));

  test("small circles are dots, large ones may hold a word", () => {
    expect(partsOf('<g transform="translate(5 5)"><circle cx="10" cy="10" r="3"/><circle cx="50" cy="50" r="20"/></g>').dots).toEqual([{ left: 12, top: 12, width: 6, height: 6 }]);
  });
});

test("a drawing's source has its words moved, and nothing else changed", () => {
  const source = (first: string, second: string): string => `<g class="wide"><text transform="${first}translate(100 50)">slept</text><circle r="3"/><text${second} x="110" y="50">ran</text></g>`;
  expect(wordsApart(source("", ""), extent)).toBe(source("translate(-10.75 0) ", ' transform="translate(10.75 0)"'));
  const apart = source("", "").replace("110", "210");
  expect(wordsApart(apart, extent)).toBe(apart);
});
