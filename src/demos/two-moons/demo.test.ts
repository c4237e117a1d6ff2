// Tangled from book/02-automatic-differentiation/08-exercises.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { demonstrateMoons } from "./demo.ts";
import { MOONS_HELP } from "./options.ts";

function run(...args: string[]) {
  const [printed, complained, steps]: [string[], string[], number[]] = [[], [], []];
  const screen = {
    print: (line: string) => void printed.push(line),
    complain: (line: string) => void complained.push(line),
    progress: (done: number) => void steps.push(done),
  };
  let now = 0;
  const code = demonstrateMoons(args, { screen, clock: () => (now += 1500) });
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
  [["--depth", "3"], "there is no option --depth"],
  [["--seed"], "--seed must have a value"],
  [["moons"], '"moons" belongs to no option'],
])("%j is refused", (args, message) => {
  expect(run(...args)).toEqual({ code: 2, printed: "", complained: `stage 2: ${message}\nsee npm run stage -- 2 --help`, steps: [] });
});

test("--help explains", () => {
  expect(run("--help")).toEqual({ code: 0, printed: MOONS_HELP, complained: "", steps: [] });
});
//# sourceMappingURL=../../.maps/demos/two-moons/demo.test.ts.map
