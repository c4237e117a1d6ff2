// Tangled from book/02-automatic-differentiation/09-exercises.md. Edit the book, then: npm run tangle
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { demonstrateMoons } from "./demo.ts";
import { moonsHelp } from "./options.ts";
import { boxOf, pointsIn, scaledToMoons } from "./points.ts";

const folder = mkdtempSync(join(tmpdir(), "moons-demo-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

function run(...args: string[]) {
  const [printed, complained, steps]: [string[], string[], number[]] = [[], [], []];
  const screen = {
    print: (line: string) => void printed.push(line),
    complain: (line: string) => void complained.push(line),
    progress: (done: number) => void steps.push(done),
  };
  let now = 0;
  const code = demonstrateMoons(args, { screen, clock: () => (now += 1500), command: "npm run stage -- 2" });
  return { code, printed: printed.join("\n"), complained: complained.join("\n"), steps };
}

test("it trains, says how it goes, and draws the border", () => {
  const { code, printed, steps } = run("--steps", "40");
  expect(code).toBe(0);
  expect(printed).toContain("100 points in two half-moons; a network of widths 2, 16, 16, 1 with 337 parameters");
  expect(printed).toMatch(/step {4}loss {2}right\n {3}0 {2}0\.6595 {5}71\n/);
  expect(printed).toMatch(/\n {2}40 {2}0\.\d{4} +\d+\n/);
  expect(printed).toContain("●");
  expect(printed).toContain("○");
  expect(printed).toContain("▒▒▒");
  expect(steps).toEqual(Array.from({ length: 41 }, (_, step) => step / 40));
});

test("--json: an object for each step that is printed, and the figures of the end", () => {
  const { printed, code } = run("--steps", "20", "--points", "20", "--widths", "4", "--json");
  const reports = printed.split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(code).toBe(0);
  expect(reports.slice(0, -1).map(({ event, step }) => [event, step])).toEqual(Array.from({ length: 11 }, (_, i) => ["step", 2 * i]));
  const { step: _, event: __, ...last } = reports.at(-2)!;
  expect(reports.at(-1)).toEqual({ event: "done", parameters: 17, steps: 20, points: 20, ...last, seconds: 1.5 });
});

test("other widths, points and seeds train another network; the same seed the same", () => {
  const small = ["--widths", "4", "--points", "20", "--steps", "3", "--noise", "0"];
  expect(run(...small).printed).toBe(run(...small).printed);
  expect(run(...small, "--seed", "7").printed).not.toBe(run(...small).printed);
  expect(run(...small).printed).toContain("20 points in two half-moons; a network of widths 2, 4, 1 with 17 parameters");
  expect(run(...small, "--rate", "0.01").printed).not.toBe(run(...small).printed);
  expect(Math.max(...run(...small, "--columns", "30").printed.split("\n").filter((line) => /[▒○●]/.test(line) && !line.startsWith("▒ where")).map((line) => line.length))).toBeLessThanOrEqual(30);
});

test.each([
  [["--points", "5"], "--points must be even, not 5"],
  [["--points", "2"], '--points must be a whole number from 4 to 2000, not "2"'],
  [["--widths", "16,x"], '--widths must be a whole number from 1 to 128, not "x"'],
  [["--widths", "1,1,1,1,1,1,1,1,1"], "--widths must have at most 8 layers, not 9"],
  [["--noise", "2"], '--noise must be a number from 0 to 1, not "2"'],
  [["--rate", "0"], '--rate must be a number from 0.0001 to 10, not "0"'],
  [["--steps", "1.5"], '--steps must be a whole number from 1 to 10000, not "1.5"'],
  [["--text", "x.txt", "--noise", "0"], "--noise is for half-moons, not for --text"],
  [["--text", "x.txt", "--points", "4"], "--points is for half-moons, not for --text"],
  [["--depth", "3"], "there is no option --depth"],
  [["--seed"], "--seed must have a value"],
  [["moons"], '"moons" belongs to no option'],
])("%j is refused", (args, message) => {
  expect(run(...args)).toEqual({ code: 2, printed: "", complained: `two-moons: ${message}\nsee npm run stage -- 2 --help`, steps: [] });
});

const square = write("square.txt", "0 0 0\r\n\n10 -2e1 0\n  0\t100 1\n+10 80.5 1");

test("--text: the points of a file are separated, and drawn where they are", () => {
  expect(pointsIn(square)).toEqual([{ x: 0, y: 0, label: -1 }, { x: 10, y: -20, label: -1 }, { x: 0, y: 100, label: 1 }, { x: 10, y: 80.5, label: 1 }]);
  const { code, printed, complained } = run("--text", square, "--widths", "4", "--columns", "40");
  expect([code, complained]).toEqual([0, ""]);
  expect(printed).toContain(`4 points of ${square}; a network of widths 2, 4, 1 with 17 parameters`);
  expect(printed).toContain("; 4 of 4 are right, and the loss is ");
  expect(printed).toMatch(/\nfrom left to right x from 0 to 10, from bottom to top y from -20 to 100, with a margin$/);
  const drawn = printed.split("\n").slice(-17, -4);
  expect(drawn.map((row) => row.replace(/[▒ ]/g, "")).filter((row) => row !== "")).toEqual(["●", "●", "○", "○"]);
  expect(run("--text", square, "--seed", "7").printed).not.toBe(run("--text", square).printed);
});

test("points are scaled to the box of the half-moons, whatever theirs is", () => {
  const number = fc.double({ noNaN: true, noDefaultInfinity: true });
  const point = fc.record({ x: number, y: number, label: fc.constantFrom(1 as const, -1 as const) });
  fc.assert(fc.property(fc.array(point, { minLength: 2 }), (points) => {
    const scaled = scaledToMoons(points);
    expect(scaled.map(({ label }) => label)).toEqual(points.map(({ label }) => label));
    const [from, to] = [boxOf(points), boxOf(scaled)];
    for (const [axis, start, end] of [["x", -1, 2], ["y", -0.5, 1]] as const) {
      const hasExtent = from[axis][1] / 2 - from[axis][0] / 2 > 0;
      to[axis].forEach((at, i) => expect(at).toBeCloseTo(hasExtent ? [start, end][i]! : (start + end) / 2, 12));
    }
  }));
});

const four = "0 0 0\n1 1 1\n2 2 0\n";
test.each([
  ["missing", join(folder, "none.txt"), "cannot read FILE: there is no such file or folder"],
  ["binary", write("binary.txt", new Uint8Array([0xff, 0xfe, 0])), "FILE is not UTF-8 text"],
  ["empty", write("empty.txt", ""), "FILE has 0 points; there must be from 4 to 2000"],
  ["short", write("short.txt", four), "FILE has 3 points; there must be from 4 to 2000"],
  ["long", write("long.txt", "0 0 1\n".repeat(2001)), "FILE has 2001 points; there must be from 4 to 2000"],
  ["of one kind", write("kind.txt", "0 0 1\n".repeat(4)), "FILE has points of kind 1 only; there must be both 0 and 1"],
  ["two numbers", write("two.txt", `${four}\n1 2`), 'FILE:5: a line must be x y 0 or x y 1, not "1 2"'],
  ["another kind", write("kinds.txt", `${four}1 2 3`), 'FILE:4: a line must be x y 0 or x y 1, not "1 2 3"'],
  ["no number", write("hex.txt", `${four}0x10 2 1`), 'FILE:4: a line must be x y 0 or x y 1, not "0x10 2 1"'],
  ["infinite", write("infinite.txt", `${four}1 1e999 1`), 'FILE:4: a line must be x y 0 or x y 1, not "1 1e999 1"'],
  ["prose", write("prose.txt", "Call me Ishmael. Some years ago—never mind how long"), 'FILE:1: a line must be x y 0 or x y 1, not "Call me Ishmael. Some years ago—never mi…"'],
])("a file of points that cannot be used is answered and exits with 1: %s", (_, file, message) => {
  expect(run("--text", file)).toEqual({ code: 1, printed: "", complained: `two-moons: ${message.replace("FILE", file)}`, steps: [] });
});

test("--help explains", () => {
  expect(run("--help")).toEqual({ code: 0, printed: moonsHelp("npm run stage -- 2"), complained: "", steps: [] });
});
//# sourceMappingURL=../../.maps/demos/two-moons/demo.test.ts.map
