// Tangled from book/04-neural-lm/12-exercises.md. Edit the book, then: npm run tangle
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { readSafetensors, safetensorsOf } from "../../io/safetensors.ts";
import { zeros } from "../../tensor-core.ts";
import { watched } from "../shell/testing.ts";
import { demonstrateNeural } from "./demo.ts";
import { neuralHelp } from "./options.ts";

const folder = mkdtempSync(join(tmpdir(), "neural-demo-"));
vi.stubEnv("INIT_CWD", folder);
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});
const sentence = "the sea, the sea, and nothing but the sea. ";
beforeEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, "sea.txt"), sentence.repeat(50));
  writeFileSync(join(folder, "whale.txt"), "the whale, the whale, and nothing but the whale. ".repeat(50));
});

const runFor = watched(demonstrateNeural, "npm run stage -- 4");
/** Without the name of the file in which the training is kept. */
const unnamed = (printed: string) => printed.replaceAll(/mlp-lm(-\d+)?\.safetensors/g, "FILE");
const run = (...args: string[]) => runFor(Infinity, args);
const small = ["--text", "sea.txt", "--context", "4", "--features", "3", "--width", "8", "--steps", "200", "--batch", "16", "--every", "50"];

test("it says what it trains, evaluates it, and writes", async () => {
  const { code, printed, complained, live, released } = await run(...small, "--length", "60");
  expect({ code, complained, released }).toEqual({ code: 0, complained: "", released: true });
  expect(printed).toContain(`sea.txt, 2,150 characters
  train       the first 1,720, of 15 kinds
  validation  the next 215
  test        the last 215, by which nothing is chosen
  network     reads 4, as 3 numbers each; 8 units; 296 parameters
  a step      16 examples, at a rate of 0.5, in the second half 0.05

       step     train  validation
         50  `);
  expect(printed.match(/^ {8,9}\d+ {4}\d\.\d{4} {6}\d\.\d{4}$/gm)).toHaveLength(4);
  expect(printed).toMatch(/\nafter step 200 a character costs \d\.\d{4} nats on the validation part, \d\.\d{4} on the test part: \d\.\d{3} bits; perplexity \d+\.\d\d\n/);
  expect(printed).toMatch(/\nat temperature 1 it continues "the sea, the sea, and nothing but the se":\n\nthe sea, the sea, and nothing but the se[^]{60}$/);
  // a step takes 10 ms on this clock, and every fifth is shown
  expect(live[0]).toBe(`1 of 200: ${live[0]!.slice(10, 15)}, 1,600 characters/s, 2 s left`);
  expect(live.at(-3)).toMatch(/^19\d of 200: \d\.\d{3}, validation \d\.\d{3}, 1,600 characters\/s, 1 s left$/);
  expect(live.slice(-2)).toEqual(["validation: 0 of 215 characters", "test: 0 of 215 characters"]);
  expect(readdirSync(folder)).toEqual(["mlp-lm.safetensors", "sea.txt", "whale.txt"]);
});

test("the same seed trains the same network, another one another", async () => {
  const [one, same, other] = [await run(...small), await run(...small), await run(...small, "--seed", "2")];
  expect(unnamed(same.printed)).toBe(unnamed(one.printed));
  expect(unnamed(other.printed)).not.toBe(unnamed(one.printed));
});

test("a long training says how long it will take", async () => {
  const { live } = await runFor(2, [...small, "--steps", "100000"], 50);
  expect(live[0]).toMatch(/ 320 characters\/s, 1 h 23 min left$/);
  expect((await runFor(1, [...small, "--steps", "2000"], 50)).live[0]).toMatch(/ 1 min 39 s left$/);
});

test("whoever has no patience ends it earlier, and is told", async () => {
  const { printed } = await run(...small, "--rate", "10", "--every", "5", "--patience", "2");
  expect(printed).toMatch(/\nstopped early: 2 evaluations were no better than that after step \d+ \(--patience 2\)\n/);
  expect(printed).toMatch(/\nafter step \d+, where it was best, a character costs /);
});

