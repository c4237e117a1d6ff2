// Tangled from book/05-optimisation/10-exercises.md. Edit the book, then: npm run tangle
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { safetensorsOf } from "../../io/safetensors.ts";
import { zeros } from "../../tensor-core.ts";
import { watched } from "../shell/testing.ts";
import { demonstrateOptimizers } from "./demo.ts";
import { optimizersHelp } from "./options.ts";
import { plotOf } from "./plot.ts";
import { OPTIMIZERS, SCHEDULES, scheduleFor } from "./rules.ts";

const folder = mkdtempSync(join(tmpdir(), "optimizers-demo-"));
vi.stubEnv("INIT_CWD", folder);
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, "sea.txt"), "the sea, the sea, and nothing but the sea. ".repeat(30));
  writeFileSync(join(folder, "whale.txt"), "the whale, the whale, and nothing but the whale. ".repeat(30));
});

const runFor = watched(demonstrateOptimizers, "npm run stage -- 5");
const run = (...args: string[]) => runFor(Infinity, args);
const small = ["--text", "sea.txt", "--steps", "40", "--batch", "8"];
const eventsIn = (printed: string) => printed.split("\n").map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);

test("it says what it trains, evaluates it, plots, and keeps it", async () => {
  const { code, printed, complained, live, released } = await run(...small, "--warmup", "4", "--clip", "1");
  expect({ code, complained, released }).toEqual({ code: 0, complained: "", released: true });
  expect(printed).toContain(`sea.txt: a network that reads 8 characters, with 18,832 parameters
  train       1,024 characters, 8 in a step
  validation  129
  test        129, by which nothing is chosen
  optimizer   adamw, learning rate 0.003, cosine after a warm-up of 4 steps, gradients clipped to a norm of 1

       step     train  validation  learning rate
          4  `);
  expect(printed.match(/^ {9,10}\d+ {4}\d\.\d{4} {6}\d\.\d{4} +\S+$/gm)).toHaveLength(10);
  expect(printed).toContain("\nvalidation loss by step\n");
  expect(printed).toContain("★");
  expect(printed).toMatch(/\nthe training is kept in optimizers\.safetensors; to go on with it: npm run stage -- 5 --resume optimizers\.safetensors\n/);
  expect(printed).toMatch(/\nafter step \d+(, where it was best,)? a character costs \d\.\d{4} nats on the validation part, \d\.\d{4} on the test part: \d\.\d{3} bits; perplexity \d+\.\d\d$/);
  expect(live[0]).toMatch(/^1 of 40: \d\.\d{3}, /);
});

test.each(Object.keys(OPTIMIZERS))("%s trains, and goes on from a checkpoint as if it had not been stopped", async (optimizer) => {
  const args = [...small, "--optimizer", optimizer, "--steps", "24", "--every", "8"];
  await run(...args, "--checkpoint", "whole");
  const stopped = await runFor(2, [...args, "--checkpoint", "part"]);
  expect(stopped.code).toBe(130);
  expect(stopped.printed).toMatch(/\nstopped after step \d+; to go on:\n\n {2}npm run stage -- 5 --resume part$/);
  expect((await run("--resume", "part")).code).toBe(0);
  expect(readFileSync(join(folder, "part")).equals(readFileSync(join(folder, "whole")))).toBe(true);
});

test.each(Object.keys(SCHEDULES))("the schedule %s rises to its peak after the warm-up, and ends where it says", (schedule) => {
  const rate = scheduleFor({ optimizer: "sgd", lr: 2, schedule, warmup: 10, clip: null, steps: 110 });
  expect(rate(0)).toBeCloseTo(0.2, 12);
  expect(rate(10)).toBe(2);
  expect(rate(110)).toBeCloseTo(schedule === "constant" ? 2 : 0, 12);
});

test("with --json every line is an object, and the last has all figures", async () => {
  const { code, printed } = await run(...small, "--json");
  const events = eventsIn(printed);
  expect(code).toBe(0);
  expect(events.map(({ event }) => event)).toEqual(["start", ...Array(10).fill("evaluation"), "kept", "done"]);
  expect(events.at(-1)).toMatchObject({ event: "done", parameters: 18_832, optimizer: "adamw", learningRate: 0.003, steps: 40, file: "optimizers.safetensors", bestStep: expect.any(Number), trainLoss: expect.any(Number), validationLoss: expect.any(Number), testLoss: expect.any(Number), bitsPerCharacter: expect.any(Number), perplexity: expect.any(Number), tokensPerSecond: expect.any(Number), seconds: expect.any(Number) });
  const { testLoss, bitsPerCharacter, perplexity } = events.at(-1) as Readonly<Record<string, number>>;
  expect([bitsPerCharacter, perplexity]).toEqual([testLoss! / Math.log(2), Math.exp(testLoss!)]);
});

