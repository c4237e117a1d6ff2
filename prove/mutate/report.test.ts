import { expect, test } from "vitest";
import { bookFromFiles, type Offset, type Section } from "../../tangle/index.ts";
import type { Mutant, MutantKind } from "./mutant.ts";
import { mutationReport } from "./report.ts";
import type { MutationResult, Verdict } from "./verdict.ts";

const text = "# A\n\na + b\n\nc + d\n";

function section(): Section {
  const { book } = bookFromFiles("/nowhere", new Map([["book/contents.md", "- [A](a/index.md)\n"], ["book/a/index.md", text]]));
  const [found] = book?.sections ?? [];
  if (found === undefined) throw new Error("no section");
  return found;
}

const of = section();

function result(kind: MutantKind, verdict: Verdict, { matters = true, at = text.indexOf("+") } = {}): MutationResult {
  const mutant: Mutant = { kind, change: kind === "operator" ? "operator" : "sign", section: of, span: { start: at as Offset, end: (at + 1) as Offset }, text: "-", matters, within: { name: "a", text, at } };
  return { mutant, verdict };
}

const noticed: Verdict = { kind: "noticed", by: "the test `sums`" };
const late: Verdict = { kind: "timed out", where: "the tests" };
const untried: Verdict = { kind: "not tried", why: "its native code cannot be built here" };
const report = (...trials: readonly MutationResult[]): ReturnType<typeof mutationReport> => mutationReport({ trials, survivors: [], outdated: [] });

test("what timed out and what was not tried counts neither way, and is listed with its place", () => {
  const second = text.lastIndexOf("+");
  expect(report(result("operator", noticed), result("operator", late, { at: second }), result("operator", untried))).toEqual({
    text: [
      "operators of chunks         1 of 1 changes noticed (100.0 %), aim 80 %; 1 timed out; 1 not tried here\n",
      "\ntimed out, so neither noticed nor not: 1\n  book/a/index.md:5:3: operator, `+` → `-` (the tests)\n    c + d\n",
      "\nnot tried here: 1\n  book/a/index.md:3:3: operator, `+` → `-` (its native code cannot be built here)\n    a + b\n",
    ].join(""),
    isReached: true,
  });
});

test("no number of changes that time out makes up for one that nothing notices", () => {
  const survived = result("operator", { kind: "survived" });
  const { text: said, isReached } = report(survived, ...Array.from({ length: 9 }, () => result("operator", late)));
  expect(said).toContain("operators of chunks         0 of 1 changes noticed (0.0 %), aim 80 %; 9 timed out  MISSED\n");
  expect(isReached).toBe(false);
});

test("a change without meaning that timed out has neither passed nor failed", () => {
  const aside = { matters: false };
  expect(report(result("formula", late, aside), result("formula", { kind: "survived" }, aside)).text).toContain("formulas of derivations     0 of 0 changes noticed, aim 95 %; 1 timed out; 1 of 1 without meaning passed\n");
  expect(report(result("formula", noticed, aside)).isReached).toBe(false);
});

test("a survivor that explains nothing any more is listed with its line", () => {
  const outdated = [{ path: "a/index.md", change: "* → /", in: "a * b", why: "it is", line: 7 }];
  expect(mutationReport({ trials: [result("operator", noticed)], survivors: [], outdated }).text).toBe(
    "operators of chunks         1 of 1 changes noticed (100.0 %), aim 80 %\n\nout of date in book/survivors.yml, since nothing there can be so changed: 1\n  book/survivors.yml:7: `* → /` where a/index.md has `a * b`\n",
  );
});
