/** A solution's cell as tests of the reader's functions: they take the place of the solution's, and what the cell prints must be what the book prints. */
import { isNear } from "../cells/comparison.ts";
import { GivenCell } from "../cells/given.ts";
import { jobOf } from "../cells/jobs.ts";
import { editedProgram } from "../cells/program.ts";
import type { TestResult, Tests } from "./tests.ts";

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
      return jobOf(taken, { text: `${program}\n${rest}`, isEdited: true }, { program: editedProgram(), memory: [] });
    },
    results: (lines, failure) => resultsOf({ printed, names: namesIn(rest, printed.length) }, lines, failure),
    ownPlace: (where, program) => (where === null || where.line > program.split("\n").length ? null : where),
  };
}

/** Line by line: the book's, and what came. */
export function resultsOf({ printed, names }: { readonly printed: readonly string[]; readonly names: readonly string[] }, lines: readonly string[], failure: string | null): readonly TestResult[] {
  const results = printed.map((expected, index): TestResult => {
    const name = names[index] ?? `line ${index + 1} of the output`;
    const received = lines[index];
    if (received === undefined) return { name, is: failure === null ? "failed" : "not reached", expected, received: failure === null ? "nothing" : null };
    const isSame = received === expected || isNear(received, expected);
    return isSame ? { name, is: "passed", expected: null, received: null } : { name, is: "failed", expected, received };
  });
  const more = lines.slice(printed.length).filter((line) => line !== "");
  return more.length === 0 ? results : [...results, { name: "nothing else is printed", is: "failed", expected: "nothing", received: more.join("\n") }];
}

/** What each line prints, where each call of `console.log` prints one; else nothing. */
export function namesIn(rest: string, count: number): readonly string[] {
  const calls = [...rest.matchAll(/^console\.log\(([^]*?)\);$/gm)].map(([, inside = ""]) => inside.replace(/\s+/g, " ").trim());
  return calls.length === count ? calls : [];
}
