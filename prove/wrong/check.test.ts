import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { expandAt, layoutOf, prepare, render, type ReadyBook } from "../../tangle/index.ts";
import type { Outcome } from "../records/outcome.ts";
import { unitsOf } from "../units/units.ts";
import { checkMutants, checkTypeErrors, checkException } from "./check.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "wrong-")));
afterAll(() => rmSync(folder, { recursive: true }));

const program = `# Two plates

\`\`\`ts file=src/scale.ts
/** The heavier plate. */
export function heavier(left: number, right: number): "left" | "right" {
  <<Compare the plates>>
}

<<Name the unit>>
\`\`\`

\`\`\`ts chunk="Compare the plates"
return left > right ? "left" : "right";
\`\`\`

\`\`\`ts chunk="Name the unit"
export const unit: string = "g";
\`\`\`

\`\`\`ts file=src/scale.test.ts
import { describe, expect, test } from "vitest";
import { heavier, unit } from "./scale.ts";

describe("a scale", () => {
  test("shows the heavier plate", () => {
    expect(heavier(2, 1)).toBe("left");
    expect(heavier(1, 2)).toBe("right");
  });
  test("shows the right one in doubt", () => expect(heavier(1, 1)).toBe("right"));
});
test("weighs in grams", () => expect(unit).toBe("g"));
\`\`\`

\`\`\`ts run
import { heavier } from "#src/scale.ts";
const plates = [1, 2];
const broken: string = 1;
console.log(heavier(plates[0], plates[1]));
\`\`\`
`;

/** A book on the disk whose only chapter is the program with `text` at its end. */
function book(text: string): { ready: ReadyBook; units: ReturnType<typeof unitsOf>["units"] } {
  const root = mkdtempSync(join(folder, "book-"));
  const files = { "book/contents.md": "# Scales\n\n- [Two plates](01-plates/index.md)\n", "book/book.yml": "title: Scales\n", "book/01-plates/index.md": program + text };
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  const { ready, diagnostics } = prepare(root);
  const section = ready?.book.sections[0];
  if (ready === null || section === undefined) throw new Error(diagnostics.map(render).join("\n"));
  for (const file of ["src/scale.ts"]) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), 'export function heavier(left: number, right: number): "left" | "right" { return left > right ? "left" : "right"; }\n');
  }
  return { ready, units: unitsOf(section, "01-plates").units };
}

function said(outcome: Outcome | undefined): readonly string[] {
  if (outcome === undefined) return ["no outcome"];
  if (outcome.ok) return outcome.result.kind === "wrong" ? outcome.result.message : ["no message"];
  return outcome.failures.map(({ code, message, where, cure }) => `${code}${where.kind === "line" ? ` ${where.line}:${where.column}` : ""}: ${message}${cure === undefined ? "" : ` (${cure})`}`);
}

function fence(attributes: string, body: string): string {
  return `\n\`\`\`ts ${attributes}\n${body}\n\`\`\`\n`;
}

test("errors of types are found in the section's scope, each fence for itself, and others are named at their place", async () => {
  const { ready, units } = book(
    fence('wrong="TS2345" id="announced"', 'heavier("one", plates[1]);') +
      fence('wrong="TS2345" id="right"', "heavier(1, plates[1]);") +
      fence('wrong="TS2345" id="other"', 'const plates = "again";\nconst n: number = plates;') +
      fence('wrong="TS2345" id="both"', 'heavier("one", 2);\nlet m: number = "two";') +
      fence('wrong="TS2305" id="imports"', 'import { lighter } from "#src/scale.ts";\nlighter();') +
      fence('wrong="TS1005" id="syntax"', "heavier(1, 2") +
      fence('wrong="TS2322" id="elsewhere"', "const n: number = 1;") +
      fence('wrong="RangeError" id="thrown"', "heavier(1, 2);"),
  );
  const layouts = expandAt(ready.book, ready.graph, ready.book.chapters.length - 1).map(layoutOf);
  const outcomes = await checkTypeErrors(ready.book.root, units, layouts);
  const found = Object.fromEntries([...outcomes].map(([id, outcome]) => [id, said(outcome)]));
  expect(found).toEqual({
    announced: ["error TS2345: Argument of type 'string' is not assignable to parameter of type 'number'."],
    right: ["wrong-is-right: nothing is wrong here: the fence type-checks, and `TS2345` was announced"],
    other: ["wrong-otherwise 51:7: it fails otherwise than announced: `TS2322`, not `TS2345`: Type 'string' is not assignable to type 'number'"],
    both: ["wrong-otherwise 56:5: it fails otherwise than announced: `TS2322`, not `TS2345`: Type 'string' is not assignable to type 'number'"],
    imports: ["error TS2305: Module '\"#src/scale.ts\"' has no exported member 'lighter'."],
    syntax: ["error TS1005: ')' expected."],
    elsewhere: ["wrong-is-right: nothing is wrong here: the fence type-checks, and `TS2322` was announced"],
  });
});

