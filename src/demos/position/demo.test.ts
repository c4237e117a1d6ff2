// Tangled from book/09-position/05-context-extension.md. Edit the book, then: npm run tangle
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { useBackend } from "../../backends/default.ts";
import { cpu } from "../../tensor-core.ts";
import { demonstrateAttention } from "../attention/demo.ts";
import { watched } from "../shell/testing.ts";
import { demonstratePosition } from "./demo.ts";
import { positionHelp } from "./options.ts";

const folder = mkdtempSync(join(tmpdir(), "position-demo-"));
vi.stubEnv("INIT_CWD", folder);
afterAll(() => {
  useBackend(cpu);
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, "sea.txt"), "the sea, the sea, and nothing but the sea. ".repeat(60));
});

const watchedRun = watched(demonstratePosition, "npm run stage -- 9");
const runFor = (pauses: number, args: readonly string[]) => watchedRun(pauses, args.includes("--backend") || args.includes("--help") ? args : ["--backend", "cpu", ...args]);
const run = (...args: string[]) => runFor(Infinity, args);
const small = ["--text", "sea.txt", "--train-length", "16", "--width", "8", "--heads", "2", "--layers", "1", "--steps", "20", "--batch", "4", "--length", "12"];
const eventsIn = (printed: string) => printed.split("\n").map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
const lossesIn = (printed: string) => eventsIn(printed).find(({ event }) => event === "lengths")!["losses"] as readonly { readonly length: number; readonly loss: number | null }[];

test("it says what it trains, tests it by length, writes, evaluates and keeps it", async () => {
  const { code, printed, complained, released } = await run(...small);
  expect({ code, complained, released }).toEqual({ code: 0, complained: "", released: true });
  expect(printed).toContain("sea.txt: a GPT of one block, 2 heads and width 8, with rotary positions; ");
  expect(printed).toMatch(/\nloss by the length of the window, in nats, on the same characters\n\n {5}16 {2}\d\.\d{4} {2}█+\n {5}32 {2}\d\.\d{4} {2}█+\n {5}64 {2}\d\.\d{4} {2}█+\n/);
  expect(printed).toMatch(/\nat temperature 1 it continues "the sea, the sea":\n\nthe sea, the sea[^]{12}\n/);
  expect(printed).toContain("\nthe training is kept in position.safetensors; to go on with it: npm run stage -- 9 --resume position.safetensors\n");
});

test.each(["none", "learned", "sinusoidal", "relative", "alibi", "rotary"])("with %s positions it learns the text, and longer windows are tested where there are positions", async (position) => {
  const { code, printed } = await run(...small, "--position", position, "--steps", "60", "--every", "30", "--width", "16", "--length", "0", "--test-length", "16,24,20,300", "--json");
  expect(code).toBe(0);
  const losses = lossesIn(printed);
  expect(losses.map(({ length }) => length)).toEqual([16, 24, 20, 300]);
  expect(losses[0]!.loss).toBeLessThan(2.4);
  for (const { loss } of losses.slice(1, 3)) position === "learned" ? expect(loss).toBeNull() : expect(loss).toBeGreaterThan(0);
  expect(losses[3]!.loss).toBeNull(); // longer than the validation part
});

test("scaled frequencies change the loss of longer windows, and of these alone", async () => {
  await run(...small, "--every", "20", "--checkpoint", "run");
  const losses = [];
  for (const scaling of ["none", "interpolation", "ntk", "ntk-by-parts", "yarn"]) losses.push(lossesIn((await run("--resume", "run", "--scaling", scaling, "--length", "0", "--json")).printed));
  const [plain, ...scaled] = losses;
  for (const losses of scaled) {
    expect(losses[0]).toEqual(plain![0]);
    expect(losses[2]!.loss).not.toBe(plain![2]!.loss);
  }
});

test("a training goes on from a checkpoint as if it had not been stopped", async () => {
  const args = [...small, "--position", "relative", "--every", "5"];
  await run(...args, "--checkpoint", "whole");
  const stopped = await runFor(2, [...args, "--checkpoint", "part"]);
  expect(stopped.code).toBe(130);
  expect((await run("--resume", "part")).code).toBe(0);
  expect(readFileSync(join(folder, "part"))).toEqual(readFileSync(join(folder, "whole")));
});

test("with --json every line is an object", async () => {
  const { printed } = await run(...small, "--every", "10", "--json");
  expect(eventsIn(printed).map(({ event }) => event)).toEqual(["start", "evaluation", "evaluation", "kept", "lengths", "sample", "done"]);
});

test("each optimizer has its own usual learning rate, and --help says which", async () => {
  for (const [optimizer, rate] of [["adamw", "0.008"], ["sgd", "0.1"]] as const) {
    expect((await run(...small, "--steps", "1", "--length", "0", "--optimizer", optimizer)).printed).toContain(`optimizer   ${optimizer}, learning rate ${rate}, `);
    expect(positionHelp("x")).toContain(`${optimizer} ${rate}`);
  }
});

