// Tangled from book/04-neural-lm/09-comparison-with-n-grams.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { countsOf, wittenBell } from "../models/ngram/smoothing.ts";
import { split } from "../data/split.ts";
import { compressorEntry } from "./compressors.ts";
import { networkCost, uniformEntry, mixtureEntry, networkEntry, entryNamed, ngramEntry } from "./entries.ts";

const text = `${"She sells sea shells by the sea shore. ".repeat(12)}The shells she sells are sea shells.`;
const parts = split(text);

test("a table’s entry has the bits of its rows", () => {
  const model = wittenBell(countsOf(parts.train, 2));
  let sum = 0;
  for (let i = parts.testFrom; i < text.length; i++) sum -= Math.log2(model.probability(text.slice(0, i), text.charAt(i)));
  const entry = ngramEntry(parts, 2, "Witten–Bell");
  expect(entry.name).toBe("Witten–Bell, order 2");
  expect(entry.bits).toBeCloseTo(sum / (text.length - parts.testFrom), 10);
});

test("a longer memory takes more room, and more work to learn", () => {
  const entries = [0, 1, 2, 3].map((order) => ngramEntry(parts, order, "Kneser–Ney"));
  for (const key of ["bytes", "trainingFLOPs"] as const) {
    const amounts = entries.map((entry) => entry[key]!);
    expect(amounts[0]).toBeGreaterThan(0);
    expect(amounts).toEqual([...amounts].sort((a, b) => a - b));
  }
});

test("a rule that nobody knows is refused", () => {
  expect(() => ngramEntry(parts, 1, "Good–Turing")).toThrow(new RangeError('ngramEntry: no rule is named "Good–Turing"'));
});

test("the uniform model has a probability for each character that was read, and one for unknown ones", () => {
  expect(uniformEntry(split("abababababababababab")).bits).toBe(Math.log2(3));
});

// n rows, c letters of f numbers each, w units, v tokens
test("a network costs what its products and functions take: nearly all of it, and every parameter has four bytes", () => {
  const [n, c, f, w, v] = [5, 3, 4, 7, 11];
  const { step, predictionFLOPs, bytes } = networkCost({ context: c, vocabularySize: v, features: f, width: w }, n);
  expect(bytes).toBe(4 * (v * f + c * f * w + w + w * v + v));
  const products = 2 * (c * f * w + w * v);
  expect(predictionFLOPs).toBeGreaterThan(products);
  expect(predictionFLOPs).toBeLessThan(products + 10 * (w + v));
  expect(step).toBeGreaterThan(3 * n * products);
});

test("a network’s entry is the mean of its starts, and a mixture costs both", () => {
  const shape = { context: 2, vocabularySize: 5, features: 3, width: 4 };
  const entry = networkEntry([1, 2].map((bits) => ({ shape, batch: 6, steps: 10, test: bits * Math.LN2 })));
  expect(entry).toMatchObject({ name: "network, window 2, 4 units", family: "network", trainingFLOPs: 10 * networkCost(shape, 6).step });
  expect(entry.bits).toBeCloseTo(1.5, 12);
  const table = ngramEntry(parts, 1, "Kneser–Ney");
  expect(mixtureEntry(table, entry, 1.25)).toEqual({ name: "mixture", family: "mixture", bits: 1.25, trainingFLOPs: table.trainingFLOPs! + entry.trainingFLOPs!, predictionFLOPs: table.predictionFLOPs! + entry.predictionFLOPs!, bytes: table.bytes! + entry.bytes! });
  expect(() => networkEntry([])).toThrow(new RangeError("networkEntry: there is no network"));
});

test("entries are found by name", () => {
  const die = uniformEntry(parts);
  expect(entryNamed([die])("uniform")).toBe(die);
  expect(() => entryNamed([die])("a coin")).toThrow(new RangeError('entryNamed: no entry is named "a coin"'));
});

test("a compressor adds little for what it has read before", () => {
  const known = "a b c d e f g h i j k l m n o p q r s t u v w x y z ".repeat(40);
  const { bits, family, name } = compressorEntry(split(known), "gzip -9");
  expect([name, family]).toEqual(["gzip -9", "compressor"]);
  expect(bits).toBeLessThan(1);
});
//# sourceMappingURL=../.maps/leaderboard/entries.test.ts.map
