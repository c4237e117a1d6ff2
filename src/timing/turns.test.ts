// Tangled from book/interlude-b-the-processor/10-comparison-with-openblas.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { leastInTurn, timedHere } from "./turns.ts";

test("all take turns, and the least of each counts", async () => {
  const asked: string[] = [];
  const run = (name: string, seconds: readonly number[]) => {
    let turn = -2;
    return (repeats: number) => {
      asked.push(`${name} ${repeats}`);
      return seconds[Math.max(0, turn++)]!;
    };
  };
  const found = await leastInTurn({ a: run("a", [0.5, 0.3, 0.4]), b: run("b", [2, 1, 3]) }, { rounds: 3, turn: 1 });
  expect([...found]).toEqual([["a", 0.3], ["b", 1]]);
  expect(asked).toEqual(["a 1", "a 1", "b 1", "b 1", "a 2", "b 1", "a 2", "b 1", "a 2", "b 1"]);
});

test("each runs before for as long as is asked", async () => {
  const asked: number[] = [];
  const run = (repeats: number) => {
    asked.push(repeats);
    return 0.25;
  };
  await leastInTurn({ run }, { rounds: 1, turn: 0.5, warm: 1 });
  expect(asked).toEqual([1, 1, 2, 4, 2]);
});

test("no rounds are an error", async () => {
  await expect(leastInTurn({}, { rounds: 0, turn: 1 })).rejects.toThrow(new RangeError("leastInTurn: rounds must be a whole number from 1, not 0"));
});

test("a run here gives the seconds of one run", () => {
  const wait = () => {
    const end = performance.now() + 2;
    while (performance.now() < end);
  };
  expect(timedHere(wait, "wall")(5)).toBeGreaterThanOrEqual(0.002);
  expect(timedHere(wait, "processor")(5)).toBeGreaterThan(0);
});
//# sourceMappingURL=../.maps/timing/turns.test.ts.map
