// Tangled from book/09-position/index.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { inTurn } from "./in-turn.ts";

/** A keeper, and what was run with it. */
function interruptible() {
  let bytes: Uint8Array | null = null;
  const ran: string[] = [];
  return { ran, keep: (next: Uint8Array) => void (bytes = next), kept: () => bytes };
}

test("results are in the order of their items, and each is found once", () => {
  const experiment = interruptible();
  const double = (item: number) => (experiment.ran.push(String(item)), { twice: 2 * item });
  expect(inTurn([3, 1, 2], experiment, double)).toEqual([{ twice: 6 }, { twice: 2 }, { twice: 4 }]);
  expect(inTurn([3, 1, 2], experiment, double)).toEqual([{ twice: 6 }, { twice: 2 }, { twice: 4 }]);
  expect(experiment.ran).toEqual(["3", "1", "2"]);
});

test("after an interruption only what was not found is run", () => {
  const experiment = interruptible();
  const until = (last: string) => (item: string) => {
    experiment.ran.push(item);
    if (item > last) throw new Error("interrupted");
    return item.toUpperCase();
  };
  expect(() => inTurn(["a", "b", "c"], experiment, until("b"))).toThrow("interrupted");
  expect(inTurn(["a", "b", "c"], experiment, until("c"))).toEqual(["A", "B", "C"]);
  expect(experiment.ran).toEqual(["a", "b", "c", "c"]);
});
//# sourceMappingURL=../.maps/experiments/in-turn.test.ts.map