describe("a training that is stopped", () => {
  test("leaves a checkpoint, from which it goes on as if it had not been", async () => {
    const whole = await run(...small);
    rmSync(join(folder, "mlp-lm.safetensors"));
    const stopped = await runFor(15, small);
    expect(stopped.code).toBe(130);
    expect(stopped.printed).toMatch(/\n\nstopped after step 71; to go on:\n\n {2}npm run stage -- 4 --resume mlp-lm\.safetensors$/);
    const resumed = await run("--resume", "mlp-lm.safetensors");
    expect(resumed.code).toBe(0);
    expect(resumed.printed.replace("goes on after step 71\n\n", "").replace("goes on after step 71\n", "")).toBe(whole.printed);
    expect(existsSync(join(folder, "mlp-lm.safetensors"))).toBe(true);
  });

  test("takes a name that no file has", async () => {
    await runFor(1, small);
    expect((await runFor(1, small)).printed).toMatch(/--resume mlp-lm-2\.safetensors$/);
  });

  test("and does so again and again, in its own file", async () => {
    const whole = await run(...small, "--checkpoint", "whole.safetensors");
    await runFor(5, [...small, "--checkpoint", "run.safetensors"]);
    await runFor(5, ["--resume", "run.safetensors"]);
    const last = await run("--resume", "run.safetensors");
    expect(last.printed.slice(-500)).toBe(whole.printed.slice(-500));
    expect(readFileSync(join(folder, "run.safetensors"))).toEqual(readFileSync(join(folder, "whole.safetensors")));
  });

  test("may go on longer than was meant, and write another sample", async () => {
    await run(...small, "--checkpoint", "run.safetensors");
    const longer = await run("--resume", "run.safetensors", "--steps", "300", "--temperature", "0.5", "--length", "5");
    expect(longer.code).toBe(0);
    expect(longer.printed).toMatch(/ {8}300 {4}\d/);
    expect(longer.printed).toMatch(/temperature 0\.5 .*\n\n.{45}$/);
    const over = await run("--resume", "run.safetensors", "--length", "0");
    expect(over.printed.match(/^ {8,9}\d+ {4}\d\.\d{4} {6}\d\.\d{4}$/gm)).toHaveLength(6);
  });
});

describe("a training that has come to its end", () => {
  test("is kept before it is evaluated, and it is said where", async () => {
    const whole = await run(...small);
    expect(whole.printed).toContain("\n\nthe training is kept in mlp-lm.safetensors; to go on with it: npm run stage -- 4 --resume mlp-lm.safetensors\n\nafter step 200 ");
    const again = await run("--resume", "mlp-lm.safetensors");
    expect(again.printed.replace("goes on after step 200\n\n", "").replace("goes on after step 200\n", "")).toBe(whole.printed);
  });

  test("is not lost when it is interrupted during its evaluation", async () => {
    const { pauses, printed } = await run(...small);
    const stopped = await runFor(pauses, small);
    expect(stopped.code).toBe(130);
    expect(stopped.printed).toMatch(/\n\nstopped during the evaluation; to go on:\n\n {2}npm run stage -- 4 --resume mlp-lm-2\.safetensors$/);
    const resumed = await run("--resume", "mlp-lm-2.safetensors");
    expect(unnamed(resumed.printed).slice(-500)).toBe(unnamed(printed).slice(-500));
  });

  test("is kept in another folder when its own file can no longer be written", async () => {
    vi.stubEnv("TMPDIR", folder);
    mkdirSync(join(folder, "gone"));
    const ended = runFor(Infinity, [...small, "--checkpoint", "gone/run.safetensors", "--every", "1000"], 10, () => rmSync(join(folder, "gone"), { recursive: true, force: true }));
    const { code, printed, complained } = await ended;
    vi.stubEnv("TMPDIR", undefined);
    expect([code, complained]).toEqual([0, "mlp-lm: cannot write gone/run.safetensors: there is no such file or folder"]);
    expect(printed).toContain(`the training is kept in ${join(folder, "mlp-lm.safetensors")};`);
    expect((await run("--resume", "mlp-lm.safetensors", "--length", "0")).code).toBe(0);
  });
});

