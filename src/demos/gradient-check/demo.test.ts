// Tangled from book/03-backpropagation/10-exercises.md. Edit the book, then: npm run tangle
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { operations } from "../../testing/reference-implementations.ts";
import { demonstrateGradientCheck, isAgreed } from "./demo.ts";
import { gradientCheckHelp } from "./options.ts";
import { characterIds, operationsOn } from "./text.ts";

const folder = mkdtempSync(join(tmpdir(), "gradient-check-demo-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

function run(...args: string[]) {
  const [printed, complained, steps]: [string[], string[], number[]] = [[], [], []];
  let [now, used] = [0, 0];
  const code = demonstrateGradientCheck(args, {
    screen: { print: (line) => void printed.push(line), complain: (line) => void complained.push(line), progress: (done) => void steps.push(done) },
    clock: () => (now += 1500),
    processorClock: () => (used += 1500),
    command: "npm run stage -- 3",
  });
  return { code, printed: printed.join("\n"), complained: complained.join("\n"), steps };
}

test("it has a line for every operation, twice", () => {
  const { code, printed, complained, steps } = run("--draws", "1", "--rows", "4", "--width", "8", "--runs", "2");
  expect({ code, complained }).toEqual({ code: 0, complained: "" });
  const lines = printed.split("\n");
  expect(lines[0]).toBe("errors of the backward passes by hand against each method, in ulps, at most, over 1 draws");
  for (const { name } of operations) expect(lines.filter((line) => line.trim().startsWith(`${name} `))).toHaveLength(2);
  expect(printed).toMatch(/relu +0\.0 +0\.0 +\de\+5 +0\.0\n/);
  expect(printed).toContain("there and back on 4 rows of 8 numbers in single precision: the fastest of 2, and what is kept");
  expect(printed).toMatch(/relu +1\.5 +1\.5 +0 +0\n/);
  expect(steps).toHaveLength(2 * operations.length);
});

test("it says what of its table was recorded elsewhere", () => {
  expect(run("--draws", "1", "--rows", "1", "--width", "2", "--runs", "1").printed).toContain(
    "\nrecorded elsewhere: the gradients of PyTorch 2.6.0+debian, at one point for each operation, in book/data/ops-oracle-b.json; all else was computed now, on this machine\n",
  );
});

test("--json: the check and the cost of every operation, then what it came to", () => {
  const { code, printed } = run("--draws", "1", "--rows", "4", "--width", "8", "--runs", "2", "--json");
  const reports = printed.split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(code).toBe(0);
  const of = (event: string) => reports.filter((report) => report["event"] === event);
  expect(of("check").map(({ operation }) => operation)).toEqual(operations.map(({ name }) => name));
  expect(of("check").find(({ operation }) => operation === "relu")).toEqual({ event: "check", operation: "relu", primitives: 0, complexStep: 0, finiteDifference: expect.any(Number), torch: 0, agreed: true });
  expect(of("cost").find(({ operation }) => operation === "relu")).toMatchObject({ fused: { seconds: 0.0015, savedBytes: expect.any(Number) } });
  expect(reports.at(-1)).toEqual({ event: "done", operations: operations.length, draws: 1, agreed: true, recorded: { torch: { version: "2.6.0+debian", file: "book/data/ops-oracle-b.json" } }, seconds: 1.5 });
});

test("a method with too large an error, or with no number, does not agree", () => {
  const agreed = { primitives: 2, complexStep: 1000, finiteDifference: 1e5, torch: null };
  expect(isAgreed(agreed)).toBe(true);
  for (const other of [{ primitives: NaN }, { complexStep: NaN }, { torch: NaN }, { torch: 1001 }, { primitives: Infinity }]) expect(isAgreed({ ...agreed, ...other })).toBe(false);
});

test.each([
  [["--draws", "0"], '--draws must be a whole number from 1 to 1000, not "0"'],
  [["--width", "1"], '--width must be a whole number from 2 to 100000, not "1"'],
  [["--rows", "100000", "--width", "768"], '--rows times --width must be a number from 2 to 10000000, not "76800000"'],
  [["--runs", "1.5"], '--runs must be a whole number from 1 to 100, not "1.5"'],
  [["--seed", "x"], '--seed must be a whole number from -9007199254740991 to 9007199254740991, not "x"'],
  [["--depth", "3"], "there is no option --depth"],
  [["gelu"], '"gelu" belongs to no option'],
])("%j is refused", (args, message) => {
  expect(run(...args)).toEqual({ code: 2, printed: "", complained: `gradient-check: ${message}\nsee npm run stage -- 3 --help`, steps: [] });
});

const small = ["--draws", "1", "--rows", "4", "--width", "8", "--runs", "2"];

test("--text: gradients on the characters of a file are checked as well, and timed", () => {
  const file = write("whales.txt", "the 🐋 sea, ".repeat(100));
  const { code, printed, complained, steps } = run("--text", file, ...small);
  expect({ code, complained }).toEqual({ code: 0, complained: "" });
  for (const name of ["embedding (text)", "crossEntropy (text)"]) expect(printed.split("\n").filter((line) => line.trim().startsWith(name))).toHaveLength(2);
  expect(printed).toMatch(/\ncrossEntropy \(text\) +\d\.\d +\d\.\d +\de\+\d +not asked\n/);
  expect(printed).toContain(`the fastest of 2, and what is kept; (text): 4 characters of ${file}, and those that follow; vocabulary size 5`);
  expect(steps).toHaveLength(2 * (operations.length + 2));
  const reports = run("--text", file, ...small, "--json").printed.split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(reports.at(-1)).toMatchObject({ event: "done", operations: operations.length + 2, agreed: true });
});

test("characters are numbered as they come, and a text that ends begins again", () => {
  expect(characterIds("a🐋a!", 6)).toEqual({ ids: Int32Array.of(0, 1, 0, 2, 0, 1), vocabularySize: 3 });
  const [lookup, loss] = operationsOn("a🐋a!", 5);
  expect([lookup!.shapes(1, 7), loss!.shapes(1, 7)]).toEqual([[[3, 7]], [[5, 3]]]);
});

const missing = join(folder, "none.txt");
const binary = write("binary.txt", new Uint8Array([0xff, 0xfe, 0]));
const short = write("short.txt", "a".repeat(999));
const distinct = write("distinct.txt", String.fromCodePoint(...Array.from({ length: 20_000 }, (_, i) => 0x4e00 + i)));
test.each([
  [[missing], `cannot read ${missing}: there is no such file or folder`],
  [[binary], `${binary} is not UTF-8 text`],
  [[short], `${short} has 999 characters; there must be at least 1,000 to learn from and be marked on`],
  [[distinct, "--rows", "19999", "--width", "2"], '--rows times the 20,000 distinct characters in them must be a number from 2 to 10000000, not "399980000"'],
])("a text that cannot be used is answered and exits with 1: %j", (args, message) => {
  expect(run("--text", ...args)).toEqual({ code: 1, printed: "", complained: `gradient-check: ${message}`, steps: [] });
});

test("--help explains", () => {
  expect(run("--help")).toEqual({ code: 0, printed: gradientCheckHelp("npm run stage -- 3"), complained: "", steps: [] });
});
//# sourceMappingURL=../../.maps/demos/gradient-check/demo.test.ts.map
