import { expect, test } from "vitest";
import { checkCost, countsFor, checkEntries, type CostClaim } from "./check.ts";
import { given } from "../helpers/marks.ts";
import type { Offset } from "../../tangle/index.ts";

// a cell sees these as globals
declare const globalThis: {
  sizes: () => Record<string, number>;
  count: (operation: () => unknown) => unknown;
  bookLedger: ((label: string, costs: Record<string, number>) => void) | undefined;
};
const enter = (label: string, costs: Record<string, number>) => globalThis.bookLedger?.(label, costs);
const at = 0 as Offset;
const span = { start: at, end: at };

/** A table: for each label its formulas by column. */
function claim(rows: Record<string, Record<string, string>>, more: Partial<CostClaim> = {}): CostClaim {
  const rowsOf = Object.entries(rows).map(([label, entries]) => ({
    label,
    span,
    entries: Object.entries(entries).map(([column, latex]) => ({ column, span, formula: { latex, lineStarts: [at] } })),
  }));
  return { id: "cost-test", rows: rowsOf, ranges: [], approx: null, ...more };
}

/** Walks n steps, each two probes; sorts with one comparison for every pair, less where `lucky`. */
function walkAndSort(): void {
  const { n = NaN } = globalThis.sizes();
  globalThis.count(() => {
    for (let i = 0; i < n; i++) enter("walk", { probes: 2, FLOPs: i % 2 });
    enter("sort", { FLOPs: (n * (n - 1)) / 2 });
  });
}

const whole = { walk: { probes: "2n", FLOPs: "\\lfloor n / 2 \\rfloor" }, sort: { FLOPs: "\\frac{n(n - 1)}{2}" } };

test("a table of what was counted is right", async () => {
  const outcome = await checkCost(claim(whole), walkAndSort);
  expect(outcome).toMatchObject({ ok: true, result: { kind: "cost", exact: 3, bounds: 0 } });
  const sizes = outcome.ok && outcome.result.kind === "cost" ? outcome.result.sizes : [];
  expect(sizes.length).toBe(8);
  expect(sizes.every(({ n }) => n !== undefined && n >= 1 && n <= 12)).toBe(true);
  expect(await checkCost(claim(whole), walkAndSort)).toEqual(outcome);
});

test("rows and columns are found without regard to case, and a bound is one where less is done", async () => {
  const table = { Walk: { Probes: "\\le 2n + 1", flops: "\\le n" }, SORT: { flops: "\\le n^2" } };
  expect(await checkCost(claim(table), walkAndSort)).toMatchObject({ ok: true, result: { exact: 0, bounds: 3 } });
});

test("a row `total` is the sum over all labels, and stands for those that have no row", async () => {
  const table = { total: { probes: "2n", FLOPs: "\\lfloor n / 2 \\rfloor + \\frac{n(n - 1)}{2}" } };
  expect(await checkCost(claim(table), walkAndSort)).toMatchObject({ ok: true, result: { exact: 2 } });
});

test("what the cell binds may stand in a formula", async () => {
  const cell = () => {
    const { n = NaN } = globalThis.sizes();
    given({ V: 3 });
    globalThis.count(() => enter("fill", { FLOPs: 3 ** n }));
  };
  expect(await checkCost(claim({ fill: { FLOPs: "V^n" } }), cell)).toMatchObject({ ok: true, result: { exact: 1 } });
});

test("an expectation holds on average over the sizes, as near as the table says", async () => {
  let run = 0;
  const cell = () => {
    const { n = NaN } = globalThis.sizes();
    globalThis.count(() => enter("guess", { probes: n * (run++ % 2 === 0 ? 0.9 : 1.2) }));
  };
  expect(await checkCost(claim({ guess: { probes: "\\approx n" } }, { approx: 0.06 }), cell)).toMatchObject({ ok: true, result: { exact: 0, bounds: 1 } });
  expect(await failureOf(claim({ guess: { probes: "\\approx n" } }, { approx: 0.04 }), cell)).toEqual([
    "off-expectation: on average over 8 runs the ledger has 1.05 times what `\\approx n` expects of `probes` under `guess`, and 0.04 is allowed",
  ]);
});

test("a large count that is off by one is noticed, and rounding of the formula is not", async () => {
  const cell = () => globalThis.count(() => enter("fill", { FLOPs: 1e11 }));
  expect(await checkCost(claim({ fill: { FLOPs: "\\frac{1}{3} \\cdot 3 \\cdot 10^{11}" } }), cell)).toMatchObject({ ok: true });
  expect(await failureOf(claim({ fill: { FLOPs: "10^{11} + 1" } }), cell)).toEqual(["unequal-cost: `10^{11} + 1` is 100000000001, but the ledger has 100000000000 `FLOPs` under `fill`"]);
});

test("other formulas are judged on the same counts, without running the cell again", async () => {
  let calls = 0;
  const counts = await countsFor(claim(whole), () => (calls++, walkAndSort()));
  const runs = "runs" in counts ? counts.runs : [];
  expect(checkEntries(claim({ ...whole, walk: { probes: "2n", FLOPs: "\\le n" } }), runs)).toMatchObject({ ok: true, result: { bounds: 1 } });
  expect(checkEntries(claim({ ...whole, walk: { probes: "3n", FLOPs: "\\le n" } }), runs)).toMatchObject({ ok: false });
  expect(calls).toBe(8);
});

