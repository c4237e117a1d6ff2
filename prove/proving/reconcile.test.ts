import { afterEach, expect, test } from "vitest";
import { render } from "../../tangle/index.ts";
import { planOf, type SectionPlan } from "./plan.ts";
import type { Conditions, Result } from "../records/record.ts";
import { reconcile, type SectionOutcomes, type Reconciled } from "./reconcile.ts";
import { smallBook, type SmallBook } from "../testing/smallBook.ts";

const made: SmallBook[] = [];
afterEach(() => made.splice(0).forEach(({ remove }) => remove()));

const text = `# One

\`\`\`ts run id="first"
const water = 2;
\`\`\`

It is \`{ts} water\`.

\`\`\`ts run id="timing" measure
const took = 3, pair = [took, 4];
console.log(took);
\`\`\`

It took \`{ts} pair[0]\` of \`{ts} water\`.

:::figure{#cups alt="Cups"}
\`\`\`ts figure="cups"
draw(water)
\`\`\`
Cups.
:::
`;

const conditions: Conditions = { command: "npm run prove", machine: "two cores", load: 0.5, date: "2026-11-24", commit: "abc", baseline: null };
const print = (...output: string[]): Result => ({ kind: "run", output, shown: [] });
const value = (shown: string): Result => ({ kind: "value", text: shown });
const hash = "5a94b3f1e16a0b1f84bd3ff28b1bf1cb7eb2ac4ca0b5b1a4c6f5b5a4f8f7a1d2";
const figure = (svgSha256: string): Result => ({ kind: "figure", svg: "cups.svg", svgSha256, csv: null, csvSha256: null, width: 1, height: 1 });
const results = (over: Readonly<Record<string, Result | null>> = {}): SectionOutcomes => {
  const all: Readonly<Record<string, Result | null>> = { first: print(), "value-1": value("2"), timing: print("3"), "value-2": value("3"), "value-3": value("2"), cups: figure(hash), ...over };
  const outcomes = new Map(Object.entries(all).map(([id, result]) => [id, result === null ? ({ ok: false, failures: [] } as const) : ({ ok: true, result } as const)]));
  return { outcomes, data: new Map([["first", { "beans.txt": "d1" }]]), files: new Map([["cups.svg", "<svg/>"]]) };
};

function book(): SmallBook {
  const small = smallBook({ "01-a/index.md": text });
  made.push(small);
  return small;
}

function planIn(small: SmallBook): SectionPlan {
  const [plan] = planOf(small.read()).sections;
  if (plan === undefined) throw new Error("no section");
  return plan;
}

function held(small: SmallBook): SectionPlan {
  const plan = planIn(small);
  return { ...plan, held: reconcile(plan, results(), conditions).records };
}

test("two numbers of one expression have one record; where each has its own, both are written anew", () => {
  const drawn = planIn(book());
  const plan = { ...drawn, keys: new Map([...drawn.keys, ["value-3", drawn.keys.get("value-1") ?? ""]]) };
  const recordOf = (id: string) => [...reconcile(plan, results(), conditions).files.keys()].filter((path) => path.includes(`/${id}.`));
  expect([recordOf("value-1"), recordOf("value-3")].map(({ length }) => length)).toEqual([1, 0]);
  const stored = ["value-1", "value-3"].map((id) => ({ path: "", id, record: { key: plan.keys.get(id) ?? "", data: {}, result: value("old") } }));
  const { files } = reconcile({ ...plan, stored }, results(), conditions);
  expect([...files.keys()].filter((path) => /value-[13]\./.test(path))).toHaveLength(2);
});

const messages = ({ diagnostics }: Reconciled): string => diagnostics.map(render).join("");

