// Tangled from book/01-markov-chains/04-add-one-and-witten-bell.md. Edit the book, then: npm run tangle
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { conditionalEntropy } from "../models/ngram/entropy.ts";
import { train } from "../models/ngram/model.ts";
import { addAlpha, countsOf, lossUnder } from "../models/ngram/smoothing.ts";
import { data } from "./files.ts";

const list = data("names.txt");
/** With a line feed in front, so that the first name begins as the others do. */
const names = `\n${list}`;

test("the names are the file that book/data/README.md describes", () => {
  expect(list).toMatch(/^([a-z]+\n)+$/);
  expect([list.length, list.split("\n").length - 1, new Set(list).size]).toEqual([229_804, 32_257, 27]);
  expect(createHash("sha256").update(list).digest("hex")).toBe("bd02dfd33179e23ec2dd093cbd4de619834f75d660ef1ae04d3127e7a0110053");
});

test("the chain that reads the file counts, of every name, its first letter, its pairs and its end", () => {
  const pairs = new Map<string, number>();
  for (const name of list.trimEnd().split("\n")) {
    for (const pair of [`\n${name.charAt(0)}`, ...Array.from(name, (letter, i) => letter + (name[i + 1] ?? "\n"))]) {
      pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
    }
  }
  const counted = [...train(names, 1).table].flatMap(([letter, { counts }]) => [...counts].map(([next, count]) => [letter + next, count] as const));
  expect(new Map(counted)).toEqual(pairs);
});

test("a letter costs 2.454 nats as counted, and 2.455 with one added to each of 27 × 27 cells", () => {
  const counts = countsOf(names, 1);
  const closed = { ...counts, alphabet: { ...counts.alphabet, size: 27 } };
  // measured before on the same list by another program, in Python: 2.454395 and 2.454951
  expect(conditionalEntropy(train(names, 1))).toBeCloseTo(2.454395, 6);
  expect(lossUnder(addAlpha(1)(closed), names, 1)).toBeCloseTo(2.454951, 6);
});
//# sourceMappingURL=../.maps/data/names.test.ts.map