test("speed and time left are those of the clock", async () => {
  const { live } = await runFor(Infinity, small, 50);
  for (const n of [1, 2, 7, 39]) {
    const ms = 50 + 100 * n; // the clock is read twice a step
    const speed = Math.round((1000 * 8 * n) / ms);
    expect(live[n - 1]).toMatch(new RegExp(`^${n} of 40: .*, ${speed} characters/s, ${Math.ceil(((ms / n) * (40 - n)) / 1000)} s left$`));
  }
  const { printed } = await runFor(Infinity, [...small, "--json"], 50);
  const { tokensPerSecond, seconds } = eventsIn(printed).at(-1) as Readonly<Record<string, number>>;
  // all but the evaluations at the start and at the end falls to the steps
  expect(8 * 40 / tokensPerSecond!).toBeLessThanOrEqual(seconds!);
  expect(8 * 40 / tokensPerSecond!).toBeGreaterThan(0.8 * seconds!);
});

test("on the names it reads three characters", async () => {
  const { printed } = await run("--data", "names", "--steps", "2", "--batch", "4", "--json");
  expect(eventsIn(printed)[0]).toMatchObject({ event: "start", parameters: 11_897, vocabulary: 27 });
});

describe("a sweep", () => {
  test("trains at seven rates, and marks the best", async () => {
    const { code, printed } = await run(...small, "--sweep", "--optimizer", "sgd", "--lr", "1", "--steps", "20");
    expect(code).toBe(0);
    expect(printed.match(/^ *[\d.]+ {2,}\d+\.\d{4} {2,}\d+\.\d{4}$/gm)!.map(parseFloat)).toEqual([0.032, 0.1, 0.32, 1, 3.2, 10, 32]);
    expect(printed.match(/★/g)).toHaveLength(1);
    const best = Number(/best at a learning rate of (\S+):/.exec(printed)![1]);
    const events = eventsIn((await run(...small, "--sweep", "--optimizer", "sgd", "--lr", "1", "--steps", "20", "--json")).printed);
    const losses = events.filter(({ event }) => event === "rate") as unknown as readonly { learningRate: number; validationLoss: number }[];
    expect(events.at(-1)).toMatchObject({ event: "done", learningRate: best, validationLoss: Math.min(...losses.map(({ validationLoss }) => validationLoss)) });
    const { testLoss, bitsPerCharacter, perplexity } = events.at(-1) as Readonly<Record<string, number>>;
    expect([bitsPerCharacter, perplexity]).toEqual([testLoss! / Math.log(2), Math.exp(testLoss!)]);
    expect(readdirSync(folder)).toEqual(["sea.txt", "whale.txt"]);
  });

  test("shows a rate that diverges, and goes on", async () => {
    const { code, printed } = await run(...small, "--sweep", "--optimizer", "sgd", "--lr", "1e6", "--steps", "10");
    expect(printed).toMatch(/\n +10000000 {2,}diverged {2,}diverged\n/);
    expect(printed).toContain("\nno rate is better than the uniform model\n");
    expect(code).toBe(0);
  });

  test("all of whose rates diverge says so", async () => {
    const { code, printed } = await run(...small, "--sweep", "--optimizer", "sgd", "--lr", "1e12", "--steps", "10");
    expect([code, printed.split("\n").at(-1)]).toEqual([1, "all learning rates diverge; a smaller --lr may help"]);
  });

  test("that is stopped says how far it came", async () => {
    const { code, printed } = await runFor(3, [...small, "--sweep"]);
    expect([code, printed.split("\n").at(-1)]).toEqual([130, "stopped after 0 of 7 learning rates"]);
  });
});

test("a training that diverges ends, and is kept as it was at the last evaluation before", async () => {
  const { code, printed } = await run(...small, "--optimizer", "sgd", "--lr", "1e12", "--checkpoint", "run", "--json");
  expect(code).toBe(1);
  expect(eventsIn(printed).slice(-2)).toMatchObject([{ event: "kept", step: 0, file: "run" }, { event: "diverged", file: "run" }]);
});