test("a prompt with a character that the network has never seen is refused before any step", async () => {
  expect(await run(...small, "--prompt", "the séa 🐋")).toMatchObject({ code: 1, printed: "", complained: 'mlp-lm: the prompt has "é", which the training text has not', live: [] });
  expect((await run(...small, "--prompt", "the 🐋")).complained).toBe('mlp-lm: the prompt has "🐋", which the training text has not');
  expect((await run(...small, "--prompt", "")).code).toBe(0);
});

describe("with --json", () => {
  const eventsIn = (printed: string) => printed.split("\n").map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);

  test("every line is an object, and the last has all figures that are printed", async () => {
    const { code, printed, complained } = await run(...small, "--json");
    const text = (await run(...small)).printed;
    const events = eventsIn(printed);
    expect([code, complained]).toEqual([0, ""]);
    expect(events.map(({ event }) => event)).toEqual(["start", ...Array(4).fill("evaluation"), "kept", "done"]);
    expect(events[0]).toEqual({ event: "start", step: 0, parameters: 296, vocabulary: 15, train: 1720, validation: 215, test: 215 });
    expect(events[4]).toMatchObject({ event: "evaluation", step: 200 });
    expect(events[5]).toEqual({ event: "kept", step: 200, file: "mlp-lm.safetensors" });
    const done = events[6] as Readonly<Record<string, number>>;
    expect(done).toMatchObject({ parameters: 296, steps: 200, bestStep: 200, stoppedEarly: false, file: "mlp-lm.safetensors", prompt: sentence.slice(0, 40) });
    expect(text).toContain(` ${done.validationLoss!.toFixed(4)} nats on the validation part, ${done.testLoss!.toFixed(4)} on the test part: ${done.bitsPerCharacter!.toFixed(3)} bits; perplexity ${done.perplexity!.toFixed(2)}\n`);
    expect(text).toContain(`        200    ${done.trainLoss!.toFixed(4)}`);
    expect(text.endsWith(`${String(done.prompt)}${String(done.sample)}`)).toBe(true);
    // on this clock a step takes 10 ms
    expect(done.tokensPerSecond).toBeCloseTo(1600, 8);
    expect(done.seconds).toBeGreaterThan(2);
  });

  test("an interrupted training says where it is kept", async () => {
    const { code, printed } = await runFor(15, [...small, "--json"]);
    expect(code).toBe(130);
    expect(eventsIn(printed).slice(-2)).toEqual([{ event: "kept", step: 71, file: "mlp-lm.safetensors" }, { event: "stopped", when: "after step 71", file: "mlp-lm.safetensors" }]);
  });

  test("a training that had come to its end before has no speed", async () => {
    await run(...small);
    expect(eventsIn((await run("--resume", "mlp-lm.safetensors", "--json")).printed).at(-1)).toMatchObject({ event: "done", steps: 200, tokensPerSecond: null });
  });
});

test("a training on other parts of the text, as older versions did it, is refused by name", async () => {
  await runFor(3, [...small, "--checkpoint", "run.safetensors"]);
  const { tensors, metadata } = readSafetensors(readFileSync(join(folder, "run.safetensors")));
  writeFileSync(join(folder, "run.safetensors"), safetensorsOf(tensors, new Map([...metadata].filter(([name]) => name !== "made with split"))));
  expect(await run("--resume", "run.safetensors")).toMatchObject({ code: 1, complained: "mlp-lm: cannot go on with run.safetensors: made with split unsaid, and now it is 8 train, 1 validation, 1 test" });
});

