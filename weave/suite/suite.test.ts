/** The runner of `npm test`: order, what a failure holds up, counts, and what it prints. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { slowLines } from "../../tangle/index.ts";
import { closingReport, stepLine } from "./report.ts";
import { kinds } from "./kinds.ts";
import { runStep } from "./run.ts";
import { runSteps } from "./schedule.ts";
import type { Step, StepEnd } from "./step.ts";
import { stepsOf } from "./steps.ts";
import { tallyIn, tallyLine } from "./tally.ts";

const step = (name: string, given: Partial<Step> = {}): Step => ({ name, script: `${name}.ts`, args: [], needs: [], cores: "one", ...given });
const none = { passed: 0, failed: 0, skipped: 0, reasons: [] };
const passed = (which: Step): StepEnd => ({ kind: "passed", step: which, seconds: 1, output: "", tally: { ...none, passed: 1 } });
const failed = (which: Step): StepEnd => ({ kind: "failed", step: which, seconds: 2, output: "no\n", tally: { ...none, failed: 1 } });

/** What began and ended when, with one turn of the event loop for each step. */
async function course(steps: readonly Step[], cores: number, fails: readonly string[] = []): Promise<{ readonly log: readonly string[]; readonly ends: readonly StepEnd[] }> {
  const log: string[] = [];
  const run = async (which: Step): Promise<StepEnd> => {
    log.push(`+${which.name}`);
    await new Promise((resolve) => setImmediate(resolve));
    return fails.includes(which.name) ? failed(which) : passed(which);
  };
  const ends = await runSteps(steps, { cores, run, ended: ({ kind, step: { name } }) => log.push(kind === "not run" ? `0${name}` : `-${name}`) });
  return { log, ends };
}

test("as many steps run at a time as there are cores, but no more than two that keep all busy", async () => {
  const { log } = await course([step("a"), step("b"), step("c", { cores: "all" }), step("d")], 2);
  expect(log).toEqual(["+a", "+b", "-a", "+c", "-b", "+d", "-c", "-d"]);
  const all = ["a", "b", "c"].map((name) => step(name, { cores: "all" }));
  expect((await course(all, 2)).log).toEqual(["+a", "+b", "-a", "+c", "-b", "-c"]);
  expect((await course([...all, step("d")], 4)).log).toEqual(["+a", "+b", "-a", "+c", "+d", "-b", "-c", "-d"]);
  expect((await course([step("a"), step("b")], 1)).log).toEqual(["+a", "-a", "+b", "-b"]);
});

test("a step may wait for another's end, however that ends", async () => {
  const { log } = await course([step("a"), step("b", { after: ["a"] }), step("c")], 3, ["a"]);
  expect(log).toEqual(["+a", "-a", "+b", "+c", "-b", "-c"]);
});

test("a failure holds up only what needs it, and the answer keeps the order of the list", async () => {
  const { log, ends } = await course([step("a"), step("b", { needs: ["a"] }), step("c", { needs: ["b"] }), step("d")], 2, ["a"]);
  expect(log).toEqual(["+a", "-a", "0b", "0c", "+d", "-d"]);
  expect(ends.map(({ kind, step: { name } }) => `${name} ${kind}`)).toEqual(["a failed", "b not run", "c not run", "d passed"]);
});

test("a step that needs one after it is a mistake of ours", async () => {
  await expect(course([step("a", { needs: ["b"] }), step("b")], 2)).rejects.toThrow("internal: `a` needs a step that does not stand before it");
});

test("the counts are those of the last line that gives them", () => {
  expect(tallyIn("3 passed, 0 failed\n…\n12 passed, 1 failed, 2 skipped\nskipped: `x`: no compiler\n", false)).toEqual({ passed: 12, failed: 1, skipped: 2, reasons: ["`x`: no compiler"] });
  expect(tallyIn("src/ is what the book says\n", true)).toEqual({ ...none, passed: 1 });
  expect(tallyIn("", false)).toEqual({ ...none, failed: 1 });
  expect(tallyIn("12 passed, 0 failed\nEXIT\n", false)).toEqual({ ...none, passed: 12, failed: 1 });
  expect([tallyLine({ passed: 2, failed: 0, skipped: 0 }), tallyLine({ passed: 2, failed: 1, skipped: 3 })]).toEqual(["2 passed, 0 failed", "2 passed, 1 failed, 3 skipped"]);
});

test("what a failing step printed stands below its line, and what was not run counts as skipped", () => {
  const [a, b, c] = [passed(step("a")), failed(step("bb")), { kind: "not run", step: step("c"), why: "`bb` has not passed" } as const];
  expect([a, b, c].map(stepLine)).toEqual(["✓  a: 1 passed, 0 failed in 1.0 s\n", "✗  bb: 0 passed, 1 failed in 2.0 s\n   │ no\n", "–  c: not run, since `bb` has not passed\n"]);
  expect(closingReport([a, b, c], 3)).toBe(
    "\n          seconds\na             1.0\nbb            2.0\nc         not run\ntogether      3.0\n\nskipped: `c`: `bb` has not passed\n1 passed, 1 failed, 1 skipped\n",
  );
});