test("a plot has its least loss at the bottom as a star, and an arrow for what is above its limit", () => {
  const lines = plotOf([{ label: "0.1", loss: 3 }, { label: "1", loss: 2 }, { label: "10", loss: 50 }, { label: "100", loss: null }], 4);
  expect(lines).toHaveLength(11);
  expect(lines[0]).toBe("  3.000 │      ●             ↑      ↑");
  expect(lines[8]).toBe("  2.000 │             ★");
  expect(lines[10]).toBe("             0.1      1     10    100");
  expect(plotOf([{ label: "1", loss: null }], 4)).toEqual([]);
  expect(plotOf([{ label: "1", loss: 2 }], 4)[8]).toContain("★");
});

describe("refused, with exit code 2", () => {
  const all = Object.keys(OPTIMIZERS).join(", ");
  test.each([
    [["--optimizer", "lion"], `--optimizer must be one of ${all}, not "lion"`],
    [["--optimizer", "constructor"], `--optimizer must be one of ${all}, not "constructor"`],
    [["--schedule", "step"], '--schedule must be one of constant, cosine, wsd, linear, not "step"'],
    [["--data", "bible"], '--data must be one of names, moby-dick, not "bible"'],
    [["--data", "names", "--text", "sea.txt"], "--data and --text exclude each other"],
    [["--lr", "0"], '--lr must be a number from 1e-8 to 1000000000000, not "0"'],
    [["--warmup", "50", "--steps", "50"], '--warmup must be a whole number from 0 to 49, not "50"'],
    [["--clip", "-1"], '--clip must be a number from 0.000001 to 1000000, not "-1"'],
    [["--steps", "0"], '--steps must be a whole number from 1 to 100000000, not "0"'],
    [["--batch", "x"], '--batch must be a whole number from 1 to 4096, not "x"'],
    [["--every", "0"], '--every must be a whole number from 1 to 100000000, not "0"'],
    [["--sweep=7"], "--sweep takes no value"],
    [["--sweep", "--resume", "run"], "--sweep keeps no training, and goes with neither --checkpoint nor --resume"],
    [["--checkpoint"], "--checkpoint must have a value"],
    [["--rate", "1"], "there is no option --rate"],
    [["sea.txt"], '"sea.txt" belongs to no option'],
  ])("%j", async (args, message) => {
    expect(await run(...args)).toEqual({ code: 2, printed: "", complained: `optimizers: ${message}\nsee npm run stage -- 5 --help`, live: [], released: false, pauses: 0 });
  });
});

describe("refused, with exit code 1", () => {
  const refusal = async (...args: string[]) => {
    const { code, complained } = await run(...args);
    return [code, complained.replace(/^optimizers: /, "")];
  };

  test.each([
    [["--text", "nowhere.txt"], "cannot read nowhere.txt: there is no such file or folder"],
    [["--resume", "nowhere"], "cannot read nowhere: there is no such file or folder"],
    [["--resume", "sea.txt"], "cannot go on with sea.txt: this is a text, not a safetensors file"],
    [["--text", "sea.txt", "--checkpoint", "sea.txt"], "sea.txt is there already; to go on with it: --resume sea.txt"],
    [["--text", "sea.txt", "--checkpoint", "nowhere/run"], "cannot write nowhere/run: there is no such file or folder"],
  ])("%j", async (args, message) => {
    expect(await refusal(...args)).toEqual([1, message]);
  });

  test("to go on with what was trained otherwise", async () => {
    await run(...small, "--steps", "4", "--checkpoint", "run");
    const reason = (...args: string[]) => refusal("--resume", "run", ...args);
    expect(await reason("--optimizer", "sgd")).toEqual([1, "cannot go on with run: made with optimizer adamw, and now it is sgd"]);
    expect(await reason("--lr", "0.1")).toEqual([1, "cannot go on with run: made with lr 0.003, and now it is 0.1"]);
    expect(await reason("--text", "whale.txt")).toEqual([1, "cannot go on with run: it was trained on another text"]);
    writeFileSync(join(folder, "other"), safetensorsOf(new Map([["wte", zeros([2])]])));
    expect(await refusal("--resume", "other")).toEqual([1, "cannot go on with other: it has 1 tensors, and no training of this demonstration"]);
    expect((await run("--resume", "run", "--steps", "8")).code).toBe(0);
  });
});

test("--help explains", async () => {
  expect(await run("--help")).toEqual({ code: 0, printed: optimizersHelp("npm run stage -- 5"), complained: "", live: [], released: false, pauses: 0 });
});
//# sourceMappingURL=../../.maps/demos/optimizers/demo.test.ts.map
