// Tangled from book/01-markov-chains/01-chain-rule-and-markov-assumption.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { logProbability } from "../models/ngram/evaluate.ts";
import { probability, train, type CountTable } from "../models/ngram/model.ts";
import { ledger, ledgerOf } from "./ledger.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

test("sums are by label and by name", () => {
  const sums = ledgerOf(() => {
    ledger()?.("sweep", { probes: 2, FLOPs: 1 });
    ledger()?.("sweep", { probes: 3 });
    ledger()?.("polish", { FLOPs: 4, "numbers kept": -1 });
  });
  expect(sums).toEqual({ sweep: { probes: 5, FLOPs: 1 }, polish: { FLOPs: 4, "numbers kept": -1 } });
});

test("where no ledger is open, nothing is computed for one", () => {
  const costs = vi.fn(() => ({ FLOPs: 1 }));
  ledger()?.("sweep", costs());
  expect(costs).not.toHaveBeenCalled();
});

test("a ledger within a ledger tells both, and one that fails is closed", () => {
  let inner = {};
  const outer = ledgerOf(() => {
    inner = ledgerOf(() => ledger()?.("sweep", { FLOPs: 1 }));
    ledger()?.("sweep", { FLOPs: 2 });
  });
  expect([inner, outer]).toEqual([{ sweep: { FLOPs: 1 } }, { sweep: { FLOPs: 3 } }]);
  expect(() => ledgerOf(() => { throw new RangeError("broken"); })).toThrow("broken");
  expect(ledger()).toBeUndefined();
});

/** A text of three letters to count, another, of four, to ask about, and an order. */
const questions = fc.record({
  known: fc.string({ minLength: 4, maxLength: 60, unit: fc.constantFrom("a", "b", "c") }),
  asked: fc.string({ minLength: 4, maxLength: 60, unit: fc.constantFrom("a", "b", "c", "d") }),
  order: fc.integer({ min: 0, max: 3 }),
});

// The scalar reference: every look-up and every operation on numbers is a call that counts itself. Where the context ends
// and which letter is next is found with numbers too, but these are places in the text and not its arithmetic.
class Tally {
  probes = 0;
  FLOPs = 0;
  kept = 0;
  find<V>(map: Map<string, V>, key: string): V | undefined {
    this.probes++;
    return map.get(key);
  }
  /** Writes to a key just looked up. */
  keep(map: Map<string, number>, key: string, value: number): void {
    if (!map.has(key)) this.kept++;
    map.set(key, value);
  }
  add(a: number, b: number): number {
    this.FLOPs++;
    return a + b;
  }
  divide(a: number, b: number): number {
    this.FLOPs++;
    return a / b;
  }
  log(x: number): number {
    this.FLOPs++;
    return Math.log(x);
  }
}

type Counted = { readonly counts: Map<string, Map<string, number>>; readonly totals: Map<string, number> };

function countSlowly(text: string, order: number, tally: Tally): Counted {
  const counts = new Map<string, Map<string, number>>();
  const totals = new Map<string, number>();
  for (let i = order; i < text.length; i++) {
    const context = text.slice(i - order, i);
    const row = tally.find(counts, context) ?? new Map<string, number>();
    counts.set(context, row);
    tally.keep(row, text.charAt(i), tally.add(tally.find(row, text.charAt(i)) ?? 0, 1));
    tally.keep(totals, context, tally.add(totals.get(context) ?? 0, 1)); // a total stands in its row, found above
  }
  return { counts, totals };
}

function askSlowly({ counts, totals }: Counted, order: number, text: string, tally: Tally): number {
  let sum = 0;
  for (let i = order; i < text.length; i++) {
    const context = text.slice(i - order, i);
    const row = tally.find(counts, context);
    const share = row ? tally.divide(tally.find(row, text.charAt(i)) ?? 0, totals.get(context) ?? NaN) : 0;
    sum = tally.add(sum, tally.log(share));
  }
  return sum;
}

test("counting enters what the scalar reference counts", () => {
  fc.assert(
    fc.property(questions, ({ known, order }) => {
      const tally = new Tally();
      const slow = countSlowly(known, order, tally);
      let model: CountTable | undefined;
      const { count } = ledgerOf(() => (model = train(known, order)));
      expect(new Map([...(model?.table ?? [])].map(([context, row]) => [context, row.counts]))).toEqual(slow.counts);
      expect(count).toEqual({ probes: tally.probes, FLOPs: tally.FLOPs, "numbers kept": tally.kept });
    }),
  );
});

test("asking enters what the scalar reference counts, also for contexts without a row", () => {
  fc.assert(
    fc.property(questions, ({ known, asked, order }) => {
      const slow = countSlowly(known, order, new Tally());
      const model = train(known, order);
      const tally = new Tally();
      const expected = askSlowly(slow, order, asked, tally);
      let answer = NaN;
      const { evaluate } = ledgerOf(() => (answer = logProbability(model, asked, order)));
      expect(answer).toBe(expected);
      expect(evaluate).toEqual({ probes: tally.probes, FLOPs: tally.FLOPs });
    }),
  );
});

test("the probes entered are the look-ups that the program itself makes", () => {
  const [known, asked, order] = ["the whale, the white whale", "the wheel", 2];
  const entered = ledgerOf(() => logProbability(train(known, order), asked, order));
  const get = vi.spyOn(Map.prototype, "get");
  const model = train(known, order);
  expect(get.mock.calls.length).toBe(entered["count"]?.["probes"]);
  get.mockClear();
  logProbability(model, asked, order);
  expect(get.mock.calls.length).toBe(entered["evaluate"]?.["probes"]);
});

test("the numbers kept are the totals and counts that the table holds in the end", () => {
  for (const order of [0, 1, 2, 5]) {
    const text = "the whale, the white whale, the wheel";
    let model: CountTable | undefined;
    const { count } = ledgerOf(() => (model = train(text, order)));
    const rows = [...(model?.table.values() ?? [])];
    expect(count?.["numbers kept"]).toBe(rows.reduce((sum, row) => sum + 1 + row.counts.size, 0));
  }
});

test("a probability by itself is one question without its logarithm", () => {
  const model = train("abac", 1);
  expect(ledgerOf(() => probability(model, "a", "b"))).toEqual({ evaluate: { probes: 2, FLOPs: 1 } });
  expect(ledgerOf(() => probability(model, "c", "b"))).toEqual({ evaluate: { probes: 1, FLOPs: 0 } });
});
//# sourceMappingURL=../.maps/ledger/ledger.test.ts.map
