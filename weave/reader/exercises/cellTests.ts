/** A solution's cell as tests of the reader's functions: they take the place of the solution's, and what the cell prints must be what the book prints. */
import { isNear } from "../cells/comparison.ts";
import { GivenCell } from "../cells/given.ts";
import { jobOf } from "../cells/jobs.ts";
import { editedProgram } from "../cells/program.ts";
import type { TestResult, Tests, TestsRun } from "./tests.ts";

/** The line that is printed between the reader's program and the rest of the cell: without words, which could be names of cells before. */
export const testsBegin = "═══════";

/** The tests of a hidden list that names a cell. */
export function cellTests(asked: HTMLElement): Tests {
  const given = new GivenCell(asked);
  const rest = asked.dataset["rest"] ?? "";
  let printed: readonly string[] = [];
  return {
    shown: rest,
    async job(program) {
      const taken = await given.take();
      printed = taken.live.printed ?? [];
      return jobOf(taken, { text: `${program}\nconsole.log(${JSON.stringify(testsBegin)});\n${rest}`, isEdited: true }, { program: editedProgram(), memory: [] });
    },
    results: (lines, failure) => resultsOf({ printed, names: namesIn(rest, printed.length) }, lines, failure),
    ownPlace: (where, program) => (where === null || where.line > program.split("\n").length ? null : where),
  };
}

/** What a book's cell prints, and how each line is called, where it is called anything. */
interface Wanted {
  readonly printed: readonly string[];
  readonly names: readonly string[];
}

/** Line by line: the book's, and what came. Lines that the reader's program prints stand apart. */
export function resultsOf({ printed, names }: Wanted, lines: readonly string[], failure: string | null): TestsRun {
  const begin = lines.indexOf(testsBegin);
  const [before, after] = begin < 0 ? [lines, []] : [lines.slice(0, begin), lines.slice(begin + 1)];
  const places = placesIn(after, printed);
  const results = printed.map((expected, index): TestResult => {
    const name = names[index] ?? `line ${index + 1} of the output`;
    const received = after[places[index] ?? Infinity];
    if (received === undefined) return failure === null ? { name, is: "failed", expected, received: "nothing" } : { name, is: "not reached", expected: null, received: null };
    return isSame(received, expected) ? { name, is: "passed", expected: null, received: null } : { name, is: "failed", expected, received };
  });
  return { results, printed: [...before, ...after.filter((_, at) => !places.includes(at))] };
}

/** For each line of the book that of the run which stands for it. With as many lines as the book's it is the line at its place; else, behind the line before, the next that is the same, or the next. */
function placesIn(lines: readonly string[], printed: readonly string[]): readonly number[] {
  if (lines.length === printed.length) return printed.map((_, index) => index);
  let next = 0;
  return printed.map((expected) => {
    const same = lines.findIndex((line, at) => at >= next && isSame(line, expected));
    const place = same < 0 ? next : same;
    next = place + 1;
    return place;
  });
}

function isSame(line: string, expected: string): boolean {
  return line === expected || isNear(line, expected);
}

/** What each line prints, where each call of `console.log` prints one; else nothing. */
function namesIn(rest: string, count: number): readonly string[] {
  const calls = [...rest.matchAll(/^console\.log\(([^]*?)\);$/gm)].map(([, inside = ""]) => inside.replace(/\s+/g, " ").trim());
  return calls.length === count ? calls : [];
}
