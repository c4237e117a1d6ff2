// Tangled from book/10-tokenisation/05-vocabulary-size.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { additionLength, additionProblems, additionVocabulary, groupings, tokensIn, type Grouping } from "./addition.ts";

test.each([
  ["digits", "1|2|3|+|4|5|6|7|=|4|6|9|0|\n"],
  ["pairs from the left", "12|3|+|45|67|=|46|90|\n"],
  ["pairs from the right", "1|23|+|45|67|=|46|90|\n"],
] as const)("a problem in %s", (grouping, cut) => {
  expect(tokensIn(grouping, "123+4567=4690\n").join("|")).toBe(cut);
});

const textOf = (grouping: Grouping, ids: readonly number[]) => {
  const tokens = [...additionVocabulary(grouping).keys()];
  return ids.map((id) => tokens[id]).join("");
};

test.each(Object.keys(groupings) as Grouping[])("%s: what is asked for is the sum, and nothing before it", (grouping) => {
  const problems = additionProblems(grouping, { seed: 3, count: 200, heldOut: "no" });
  const { ids, targets } = problems.batch(Array.from({ length: 200 }, (_, i) => i));
  expect(ids.shape).toEqual([200, additionLength(grouping)]);
  const [read, asked] = [ids, targets].map((each) => each.toArray() as number[][]) as [number[][], number[][]];
  const lengths = new Set<number>();
  read.forEach((row, i) => {
    const answer = textOf(grouping, asked[i]!.filter((id) => id >= 0));
    const question = textOf(grouping, row.slice(0, asked[i]!.findIndex((id) => id >= 0) + 1));
    const [, a, b] = /^(\d{1,4})\+(\d{1,4})=$/.exec(question)!;
    expect(answer).toBe(`${Number(a) + Number(b)}\n`);
    lengths.add(a!.length);
    // after the equals sign it reads what it was asked for
    const from = asked[i]!.findIndex((id) => id >= 0);
    const until = asked[i]!.findLastIndex((id) => id >= 0);
    expect(row.slice(from + 1, until + 1)).toEqual(asked[i]!.slice(from, until));
  });
  expect([...lengths].sort()).toEqual([1, 2, 3, 4]);
});

test("no problem is both trained on and held out", () => {
  const pairsOf = (heldOut: "yes" | "no", seed: number) => {
    const { ids } = additionProblems("digits", { seed, count: 3000, heldOut }).batch(Array.from({ length: 3000 }, (_, i) => i));
    return new Set((ids.toArray() as number[][]).map((row) => textOf("digits", row).split("=")[0]!));
  };
  const [trained, held] = [pairsOf("no", 1), pairsOf("yes", 2)];
  expect([...held].filter((pair) => trained.has(pair))).toEqual([]);
  expect(held.size).toBeGreaterThan(1500);
});

test("a seed draws the same problems for every grouping", () => {
  const [first, second] = (["digits", "pairs from the right"] as const).map((grouping) => {
    const { ids } = additionProblems(grouping, { seed: 5, count: 20, heldOut: "yes" }).batch(Array.from({ length: 20 }, (_, i) => i));
    return (ids.toArray() as number[][]).map((row) => textOf(grouping, row).split("\n")[0]!.split("=")[0]);
  });
  expect(first).toEqual(second);
});
//# sourceMappingURL=../.maps/experiments/addition.test.ts.map