test("what succeeded is recorded, with its data, and a measurement with its conditions", () => {
  const plan = planIn(book());
  const { records, files, diagnostics } = reconcile(plan, results({ "value-1": null }), conditions);
  expect(diagnostics).toEqual([]);
  expect([...records.keys()]).toEqual(["first", "timing", "value-2", "value-3", "cups"]);
  expect(records.get("first")).toEqual({ key: plan.keys.get("first"), data: { "beans.txt": "d1" }, result: print() });
  expect(records.get("timing")?.result).toEqual({ ...print("3"), measured: conditions });
  expect([...files.keys()].map((path) => path.replace(/[0-9a-f]{16}/, "HASH"))).toEqual([
    "book/evidence/01-a/index/first.HASH.json",
    "book/evidence/01-a/index/timing.HASH.json",
    "book/evidence/01-a/index/value-2.HASH.json",
    "book/evidence/01-a/index/value-3.HASH.json",
    "book/evidence/01-a/index/cups.HASH.svg",
    "book/evidence/01-a/index/cups.HASH.json",
  ]);
  expect(files.get(`book/evidence/01-a/index/cups.${hash.slice(0, 16)}.svg`)).toBe("<svg/>");
});

test("a record that holds is kept as it is, and nothing is written", () => {
  const plan = held(book());
  const reconciled = reconcile(plan, results(), conditions);
  expect([reconciled.diagnostics, reconciled.files.size]).toEqual([[], 0]);
  expect([...reconciled.records]).toEqual([...plan.held]);
});

test("a measurement, and a number that names it, may differ; they keep what is recorded", () => {
  const plan = held(book());
  const reconciled = reconcile(plan, results({ timing: print("4"), "value-2": value("4") }), conditions);
  expect(reconciled.diagnostics).toEqual([]);
  expect(reconciled.records.get("value-2")?.result).toEqual(value("3"));
});

test("anything else that differs is not deterministic, and the difference is shown", () => {
  const plan = held(book());
  expect(messages(reconcile(plan, results({ "value-3": value("2.5") }), conditions))).toBe(`book/01-a/index.md:14:27: error[not-deterministic]: run again, this shows something else than what is recorded, and nothing that it depends on has changed
  14 │ It took \`{ts} pair[0]\` of \`{ts} water\`.
     ╵                           ~~~~~~~~~~~~
  note: --- recorded
  note: +++ now
  note: -2
  note: +2.5
  cure: take chance from the program's seeded generator and no time from the clock; a cell that hands on what was measured says \`measure\`, though it prints nothing
`);
});

test("where something differs that must not, what was measured in that run is not recorded beside it", () => {
  const small = book();
  const plan = held(small);
  const again = { ...plan, held: new Map([...plan.held].filter(([id]) => !["timing", "value-2"].includes(id))) };
  const measuredAgain = { timing: print("4"), "value-2": value("4") };
  const both = reconcile(again, results(measuredAgain), conditions);
  expect([[...both.records.keys()], both.files.size, both.diagnostics]).toEqual([["first", "value-1", "timing", "value-2", "value-3", "cups"], 2, []]);
  const refused = reconcile(again, results({ ...measuredAgain, "value-3": value("2.5") }), conditions);
  expect([[...refused.records.keys()], refused.files.size, refused.diagnostics.length]).toEqual([["first", "value-1", "value-3", "cups"], 0, 1]);
});

test("a figure that differs is found by its drawing's hash", () => {
  expect(reconcile(held(book()), results({ cups: figure("0") }), conditions).diagnostics.map(({ code }) => code)).toEqual(["not-deterministic"]);
});

test("two numbers of one expression in one scope have one record", () => {
  const small = smallBook({ "01-a/index.md": "# One\n\n`{ts} 1 + 1` and `{ts} 1 + 1`.\n" });
  made.push(small);
  const two = { outcomes: new Map(["value-1", "value-2"].map((id) => [id, { ok: true, result: value("2") } as const])), data: new Map(), files: new Map() };
  const { records, files } = reconcile(planIn(small), two, conditions);
  expect([[...records.keys()], files.size]).toEqual([["value-1", "value-2"], 1]);
});

test("where nothing succeeded there is no record", () => {
  const none = Object.fromEntries([...results().outcomes.keys()].map((id) => [id, null]));
  expect(reconcile(planIn(book()), results(none), conditions).files.size).toBe(0);
});