test("the last step is evaluated, wherever it falls", async () => {
  const { printed } = await run(...small, "--steps", "100", "--every", "60");
  expect(printed.match(/^ {8,9}\d+ (?= {3}\d)/gm)!.map(Number)).toEqual([60, 100]);
});

test("where no file can be written, the checkpoint is left in another folder, and it says so before", async () => {
  vi.stubEnv("INIT_CWD", join(folder, "sea.txt"));
  vi.stubEnv("TMPDIR", folder);
  const { code, printed } = await runFor(1, [...small.slice(2), "--text", join(folder, "sea.txt")]);
  vi.stubEnv("TMPDIR", undefined);
  vi.stubEnv("INIT_CWD", folder);
  expect(code).toBe(130);
  expect(printed).toContain(`\nno file can be written here; the training will be kept in ${folder}\n\n       step`);
  expect(printed).toMatch(/--resume \S+mlp-lm\.safetensors$/);
  expect((await run("--resume", "mlp-lm.safetensors", "--length", "0")).code).toBe(0);
});

test("a text is known by what is in it, wherever it is", async () => {
  await runFor(3, [...small, "--checkpoint", "run.safetensors"]);
  mkdirSync(join(folder, "deep"));
  vi.stubEnv("INIT_CWD", join(folder, "deep"));
  const fromThere = await run("--resume", "../run.safetensors", "--steps", "60");
  vi.stubEnv("INIT_CWD", folder);
  expect(fromThere.complained).toBe("");
  renameSync(join(folder, "sea.txt"), join(folder, "moved.txt"));
  expect((await run("--resume", "run.safetensors")).complained).toBe(`mlp-lm: cannot read ${join(folder, "sea.txt")}: there is no such file or folder`);
  expect((await run("--resume", "run.safetensors", "--text", "./moved.txt", "--steps", "70")).complained).toBe("");
  // where it is now is kept in turn
  expect((await run("--resume", "run.safetensors", "--steps", "80")).complained).toBe("");
});

test("the checkpoint is kept from evaluation to evaluation", async () => {
  await runFor(12, [...small, "--checkpoint", "run.safetensors"]);
  expect(readSafetensors(readFileSync(join(folder, "run.safetensors"))).metadata.get("step")).toBe("56");
  expect(readdirSync(folder)).toEqual(["run.safetensors", "sea.txt", "whale.txt"]);
});

describe("refused, with exit code 2", () => {
  test.each([
    [["--context", "0"], '--context must be a whole number from 1 to 64, not "0"'],
    [["--features", "1.5"], '--features must be a whole number from 1 to 256, not "1.5"'],
    [["--width", "5000"], '--width must be a whole number from 1 to 4096, not "5000"'],
    [["--context", "64", "--features", "256", "--width", "4096"], '--context times --features times --width must be a number from 1 to 10000000, not "67108864"'],
    [["--steps", "0"], '--steps must be a whole number from 1 to 100000000, not "0"'],
    [["--batch", "x"], '--batch must be a whole number from 1 to 4096, not "x"'],
    [["--rate", "0"], '--rate must be a number from 0.0001 to 10, not "0"'],
    [["--every", "0"], '--every must be a whole number from 1 to 100000000, not "0"'],
    [["--patience", "0"], '--patience must be a whole number from 1 to 1000000, not "0"'],
    [["--temperature", "0"], '--temperature must be a number from 0.01 to 100, not "0"'],
    [["--length", "-1"], '--length must be a whole number from 0 to 100000, not "-1"'],
    [["--seed", "1e3"], '--seed must be a whole number from -9007199254740991 to 9007199254740991, not "1e3"'],
    [["--checkpoint"], "--checkpoint must have a value"],
    [["--order", "5"], "there is no option --order"],
    [["sea.txt"], '"sea.txt" belongs to no option'],
  ])("%j", async (args, message) => {
    expect(await run(...args)).toEqual({ code: 2, printed: "", complained: `mlp-lm: ${message}\nsee npm run stage -- 4 --help`, live: [], released: false, pauses: 0 });
  });
});

