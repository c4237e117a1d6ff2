import { afterEach, expect, test } from "vitest";
import { runCell } from "./counting.ts";

// the cells below are what a chapter's verify cells become: they see the helpers as globals
declare const globalThis: {
  sizes: () => Record<string, number>;
  count: (operation: () => unknown) => unknown;
  bookLedger: ((label: string, costs: Record<string, number>) => void) | undefined;
  given: unknown;
};
const enter = (FLOPs: number) => globalThis.bookLedger?.("sweep", { FLOPs });

const first = { id: "a table", number: 0 };

afterEach(() => {
  globalThis.bookLedger = undefined;
});

test("the ledger is open while `count` runs, and at no other time", async () => {
  const run = await runCell(() => {
    enter(100);
    globalThis.count(() => enter(1));
    globalThis.count(() => enter(2));
    enter(100);
  }, [], first);
  expect([run.sums.of("sweep", "FLOPs"), run.counts, run.yielded]).toEqual([3, 2, false]);
});

test("`count` returns what the operation does", async () => {
  let result: unknown;
  await runCell(() => (result = globalThis.count(() => 7)), [], first);
  expect(result).toBe(7);
});

test("counting within counting counts once", async () => {
  const run = await runCell(() => globalThis.count(() => globalThis.count(() => enter(1))), [], first);
  expect(run.sums.of("sweep", "FLOPs")).toBe(1);
});

test("what an operation promises is waited for", async () => {
  const later = async () => {
    await Promise.resolve();
    enter(1);
  };
  const awaited = await runCell(async () => void (await globalThis.count(later)), [], first);
  const left = await runCell(function* () {
    globalThis.count(later);
  }, [], first);
  expect([awaited.sums.of("sweep", "FLOPs"), left.sums.of("sweep", "FLOPs")]).toEqual([1, 1]);
});

test("a generator is run to its end, or to its first yield", async () => {
  const ended = await runCell(function* () {
    globalThis.count(() => enter(1));
  }, [], first);
  const endless = await runCell(function* () {
    for (;;) yield 1;
  }, [], first);
  expect([ended.yielded, ended.counts, endless.yielded, endless.counts]).toEqual([false, 1, true, 0]);
});

test("the symbols are the sizes and what is given", async () => {
  const { given } = await import("../helpers/marks.ts");
  const run = await runCell(() => {
    const { N = NaN } = globalThis.sizes();
    given({ V: 2 * N });
  }, [{ name: "k", from: 3, to: 3 }], first);
  const { N = NaN } = run.sizes;
  expect(run.sizes).toEqual({ k: 3, N });
  expect([...run.bindings].map(([name, value]) => [name, value.kind === "number" && value.re])).toEqual([["k", 3], ["N", N], ["V", 2 * N]]);
});

test("a cell that throws leaves the globals as they were", async () => {
  const before = () => {};
  globalThis.bookLedger = before;
  const thrown = runCell(() => globalThis.count(() => { throw new RangeError("broken"); }), [], first);
  await expect(thrown).rejects.toThrow(new RangeError("broken"));
  expect([globalThis.bookLedger, globalThis.sizes, globalThis.count]).toEqual([before, undefined, undefined]);
});

test("what is counted must be a function", async () => {
  await expect(runCell(() => Reflect.apply(globalThis.count, undefined, [7]), [], first)).rejects.toThrow(
    new TypeError("count: what is counted is a function, as in `count(() => train(text, 3))`"),
  );
});