test("names are learned too", async () => {
  const { code, printed } = await run("--data", "names", "--train-length", "8", "--width", "4", "--heads", "1", "--layers", "1", "--steps", "2", "--batch", "2", "--length", "0", "--json");
  expect(code).toBe(0);
  expect(lossesIn(printed)).toHaveLength(3);
}, 60_000);

describe("refused", () => {
  test.each([
    [["--position", "both"], '--position must be one of none, learned, sinusoidal, relative, alibi, rotary, not "both"'],
    [["--train-length", "4"], '--train-length must be a whole number from 8 to 1024, not "4"'],
    [["--test-length", "16,x"], '--test-length must be a whole number from 8 to 2048, not "x"'],
    [["--test-length", "8,9,10,11,12,13,14,15,16"], "--test-length has 9 lengths, and at most 8 are tested"],
    [["--width", "12", "--heads", "4"], "--position rotary rotates pairs, and --width 12 with --heads 4 makes heads of 3"],
    [["--width", "9", "--heads", "3", "--position", "sinusoidal"], "--position sinusoidal has pairs, and --width 9 is odd"],
    [["--width", "10"], "--heads 4 does not divide --width 10"],
    [["--scaling", "yarn", "--position", "alibi"], "--scaling is for --position rotary, not alibi"],
    [["--scaling", "ntk", "--width", "8"], "--scaling ntk needs two pairs, and --width 8 with --heads 4 makes one"],
    [["--scaling", "more"], '--scaling must be one of none, interpolation, ntk, ntk-by-parts, yarn, not "more"'],
    [["--layers", "16", "--width", "512"], "--layers 16 and --width 512 make 50,331,648 weights, more than 20,000,000; --width 322 would fit"],
    [["--train-length", "1024", "--batch", "64"], "--batch 64, --train-length 1024, --layers 4 and --width 64 take about 301,989,888 numbers in a step, more than 50,000,000; --batch 10 would fit"],
    [["--data", "names", "--text", "sea.txt"], "--data and --text exclude each other"],
    [["--sweep"], "there is no option --sweep"],
  ])("%j with exit code 2", async (args, message) => {
    expect(await run(...args)).toMatchObject({ code: 2, printed: "", complained: `position: ${message}\nsee npm run stage -- 9 --help` });
  });

  test.each([
    [["--text", "nowhere.txt"], "cannot read nowhere.txt: there is no such file or folder"],
    [[...small, "--prompt", "Ä"], 'the prompt has "Ä", which the training text has not'],
    [["--text", "sea.txt", "--train-length", "512"], "the validation part of the text has 258 characters, and --train-length 512 needs more"],
  ])("%j with exit code 1", async (args, message) => {
    const { code, complained } = await run(...args);
    expect([code, complained]).toEqual([1, `position: ${message}`]);
  });

  test.each([
    ["empty", new Uint8Array(), "empty has 0 characters; there must be at least 1,000 to learn from and be marked on"],
    ["latin", Buffer.from("é".repeat(2000), "latin1"), "latin is not UTF-8 text"],
    ["binary", new Uint8Array(2000), "binary is not UTF-8 text"],
  ])("a text that is %s", async (name, bytes, message) => {
    writeFileSync(join(folder, name), bytes);
    expect(await run("--text", name)).toMatchObject({ code: 1, printed: "", complained: `position: ${message}` });
  });

  test.each([
    [["--position", "alibi"], "made with position rotary, and now it is alibi"],
    [["--train-length", "32"], "made with train-length 16, and now it is 32"],
    [["--data", "names"], "it was trained on another text"],
  ])("to go on with another model or text: %j", async (args, message) => {
    await run(...small, "--steps", "2", "--checkpoint", "run");
    expect(await run("--resume", "run", ...args)).toMatchObject({ code: 1, printed: "", complained: `position: cannot go on with run: ${message}` });
  });

  test("a checkpoint of another demonstration, and one that is cut off", async () => {
    await watched(demonstrateAttention, "npm run stage -- 7")(Infinity, ["--text", "sea.txt", "--context", "16", "--width", "8", "--steps", "1", "--length", "0", "--checkpoint", "other"]);
    expect(await run("--resume", "other")).toMatchObject({ code: 1, printed: "" });
    await run(...small, "--steps", "2", "--checkpoint", "run");
    writeFileSync(join(folder, "part"), readFileSync(join(folder, "run")).subarray(0, 1000));
    expect((await run("--resume", "part")).complained).toMatch(/^position: cannot go on with part: the header is said to have \d+ bytes, and the file ends after 992 of them$/);
  });
});

test("--help explains", async () => {
  const { code, printed } = await run("--help");
  expect([code, printed]).toEqual([0, positionHelp("npm run stage -- 9")]);
  expect(printed).toMatch(/^ {2}--backend NAME +where to compute: native, wasm, cpu, or auto/m);
});
//# sourceMappingURL=../../.maps/demos/position/demo.test.ts.map
