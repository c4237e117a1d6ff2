/** What runs leave for each other: which parts need not run again, and which values may be copied. */
import { describe, expect, test } from "vitest";
import { bestOf, neededBy, type Kept } from "./cells/kept.ts";
import { keptOf } from "./cells/plain.ts";
import type { Part } from "./cells/cellsFile.ts";

const part = (from: number, declares: string[], uses: string[] = [], changes: string[] = []): Part => ({ from, to: from + 1, declares, uses, changes });
const keptFrom = (ran: readonly Part[], values: Record<string, unknown>, more: Partial<Kept> = {}): Kept => ({ values, functions: [], ran: new Set(ran), since: 0, ...more });
const asked = (pieces: readonly { readonly parts: readonly Part[] }[], uses: readonly string[], kept?: Kept): readonly [readonly string[], readonly string[]] => {
  const { parts, given } = neededBy(pieces, { index: pieces.length - 1, uses, kept });
  return [parts.flatMap((each) => (each.part.declares.length > 0 ? each.part.declares : each.part.changes)), given];
};

describe("what was kept takes the place of parts", () => {
  const [train, rows, best] = [part(0, ["train", "#src/train.ts"]), part(1, ["rows"], ["train"]), part(2, ["best"], ["rows"])];
  const pieces = [{ parts: [train, rows, best] }, { parts: [] }];

  test("and of all that only they need, imports too", () => {
    expect(asked(pieces, ["best"])).toEqual([["train", "#src/train.ts", "rows", "best"], []]);
    expect(asked(pieces, ["best"], keptFrom([train, rows, best], { rows: [[1]], best: [1] }))).toEqual([[], ["best"]]);
    expect(asked(pieces, ["best", "rows"], keptFrom([train, rows], { rows: [[1]] }))).toEqual([["best"], ["rows"]]);
  });

  test("not where another part has changed it since, or one behind the cell", () => {
    const sorted = part(0, [], ["rows"], ["rows"]);
    const later = [...pieces.slice(0, 1), { parts: [sorted] }, { parts: [] }];
    expect(asked(later, ["rows"], keptFrom([train, rows], { rows: [[1]] }))).toEqual([["train", "#src/train.ts", "rows", "rows"], []]);
    expect(asked(later, ["rows"], keptFrom([train, rows, sorted], { rows: [[1]] }))).toEqual([[], ["rows"]]);
    expect(neededBy(later, { index: 1, uses: ["rows"], kept: keptFrom([train, rows, sorted], { rows: [[1]] }) }).given).toEqual([]);
  });

  test("not where a part that must run makes or changes it too", () => {
    const [list, filled] = [part(0, ["list"]), part(1, ["model"], ["list"], ["list"])];
    expect(asked([{ parts: [list, filled] }, { parts: [] }], ["list", "model"], keptFrom([list, filled], { list: [1] }))).toEqual([["list", "model"], []]);
  });

  test("not where it may be a part of what is made anew, which a number, and what a function made, is not", () => {
    const [model, weights, size, half, halves] = [part(0, ["model"]), part(1, ["weights"], ["model"]), part(2, ["size"], ["model"]), part(3, ["half"]), part(4, ["halves"], ["half"])];
    const parts = [model, weights, size, half, halves];
    const kept = keptFrom(parts, { weights: [1], size: 1, halves: [0.5] }, { functions: ["half"] });
    expect(asked([{ parts }, { parts: [] }], ["model", "weights", "size", "half", "halves"], kept)).toEqual([["model", "weights", "half"], ["size", "halves"]]);
  });

  test("not for a cell before the one whose run has left it", () => {
    expect(asked(pieces, ["best"], keptFrom([train, rows, best], { best: [1] }, { since: 2 }))[1]).toEqual([]);
  });

  test("from the run that spares most, and from none that spares nothing", () => {
    const [less, more] = [keptFrom([train, rows], { rows: [[1]] }), keptFrom([train, rows, best], { best: [1] })];
    expect(bestOf([less, more, less], pieces, { index: 1, uses: ["best"] })).toBe(more);
    expect(bestOf([less], pieces, { index: 1, uses: ["train"] })).toBeUndefined();
  });
});

describe("what is data", () => {
  class Model {}
  const shared = { bits: 2.5 };
  const round: unknown[] = [];
  round.push(round);

  test.each<[string, unknown]>([
    ["numbers, texts and nothing", [1, -0, NaN, 10n, "a", null, true]],
    ["typed arrays, maps and sets", { x: Float32Array.of(1), y: new Map([["a", new Set([1])]]) }],
    ["a round", round],
  ])("%s", (_, value) => expect(keptOf({ value })).toEqual({ values: { value }, functions: [] }));

  test.each<[string, unknown]>([
    ["something of a class", [new Model()]],
    ["a function", { f: () => 1 }],
    ["what computes its values", { get x() { return 1; } }],
    ["a key of a map", new Map([[new Model(), 1]])],
    ["too much", Array.from({ length: 1_000_001 }, () => 0)],
  ])("is not %s", (_, value) => expect(keptOf({ value }).values).toEqual({}));

  test("copies share what the values share; of what is no data nothing is taken as seen", () => {
    const { values, functions } = keptOf({ bad: [{ inner: shared, model: new Model() }], rows: [shared], best: shared, best2: { model: [new Model()] }, f() {} });
    expect(Object.keys(values)).toEqual(["rows", "best"]);
    expect((values["rows"] as unknown[])[0]).toBe(values["best"]);
    expect(values["best"]).not.toBe(shared);
    expect(functions).toEqual(["f"]);
  });
});