const n3 = { ranges: [{ name: "n", from: 3, to: 3 }] };
const with3 = (walk: Record<string, string>, sort: Record<string, string> = { FLOPs: "3" }) => claim({ walk, sort }, n3);

test.each<[string, CostClaim, () => unknown, readonly string[]]>([
  ["a wrong coefficient", with3({ probes: "3n", FLOPs: "1" }), walkAndSort, ["unequal-cost: `3n` is 9, but the ledger has 6 `probes` under `walk`"]],
  ["a bound that is too low", with3({ probes: "\\le n", FLOPs: "1" }), walkAndSort, ["bound-exceeded: `\\le n` allows 3, but the ledger has 6 `probes` under `walk`"]],
  ["a bound that is the count", with3({ probes: "\\le 2n", FLOPs: "1" }), walkAndSort, ["always-equal: `\\le 2n` is a bound, and is just what was counted in all of 8 runs"]],
  ["an expectation without tolerance", with3({ probes: "\\approx 2n", FLOPs: "1" }), walkAndSort, ["expectation-without-tolerance: `\\approx 2n` is an expectation, and the table does not say how near the counts must come"]],
  ["each wrong entry is reported", with3({ probes: "n", FLOPs: "n" }), walkAndSort, [
    "unequal-cost: `n` is 3, but the ledger has 6 `probes` under `walk`",
    "unequal-cost: `n` is 3, but the ledger has 1 `FLOPs` under `walk`",
  ]],
  ["a wrong total", claim({ total: { FLOPs: "n" } }, n3), walkAndSort, ["unequal-cost: `n` is 3, but the ledger has 4 `FLOPs` in all"]],
  ["a label that is not entered", claim({ wlak: { probes: "2n" }, sort: { FLOPs: "3" } }), walkAndSort, ["unknown-row: nothing is entered in the ledger under `wlak`, only under `sort` and `walk`"]],
  ["a label without a row", claim({ walk: whole.walk }), walkAndSort, ["unlisted-row: `sort` is entered in the ledger, and the table has no row for it"]],
  ["a column that is not entered", with3({ probse: "2n" }), walkAndSort, ["unknown-column: no operation enters `probse` in the ledger, only `FLOPs` and `probes`"]],
  ["a blank entry", with3({ probes: "2n" }), walkAndSort, ["missing-entry: the ledger has 1 `FLOPs` under `walk`, and the row has no formula for them"]],
  ["a symbol that is no size", with3({ probes: "2m", FLOPs: "1" }), walkAndSort, ["unbound: `m` is not bound"]],
  ["a formula without a value", with3({ probes: "\\log(0 - n)", FLOPs: "1" }), walkAndSort, ["not-a-number: `\\log` of -3 is not a number"]],
  ["no call of count", with3({ probes: "2n" }), () => globalThis.sizes(), ["nothing-counted: the cell does not call `count`"]],
  ["a program without a ledger", with3({ probes: "2n" }), () => globalThis.count(() => 7), ["empty-ledger: nothing was entered in the ledger while the cell counted"]],
  ["a cell that yields", with3({ probes: "2n" }), function* () { yield 1; }, ["cost-yields: the cell of a cost counts, and yields nothing"]],
  ["a cell that throws", with3({ probes: "2n" }), () => { throw new RangeError("broken"); }, ["cell-throws: the cell throws RangeError: broken"]],
  ["an entry that is none", with3({ probes: "2n" }), () => globalThis.count(() => enter("walk", { probes: NaN })), ["cell-throws: the cell throws TypeError: ledger: the amount of `probes` under `walk` is NaN, not a number"]],
  ["a range without a whole number", claim(whole, { ranges: [{ name: "n", from: 0.2, to: 0.8 }] }), walkAndSort, ["empty-range: there is no whole number from 0.2 to 0.8 for `n`"]],
])("%s", async (_, table, cell, messages) => {
  expect(await failureOf(table, cell)).toEqual(messages);
});

test("a failure names the formula by its number in the table, the run, and what was meant", async () => {
  const wrong = await checkCost(with3({ probes: "2n", FLOPs: "2" }), walkAndSort);
  expect(wrong.ok || wrong.failures).toEqual([
    { code: "unequal-cost", message: "`2` is 2, but the ledger has 1 `FLOPs` under `walk`", where: { kind: "formula", formula: 1, at: { start: 0, end: 1 } }, notes: ["in run 1 of 8: n = 3"] },
  ]);
  const misspelt = await checkCost(claim({ walk: { probes: "2n" }, srot: { FLOPs: "3" } }), walkAndSort);
  expect(misspelt.ok || misspelt.failures[0]).toMatchObject({ where: { kind: "formula", formula: 1 }, cure: "write `sort`" });
  const thrown = await checkCost(with3({ probes: "2n" }), () => { throw new RangeError("broken"); }, () => ({ kind: "line", line: 7, column: 3 }));
  expect(thrown.ok || thrown.failures[0]).toMatchObject({ where: { kind: "line", line: 7, column: 3 }, notes: ["in run 1 of 8"] });
});

async function failureOf(table: CostClaim, cell: () => unknown): Promise<readonly string[]> {
  const outcome = await checkCost(table, cell);
  return outcome.ok ? ["holds"] : outcome.failures.map(({ code, message }) => `${code}: ${message}`);
}
