/** One run of a cost's cell: the sizes it was given, the symbols it bound, and what was entered while it counted. */
import { Attempt, within } from "../helpers/attempt.ts";
import { exactly } from "../math/quantity.ts";
import type { Bindings } from "../math/scope.ts";
import type { SymbolRange } from "../units/unit.ts";
import { sizesOf, type Run } from "./sizes.ts";
import { sumsOf, type Sums } from "./sums.ts";

/** The body of a cost's cell: a plain function, one that is awaited, or a generator. */
export type CostCell = () => unknown;

/** What one run showed. */
export interface CountedRun {
  readonly sizes: Readonly<Record<string, number>>;
  /** The sizes, and what the cell bound with `given`. */
  readonly bindings: Bindings;
  readonly sums: Sums;
  /** How often the cell called `count`. */
  readonly counts: number;
  /** Whether the cell yielded something, which nobody asked for. */
  readonly yielded: boolean;
}

/** Runs the cell once. Throws what the cell throws; the globals are then as they were. */
export async function runCell(cell: CostCell, ranges: readonly SymbolRange[], run: Run): Promise<CountedRun> {
  const sizes = sizesOf(ranges, run);
  const counter = counterOf();
  const attempt = new Attempt(`${run.id} run ${run.number}`, null);
  const restore = [putGlobal("sizes", () => sizes.asked), putGlobal("count", counter.count)];
  try {
    const yielded = await finished(cell, attempt);
    await counter.settled();
    const drawn = sizes.drawn();
    const bindings = new Map([...Object.entries(drawn).map(([name, value]) => [name, exactly(value)] as const), ...(attempt.bindings ?? [])]);
    return { sizes: drawn, bindings, sums: counter.sums, counts: counter.counts(), yielded };
  } finally {
    for (const undo of restore) undo();
  }
}

/** What a cell calls to count, and what came of it. */
interface Counter {
  readonly count: (operation: unknown) => unknown;
  readonly sums: Sums;
  readonly counts: () => number;
  /** When all that was promised is there. */
  readonly settled: () => Promise<void>;
}

/** The ledger is open while an operation runs, or until what it promises is there. */
function counterOf(): Counter {
  const sums = sumsOf();
  const pending: Promise<unknown>[] = [];
  let [counts, open] = [0, 0];
  let restore = (): void => {};

  function close(): void {
    if (--open === 0) restore();
  }

  function count(operation: unknown): unknown {
    if (typeof operation !== "function") throw new TypeError("count: what is counted is a function, as in `count(() => train(text, 3))`");
    counts++;
    if (open++ === 0) restore = putGlobal("bookLedger", sums.enter);
    let isPending = false;
    try {
      const result: unknown = Reflect.apply(operation, undefined, []);
      if (!(result instanceof Promise)) return result;
      isPending = true;
      pending.push(result.finally(close));
      return pending.at(-1);
    } finally {
      if (!isPending) close();
    }
  }

  return { count, sums, counts: () => counts, settled: async () => void (await Promise.all(pending)) };
}

/** Sets a global and returns what sets it back. */
function putGlobal(name: "sizes" | "count" | "bookLedger", value: unknown): () => void {
  const before: unknown = Reflect.get(globalThis, name);
  Reflect.set(globalThis, name, value);
  return () => void Reflect.set(globalThis, name, before);
}

/** Runs the cell, to its end or to its first yield: one that yields is refused, and might yield for ever. */
async function finished(cell: CostCell, attempt: Attempt): Promise<boolean> {
  const result = await within(attempt, cell);
  return isGenerator(result) && within(attempt, () => result.next()).done !== true;
}

function isGenerator(value: unknown): value is Generator<unknown> {
  return typeof value === "object" && value !== null && Symbol.iterator in value && "next" in value && typeof value.next === "function";
}