test.each([
  [{ name: "RangeError", message: "order must be 0, 1, 2, …, not -1" }, ["RangeError: order must be 0, 1, 2, …, not -1"]],
  [{ name: "RangeError", message: "two\nlines" }, ["RangeError: two", "lines"]],
  [{ name: "TypeError", message: "x is\nundefined" }, ["wrong-otherwise: it fails otherwise than announced: `TypeError: x is`, not `RangeError`"]],
  [null, ["wrong-is-right: nothing is wrong here: the fence runs to its end, and `RangeError` was announced"]],
])("%j is judged where a RangeError was announced", (thrown, expected) => {
  const [unit] = book(fence('wrong="RangeError"', "heavier(1, 2);")).units.units.filter((each) => each.kind === "wrong");
  if (unit === undefined) throw new Error("there is no fence");
  expect(said(checkException(unit, thrown))).toEqual(expected);
});

test.each([
  ['wrong="fails" chunk="Compare the plates"', '`wrong="fails"` needs `chunk=`, the chunk that it stands for, and `test=`, the test that then fails'],
  ['wrong="fails" test="shows"', '`wrong="fails"` needs `chunk=`, the chunk that it stands for, and `test=`, the test that then fails'],
  ['wrong="RangeError" test="shows"', '`test=` belongs to `wrong="fails"` or `wrong="breaks"`, which make a test fail'],
  ['wrong="RangeError" chunk="Compare the plates"', '`chunk=` belongs to `wrong="fails"` or to an error of TypeScript such as `wrong="TS2345"`'],
  ['wrong="breaks"', '`wrong="breaks"` needs `chunk=`, the chunk that it stands for, and `test=`, the test that then fails'],
  ['wrong="bends"', "`bends` is nothing that a fence can announce: write an error of TypeScript (`TS2345`), an exception (`RangeError`), `fails` or `breaks`"],
])("%s announces nothing that can be checked", (attributes, message) => {
  const [unit] = book(fence(attributes, "x")).units.units.filter((each) => each.kind === "wrong");
  if (unit === undefined) throw new Error("there is no fence");
  expect(said(checkException(unit, null))).toEqual([`wrong-unclear: ${message}`]);
});

test.each([
  ['chunk="Compare the plates" test="shows the heavier plate"', 'return left < right ? "left" : "right";', ["✗ a scale > shows the heavier plate", "AssertionError: expected 'right' to be 'left' // Object.is equality"]],
  ['chunk="01-plates/Name the unit" test="weighs in grams"', 'export const unit: string = "oz";', ["✗ weighs in grams", "AssertionError: expected 'oz' to be 'g' // Object.is equality"]],
  ['chunk="Compare the plates" test="shows the heavier plate"', 'return left > right ? "left" : "right";', ["wrong-is-right: no test reaches `Compare the plates` with this fence in its place"]],
  ['chunk="Compare the plates" test="shows the heavier plate"', 'return left > right ? "left" : ("right");', ["wrong-is-right: nothing is wrong here: every test passes, and `shows the heavier plate` was to fail"]],
  ['chunk="Compare the plates" test="shows the heavier plate"', 'return left >= right ? "left" : "right";', ["wrong-otherwise: it fails otherwise than announced: `a scale > shows the right one in doubt` fails, and `shows the heavier plate` was to fail"]],
  ['chunk="Compare the plates" test="shows the heavier plate"', 'return left <= right ? "left" : "right";', ['wrong-otherwise: more fails than `shows the heavier plate`: also `a scale > shows the right one in doubt` (if that is what it should do, write `wrong="breaks"`)']],
  ['chunk="Compare the plates" test="show the heavier plate"', 'return "left";', ["unknown-test: no test that reaches the chunk is named `show the heavier plate` (write `shows the heavier plate`)"]],
  ['chunk="Compare the plates" test="shows the heavier plate"', "<<Compare the plates>>", ["cyclic-chunk: the fence stands for `Compare the plates`, and uses it"]],
  ['chunk="Compare the plates" test="shows the heavier plate"', "<<Ask the plates>>", ["unknown-chunk: no chunk is named `Ask the plates` here"]],
])("in place of a chunk, %s: %s", async (attributes, body, expected) => {
  const { ready, units } = book(fence(`wrong="fails" ${attributes}`, body));
  const unit = units.units.find((each) => each.kind === "wrong");
  if (unit?.kind !== "wrong") throw new Error("there is no fence");
  const outcomes = await checkMutants(ready, [{ unit, section: units.section }], { limits: { seconds: 120 } });
  expect([...outcomes.values()].map(said)).toEqual([expected]);
  // the verdicts of the tests that passed are kept on purpose
  const cache = join(ready.book.root, "output/.cache");
  expect(existsSync(cache) ? readdirSync(cache).filter((name) => name !== "verdicts") : []).toEqual([]);
});