describe("refused, with exit code 1", () => {
  const refusal = async (...args: string[]) => {
    const { code, complained } = await run(...args);
    return [code, complained];
  };

  test.each([
    [["--text", "nowhere.txt"], "cannot read nowhere.txt: there is no such file or folder"],
    [["--resume", "nowhere"], "cannot read nowhere: there is no such file or folder"],
    [["--resume", "."], "cannot read .: it is a folder"],
    [["--resume", "sea.txt"], "cannot go on with sea.txt: this is a text, not a safetensors file"],
    [["--text", "sea.txt", "--checkpoint", "sea.txt"], "sea.txt is there already; to go on with it: --resume sea.txt"],
    [["--text", "sea.txt", "--checkpoint", "nowhere/run"], "cannot write nowhere/run: there is no such file or folder"],
  ])("%j", async (args, message) => {
    const [code, complained] = await refusal(...args);
    expect(code).toBe(1);
    expect(String(complained).replace(/^mlp-lm: /, "")).toEqual(typeof message === "string" ? message : expect.stringMatching(message));
  });

  test("a short text", async () => {
    writeFileSync(join(folder, "short.txt"), "the sea");
    expect(await refusal("--text", "short.txt")).toEqual([1, "mlp-lm: short.txt has 7 characters; there must be at least 1,000 to learn from and be marked on"]);
  });

  test("to go on with what was trained otherwise", async () => {
    await runFor(3, [...small, "--checkpoint", "run.safetensors"]);
    const reason = (...args: string[]) => refusal("--resume", "run.safetensors", ...args);
    expect(await reason("--width", "9")).toEqual([1, "mlp-lm: cannot go on with run.safetensors: made with width 8, and now it is 9"]);
    expect(await reason("--rate", "0.1")).toEqual([1, "mlp-lm: cannot go on with run.safetensors: made with rate 0.5, and now it is 0.1"]);
    expect(await reason("--text", "whale.txt")).toEqual([1, "mlp-lm: cannot go on with run.safetensors: it was trained on another text"]);
    expect(await reason("--checkpoint", "whale.txt")).toEqual([1, "mlp-lm: whale.txt is there already; to go on with it: --resume whale.txt"]);
    const bytes = readFileSync(join(folder, "run.safetensors"));
    writeFileSync(join(folder, "run.safetensors"), bytes.subarray(0, 3000));
    expect((await reason())[1]).toMatch(/^mlp-lm: cannot go on with run\.safetensors: `\S+` ends at \d+, and the file’s data at \d+$/);
    writeFileSync(join(folder, "run.safetensors"), safetensorsOf(new Map()));
    expect(await reason()).toEqual([1, "mlp-lm: cannot go on with run.safetensors: it has no tensors, and no training of this program"]);
    writeFileSync(join(folder, "run.safetensors"), safetensorsOf(new Map(["wte", "wpe", "h.0", "h.1"].map((name) => [name, zeros([2])]))));
    expect(await reason()).toEqual([1, 'mlp-lm: cannot go on with run.safetensors: it has 4 tensors ("h.0", "h.1", "wpe", …), and no training of this program']);
    writeFileSync(join(folder, "run.safetensors"), new Uint8Array(5000));
    expect(await reason()).toEqual([1, "mlp-lm: cannot go on with run.safetensors: this is a file of NUL bytes, as a power cut can leave it, not a safetensors file"]);
  });
});

test("--help explains", async () => {
  expect(await run("--help")).toEqual({ code: 0, printed: neuralHelp("npm run stage -- 4"), complained: "", live: [], released: false, pauses: 0 });
});
//# sourceMappingURL=../../.maps/demos/mlp-lm/demo.test.ts.map