test("the slowest files of all steps are named, the slowest first, and none that takes less than a second", () => {
  const printed = (which: string, output: string): StepEnd => ({ ...passed(step(which)), output } as StepEnd);
  const ends = [printed("a", "slow: 2.5 s a.test.ts\nslow: 1.0 s b.test.ts\n"), printed("b", "said\nslow: 12.0 s src/c.test.ts at the end of 01-plates\n")];
  expect(closingReport(ends, 3)).toContain("\n\nslow: 12.0 s src/c.test.ts at the end of 01-plates\nslow: 2.5 s a.test.ts\nslow: 1.0 s b.test.ts\n2 passed, 0 failed\n");
  expect(slowLines(Array.from({ length: 20 }, (_, i) => ({ path: `${i}.ts`, seconds: 0.9 + i / 10 })))).toHaveLength(10);
  expect(slowLines([{ path: "quick.ts", seconds: 0.99 }])).toEqual([]);
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "suite-"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  writeFileSync(join(folder, "well.ts"), "const said: string = process.argv[2] ?? '';\nconsole.log(said);\nconsole.error('4 passed, 0 failed');\n");
  writeFileSync(join(folder, "ill.ts"), "console.log('2 passed, 1 failed');\nprocess.exitCode = 3;\n");
  writeFileSync(join(folder, "endless.ts"), "setInterval(() => {}, 1000);\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

test("a step is a process of its own: what it prints, its exit code, and its end before its time", async () => {
  const going = new AbortController();
  const run = (name: string, args: readonly string[] = []): Promise<StepEnd> => runStep(step(name, { script: join(folder, `${name}.ts`), args }), going.signal);
  expect(await run("well", ["hello"])).toMatchObject({ kind: "passed", tally: { passed: 4, failed: 0 } });
  const ill = await run("ill");
  expect(ill).toMatchObject({ kind: "failed", tally: { passed: 2, failed: 1 }, output: `2 passed, 1 failed\n\`${join(folder, "ill.ts")}\` ended with exit code 3\n` });
  const endless = run("endless");
  going.abort();
  expect(await endless).toMatchObject({ kind: "failed", tally: { failed: 1 } });
  expect(await run("well")).toMatchObject({ kind: "not run", why: "the run was interrupted" });
});

test("another book's tests leave out those of the tools, and a run that trusts nothing says so to each step", () => {
  const [near, far] = [stepsOf({ root: "/here", depth: "changed", tools: "with" }), stepsOf({ root: "/there", depth: "all", tools: "without" })];
  const ofTools = near.filter(({ name }) => /^the (?:tools|editions),/.test(name));
  expect(ofTools.map(({ name }) => name)).toEqual(["the editions, woven", "the tools, in one process", "the editions, read back", "the tools, in processes of their own"]);
  expect(far.map(({ name }) => name)).toEqual(near.filter((each) => !ofTools.includes(each)).map(({ name }) => name));
  expect(far.every(({ args }) => args.includes("/there"))).toBe(true);
  expect(far.find(({ script }) => script === "prove/cli.ts")?.args).toContain("--fresh");
  expect(far.filter(({ env }) => env?.["VERDICTS"] === "renew").map(({ script }) => script)).toEqual(["tangle/cli.ts", "prove/mutate/cli.ts"]);
  const all = stepsOf({ root: "/here", depth: "all", tools: "with" });
  expect(all.filter(({ env }) => env?.["VERDICTS"] === "renew").map(({ name }) => name)).toEqual(["the editions, woven", "the tools, in one process", "the program at every chapter's end", "the editions, read back", "the tools, in processes of their own", "changes of the book are noticed"]);
});

test("what waits for another step's end stands behind all that does not, and is the last", () => {
  const steps = stepsOf({ root: "/here", depth: "changed", tools: "with" });
  expect(steps.filter(({ after = [] }) => after.length > 0)).toEqual([steps.at(-1)]);
  expect(steps.at(-1)).toMatchObject({ name: "changes of the book are noticed", after: ["the program at every chapter's end"] });
});

test("native kernels run under sanitizers in the whole test only", () => {
  const named = (depth: "changed" | "all") => stepsOf({ root: "/here", depth, tools: "with" }).filter(({ script }) => script === "weave/suite/sanitized-cli.ts").map(({ name, args }) => [name, args]);
  expect([named("changed"), named("all")]).toEqual([[], [["native kernels under sanitizers", ["--root", "/here"]]]]);
});

test("the tests of every kind run in a step, and the editions are woven while one core is free", () => {
  const steps = stepsOf({ root: "/here", depth: "changed", tools: "with" });
  expect(steps.flatMap(({ args }) => (args.includes("--project") ? [args[args.indexOf("--project") + 1]] : [])).toSorted()).toEqual([...kinds].toSorted());
  const alone = steps.filter(({ cores }) => cores === "one").map(({ name }) => steps.findIndex((each) => each.name === name));
  expect(alone).toEqual(alone.map((_, index) => (alone[0] ?? 0) + index));
});