test("of what breaks a test among others, only the files that have the test run, and all where it stands in none", async () => {
  const broken = '\n```ts file=src/plates.test.ts\nimport { heavier } from "./scale.ts";\nif (heavier(1, 2) === "left") throw new Error("no scale");\n```\n';
  const body = 'return "left";';
  const { ready, units } = book(
    broken +
      fence('wrong="breaks" chunk="Compare the plates" test="shows the heavier plate"', body) +
      fence('wrong="breaks" chunk="Compare the plates" test="a scale > shows the heavier plate"', body) +
      fence('wrong="breaks" chunk="Compare the plates" test="weighs in grams"', body),
  );
  const replacements = units.units.flatMap((unit) => (unit.kind === "wrong" ? [{ unit, section: units.section }] : []));
  const outcomes = await checkMutants(ready, replacements, { limits: { seconds: 120 } });
  expect([...outcomes.values()].map(said)).toEqual([
    ["✗ a scale > shows the heavier plate", "AssertionError: expected 'left' to be 'right' // Object.is equality"],
    ["wrong-otherwise: it fails otherwise than announced: `src/plates.test.ts` cannot run: no scale"],
    ["wrong-otherwise: it fails otherwise than announced: `a scale > shows the heavier plate`, `a scale > shows the right one in doubt` fail, and `weighs in grams` was to fail"],
  ]);
});

test("a chunk's program that cannot run, never ends, or does not type-check is told apart", async () => {
  const { ready, units } = book(
    fence('wrong="fails" chunk="Compare the plates" test="shows the heavier plate"', "return left >") +
      fence('wrong="fails" chunk="Compare the plates" test="shows the heavier plate"', "for (;;) left++;") +
      fence('wrong="TS2322" chunk="Compare the plates"', "return left;") +
      fence('wrong="TS2345" chunk="Compare the plates"', "return left;") +
      fence('wrong="TS2322" chunk="Compare the plates"', 'return "left";'),
  );
  const replacements = units.units.flatMap((unit) => (unit.kind === "wrong" ? [{ unit, section: units.section }] : []));
  const steps: string[] = [];
  const outcomes = await checkMutants(ready, replacements, { limits: { seconds: 8 }, progress: (step) => steps.push(step) });
  const [cannotRun = [], ...others] = [...outcomes.values()].map(said);
  expect(cannotRun.join("")).toMatch(/^wrong-otherwise: it fails otherwise than announced: `src\/scale\.test\.ts` cannot run: .*unexpected/i);
  expect(others).toEqual([
    ["too-slow: the tests did not end within 8 seconds with this fence in the chunk's place"],
    ["error TS2322: Type 'number' is not assignable to type '\"left\" | \"right\"'."],
    ["wrong-otherwise: it fails otherwise than announced: `TS2322`, not `TS2345`, at book/01-plates/index.md:54:1: Type 'number' is not assignable to type '\"left\" | \"right\"'"],
    ["wrong-is-right: nothing is wrong here: the program type-checks with this fence in the chunk's place, and `TS2322` was announced"],
  ]);
  expect(steps[1]).toBe("testing mistakes on purpose, 2 of 5");
});
