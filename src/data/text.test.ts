// Tangled from book/01-markov-chains/index.md. Edit the book, then: npm run tangle
import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { data } from "./files.ts";
import { shareOfStretchesFrom, shareOfWordsFrom } from "../generate/originality.ts";
import { columns, grouped, percent, wrap } from "../format/text.ts";
import { split, splitText } from "./split.ts";

test("the novel is the file that book/data/README.md describes", () => {
  const text = data("moby-dick.txt");
  expect(text.length).toBe(1_189_786);
  expect(new Set(text).size).toBe(81);
  expect(createHash("sha256").update(text).digest("hex")).toBe(
    "e3082e37105bd766f34d28c88d1aa74077a96fb544ed8f3de5de995cc2426bb5",
  );
});

test("a name that leads out of the folder is refused", () => {
  for (const name of ["../book.yml", "/etc/hosts", "a/b.txt", "", ".."]) expect(() => data(name)).toThrow(RangeError);
});

test("a host may serve the texts", () => {
  globalThis.bookData = (name) => `served ${name}`;
  try {
    expect(data("some.txt")).toBe("served some.txt");
  } finally {
    globalThis.bookData = undefined;
  }
});

test("the last tenth of the novel is the test set, and what stands before it is trained on", () => {
  const { text, testFrom, train: training, test: last } = split(data("moby-dick.txt"));
  expect(training + last).toBe(text);
  expect([testFrom, last.length]).toEqual([1_070_807, 118_979]);
});

test("a text is cut into eight tenths, one and one, and never within a character", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
    const { train, validation, test: last } = splitText(text);
    expect(train + validation + last).toBe(text);
    expect(split(text)).toEqual({ text, testFrom: text.length - last.length, train: train + validation, test: last });
    for (const part of [train, validation, last]) expect([...part].length).toBe([...part].filter((character) => !/^\p{Surrogate}$/u.test(character)).length);
    expect(Math.abs(train.length - 0.8 * text.length)).toBeLessThanOrEqual(1);
    expect(Math.abs(train.length + validation.length - 0.9 * text.length)).toBeLessThanOrEqual(1);
  }));
});

test("text is wrapped at spaces, and within a word only where it is wider than the line", () => {
  expect(wrap("the sea,\nthe sea and  the sea", 9)).toBe("the sea,\nthe sea\nand the\nsea");
  expect(wrap("abcdefgh ij", 3)).toBe("abc\ndef\ngh\nij");
});

test("columns are as wide as their widest cell", () => {
  expect(columns(["order", "n"], [[1, "1,000"], [12, 7]])).toBe("order      n\n    1  1,000\n   12      7");
  expect([percent(0.05), percent(1 / 3, 1)]).toEqual(["5 %", "33.3 %"]);
});

test("long whole numbers are set in threes", () => {
  expect([0, 999, 1793, 118_979, 1_042_412, -20_000].map(grouped)).toEqual(["0", "999", "1,793", "118,979", "1,042,412", "-20,000"]);
});

test("a sample's words and stretches are looked up in the source", () => {
  expect(shareOfWordsFrom("The white whale", "A whale, the WHALE!")).toBe(3 / 4);
  expect(shareOfStretchesFrom("the white whale", "white grey whale", 5)).toBe(2 / 3);
  expect(shareOfWordsFrom("the whale", "…")).toBe(0);
  // the last stretch counts where it ends with the sample
  expect(shareOfStretchesFrom("white", "whitegreen", 5)).toBe(1 / 2);
});
//# sourceMappingURL=../.maps/data/text.test.ts.map
