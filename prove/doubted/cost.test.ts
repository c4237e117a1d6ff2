import { expect, test } from "vitest";
import { checkCost, type CostClaim } from "../costs/check.ts";
import type { Offset } from "../../tangle/index.ts";
import { countedAt, countedFor, doubtedCost } from "./cost.ts";

// a cell sees these as globals
declare const globalThis: {
  sizes: () => Record<string, number>;
  count: (operation: () => unknown) => unknown;
  bookLedger: ((label: string, costs: Record<string, number>) => void) | undefined;
};
const at = 0 as Offset;
const span = { start: at, end: at };

const claimOf = (latex: string, total = "\\le 3n"): CostClaim => ({
  id: "cost-of-a-walk",
  rows: [["walk", latex], ["total", total]].map(([label = "", latex = ""]) => ({ label, span, entries: [{ column: "steps", span, formula: { latex, lineStarts: [at] } }] })),
  ranges: [{ name: "n", from: 2, to: 20 }],
  approx: null,
});

async function walk(): Promise<void> {
  const { n = NaN } = globalThis.sizes();
  if (n > 100) throw new RangeError(`walk: ${n} is too far`);
  await globalThis.count(async () => {
    await Promise.resolve();
    globalThis.bookLedger?.("walk", { steps: 2 * n });
  });
}

async function counted(salt: string) {
  const made = await countedFor(claimOf("2n"), walk, salt);
  if ("failures" in made) throw new Error(made.failures[0]?.message);
  return made.runs;
}

test("the verdict is the prover's, on its own sizes and on others", async () => {
  for (const claim of [claimOf("2n"), claimOf("2n + 1"), claimOf("2n", "\\le 2n"), claimOf("2q")]) {
    const outcome = await checkCost(claim, walk);
    expect(doubtedCost(claim, await counted("")).failures).toEqual(outcome.ok ? [] : outcome.failures);
  }
  const sizesOf = async (salt: string): Promise<unknown> => (await counted(salt)).map(({ sizes }) => sizes);
  expect(await sizesOf("a")).not.toEqual(await sizesOf(""));
});

test("at sizes of the reader's each entry says what its formula gives, and what the ledger has", async () => {
  const here = await countedAt(claimOf("2n"), walk, { n: 50 });
  if ("failures" in here) throw new Error(here.failures[0]?.message);
  const runs = [...here.runs, ...(await counted(""))];
  expect(doubtedCost(claimOf("2n"), runs)).toMatchObject({ failures: [], runs: 9, sizes: { n: 50 }, entries: [{ label: "walk", state: "holds", relation: "=", said: 100, counted: 100 }, { label: "total", relation: "≤", said: 150, counted: 100 }] });
  expect(doubtedCost(claimOf("3 n - 1"), runs).entries).toMatchObject([{ state: "breaks", said: 149, counted: 100 }, { state: "holds" }]);
  expect(doubtedCost(claimOf("\\frac{n"), runs).entries).toMatchObject([{ state: "breaks", said: null, counted: 100 }, { state: "holds" }]);
});

test("sizes for which the cell throws say nothing of the formulas", async () => {
  expect(await countedAt(claimOf("2n"), walk, { n: 101 })).toEqual({ failures: [{ code: "cell-throws", message: "the cell throws RangeError: walk: 101 is too far", where: { kind: "unit" }, notes: [] }] });
});
