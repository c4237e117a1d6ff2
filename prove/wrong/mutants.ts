/** The check of mistakes that stand for a chunk: just the announced test fails, or the program has just that type error. */
import { buildsOf, closest, loadCompiler, locate, ModuleGraph, skippedLines, type Layout, type ReadyBook, type Section } from "../../tangle/index.ts";
import type { Limits } from "../units/limits.ts";
import type { Outcome } from "../records/outcome.ts";
import type { WrongUnit } from "../units/unit.ts";
import { announcementOf, failing } from "../units/announcement.ts";
import { changedProgram } from "./changedProgram.ts";
import { runProgramTests, type ProgramTestsEnd, type RanTest } from "./programTests.ts";
import { testsNamed, testsReaching } from "./testsReaching.ts";

/** A fence with `chunk=`, and where it stands. */
export interface Replacement {
  readonly unit: WrongUnit;
  readonly section: Section;
}

/** The outcome of one fence that stands for a chunk. */
export async function checkReplacement(ready: ReadyBook, { unit, section }: Replacement, { seconds }: Pick<Limits, "seconds">): Promise<Outcome> {
  const announced = announcementOf(unit);
  if (announced.kind === "unclear") return { ok: false, failures: [announced.failure] };
  if (announced.kind === "exception" || announced.chunk === null) throw new Error(`internal: \`${unit.id}\` stands for no chunk`);
  const program = changedProgram(ready, { written: announced.chunk, fence: unit.fence, section });
  if ("failure" in program) return { ok: false, failures: [program.failure] };
  const { root } = ready.book;
  if (announced.kind === "type-error") return judgeTypes(root, program.layouts, announced.code);
  const reaching = testsReaching(program.layouts, program.changed, buildsOf(root).builds);
  if (reaching.length === 0) return fails("wrong-is-right", `no test reaches \`${announced.chunk}\` with this fence in its place`);
  const tests = announced.alone ? reaching : whereNamed(reaching, announced.test, program.layouts);
  return judgeTests(await runProgramTests({ root, layouts: program.layouts, tests, seconds }), announced, seconds);
}

/** Where others may fail too, nothing is asked of a file that does not have the announced test. */
function whereNamed(reaching: readonly string[], test: string, layouts: readonly Layout[]): readonly string[] {
  const named = testsNamed(test, new ModuleGraph(new Map(layouts.map(({ path, text }) => [path, text]))));
  return reaching.filter((path) => named.includes(path));
}

function judgeTests(end: ProgramTestsEnd, { test: announced, alone }: { readonly test: string; readonly alone: boolean }, seconds: number): Outcome {
  if (end.kind === "too-slow") return fails("too-slow", `the tests did not end within ${seconds} seconds with this fence in the chunk's place`);
  const [broken] = end.broken;
  if (broken !== undefined) return fails("wrong-otherwise", `it fails otherwise than announced: ${broken}`);
  const isAnnounced = ({ fullName, name }: RanTest): boolean => fullName === announced || name === announced;
  if (!end.tests.some(isAnnounced)) return unknownTest(announced, end);
  const failed = end.tests.filter(({ error }) => error !== null);
  const others = failed.filter((test) => !isAnnounced(test)).map(({ fullName }) => `\`${fullName}\``);
  if (!failed.some(isAnnounced)) {
    const what = others.length === 0 ? "nothing is wrong here: every test passes" : `it fails otherwise than announced: ${some(others)} ${others.length === 1 ? "fails" : "fail"}`;
    return fails(others.length === 0 ? "wrong-is-right" : "wrong-otherwise", `${what}, and \`${announced}\` was to fail`);
  }
  if (alone && others.length > 0) return { ok: false, failures: [{ ...failing("wrong-otherwise", `more fails than \`${announced}\`: also ${some(others)}`), cure: 'if that is what it should do, write `wrong="breaks"`' }] };
  return { ok: true, result: { kind: "wrong", message: failed.filter(isAnnounced).flatMap(({ fullName, error }) => [`✗ ${fullName}`, ...(error ?? "").split("\n")]) } };
}

/** The first few; what a central chunk does wrong can fail dozens of tests. */
function some(names: readonly string[]): string {
  return names.length <= 4 ? names.join(", ") : `${names.slice(0, 3).join(", ")} and ${names.length - 3} more`;
}

function unknownTest(announced: string, { tests, skipped }: Pick<Extract<ProgramTestsEnd, { kind: "ran" }>, "tests" | "skipped">): Outcome {
  const notes = skippedLines(skipped).split("\n").slice(0, -1);
  const failure = { ...failing("unknown-test", `no test that reaches the chunk is named \`${announced}\``), notes };
  const meant = closest(announced, tests.flatMap(({ fullName, name }) => [name, fullName]));
  return { ok: false, failures: [meant === null ? failure : { ...failure, cure: `write \`${meant}\`` }] };
}

async function judgeTypes(root: string, layouts: readonly Layout[], code: string): Promise<Outcome> {
  const { typeChecker } = await loadCompiler();
  const found = typeChecker(root).check(layouts);
  const [other] = found.filter((each) => each.code !== code);
  if (other !== undefined) {
    const { path, line, column } = locate(other.at);
    return fails("wrong-otherwise", `it fails otherwise than announced: \`${other.code}\`, not \`${code}\`, at ${path}:${line}:${column}: ${firstLine(other.message)}`);
  }
  if (found.length === 0) return fails("wrong-is-right", `nothing is wrong here: the program type-checks with this fence in the chunk's place, and \`${code}\` was announced`);
  return { ok: true, result: { kind: "wrong", message: found.flatMap(({ message }) => `error ${code}: ${message}`.split("\n")) } };
}

function firstLine(message: string): string {
  return (message.split("\n")[0] ?? "").replace(/\.$/, "");
}

function fails(code: string, message: string): Outcome {
  return { ok: false, failures: [failing(code, message)] };
}
