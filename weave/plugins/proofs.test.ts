import { expect, test } from "vitest";
import type { DerivationResult, Result } from "../../prove/index.ts";
import { headsOf, smallBook } from "../testing/smallBook.ts";
import { drawnLine, smallEvidence, type HandMade } from "../testing/smallEvidence.ts";

const path = "01-a/index.md";

/** The page of a one-file book with evidence for it, and what is said of it. */
function proven(body: string, made: readonly HandMade[], staleness: "refuse" | "show" = "refuse") {
  const texts = { [path]: `# A\n\n${body}` };
  const { page, messages, document } = smallBook(texts, { evidence: smallEvidence(texts, { [path]: made }, { "f.svg": drawnLine, "f.csv": "x\n1\n", "dot.png": "png" }), staleness });
  return { page: page(path).split("\n").slice(1).join("\n"), messages, document };
}

const value = (text: string): Result => ({ kind: "value", text });
const run = (output: readonly string[], shown: Extract<Result, { kind: "run" }>["shown"] = []): Result => ({ kind: "run", output, shown });
const derivation: DerivationResult = { kind: "derivation", draws: 100, rows: 3, reasons: 0, difference: -13, transcribed: [], unchecked: [] };
const figure: Result = { kind: "figure", svg: "f.svg", svgSha256: "", csv: "f.csv", csvSha256: "", width: 580, height: 310 };

test("a number in a sentence is what its cell gave, and the paragraph has one mark", () => {
  const { page, messages, document } = proven("It is `{ts} x` or `{ts} y`.[^n]\n\n[^n]: Or `{ts} z`.\n", [
    { at: "`{ts} x", result: value("3") },
    { at: "`{ts} y", result: value("4.5") },
    { at: "`{ts} z", result: value("6") },
  ]);
  expect([page, messages]).toEqual(["It is {value x = 3} or {value y = 4.5}.{note 1 #01-a-note-1: Or {value z = 6}.}✓\n", ""]);
  expect(document.notRun).toEqual({ cells: 0, figures: 0, numbers: 0, derivations: 0, costs: 0 });
});

test("a paragraph of which one number has not been run has no mark", () => {
  const { page, document } = proven("It is `{ts} x` or `{ts} y`.\n", [{ at: "`{ts} x", result: value("3") }]);
  expect([page, document.notRun.numbers]).toEqual(["It is {value x = 3} or {value y}.\n", 1]);
});

test("a figure has its drawing, the numbers of its caption, and those of its alternative text", () => {
  const text = ':::figure{#f alt="It ends at `{ts} last`, at most"}\n```ts figure="f"\nPlot.plot();\n```\n\nOf `{ts} n` points.\n:::\n';
  const { page, document } = proven(text, [
    { at: "`{ts} last", result: value("9") },
    { at: "`{ts} n", result: value("12") },
    { at: "```ts figure", result: figure },
  ]);
  expect(page).toBe(`Figure 1.1 #f caption “Of {value n = 12} points.” alt “It ends at 9, at most” proved by Drawn by its cell. 12 = n
  ts figure
    | Plot.plot();
`);
  const [block] = document.pages[0]?.tree.children ?? [];
  expect(block?.type === "bookBlock" && block.drawing).toEqual({ svg: drawnLine, csv: "x\n1\n", csvName: "f.csv", width: 580, height: 310 });
});

test("an image's alternative text has its numbers", () => {
  const texts = { [path]: "# A\n\n![at `{ts} x` here](p.svg)\n", "01-a/p.svg": "<svg/>" };
  const { page } = smallBook(texts, { evidence: smallEvidence(texts, { [path]: [{ at: "`{ts} x", result: value("3") }] }) });
  expect(page(path)).toContain("{image p.svg “at 3 here”}");
});

test.each<readonly [string, Result, string]>([
  ["draws and the largest difference", derivation, "100 draws, largest difference 10⁻¹³. 3 expressions compared."],
  ["a large difference, which a stated tolerance allows", { ...derivation, difference: -6 }, "100 draws, largest difference 10⁻⁶. 3 expressions compared."],
  ["that terms cancelled, where a relative difference says nothing", { ...derivation, difference: 0 }, "100 draws, equal within the rounding of terms that cancel. 3 expressions compared."],
  ["how many reasons were compared", { ...derivation, reasons: 2 }, "100 draws, largest difference 10⁻¹³. 3 expressions and 2 side conditions compared."],
  ["one draw without a difference", { ...derivation, draws: 1, rows: 1, reasons: 1, difference: null }, "1 draw. 1 expression and 1 side condition compared."],
])("a derivation says %s", (_, result, said) => {
  expect(proven(":::derivation{#d}\n$$\nx = x\n$$\n:::\n", [{ at: ":::derivation", result }]).page).toBe(`Derivation 1.1 #d proved by ${said}\n  $$ x = x $$\n`);
});

test("a cost says at which sizes it was counted, and how much of it is exact", () => {
  const result: Result = { kind: "cost", sizes: [{ N: 3, k: 1 }, { N: 40, k: 2 }], exact: 2, bounds: 1 };
  expect(proven(":::cost{#c}\n| | FLOPs |\n|---|---|\n| all | $n$ |\n:::\n", [{ at: ":::cost", result }]).page).toContain(
    "Cost 1.1 #c proved by Counted at 2 sizes. 2 entries equal the counts, 1 entry is a bound or an estimate. Sizes: N\u00a0=\u00a03, k\u00a0=\u00a01; N\u00a0=\u00a040, k\u00a0=\u00a02.",
  );
});

const ran = { seed: 1, count: 200_000, seconds: 400, machine: "a mill", date: "2026-11-27", confirmed: null };

test.each<readonly [string, Result, string]>([
  ["for its seeds, on its days, where and for how long", { kind: "experiment", runs: [ran, { ...ran, seed: 2, date: "2026-11-28" }] }, "Run for seeds 1 and 2 on 27 November 2026 and 28 November 2026. a mill 200,000 steps for each, 13 minutes in all"],
  ["and that it was confirmed by replay", { kind: "experiment", runs: [{ ...ran, count: 1, seconds: 0.2, confirmed: "2026-12-02" }] }, "Run for seed 1 on 27 November 2026, confirmed by replay on 2 December 2026. a mill 1 step in less than a second"],
  ["with the fewest and the most steps", { kind: "experiment", runs: [{ ...ran, count: 5, seconds: 3 }, { ...ran, seed: -1, count: 7, seconds: 4 }] }, "Run for seeds 1 and -1 on 27 November 2026. a mill 5 to 7 steps for each, 7 seconds in all"],
])("an experiment says that it was run %s", (_, result, said) => {
  const { page } = proven('```ts experiment="a" seeds="1"\nstep(1);\n({ b: 2 })\n```\n', [{ at: "```ts experiment", result }]);
  expect(page).toContain(`proved by ${said}`);
});

test("an experiment that is out of date is refused, and one that was never run is counted", () => {
  const text = '```ts experiment="a" seeds="1"\nstep(1);\n({ b: 2 })\n```\n';
  const stale = proven(text, [{ at: "```ts experiment", result: { kind: "experiment", runs: [ran] }, state: "stale" }]);
  expect(stale.messages).toContain("error[stale-evidence]: this, or what it depends on, changed after the last `npm run prove`");
  expect(proven(text, []).document.notRun.cells).toBe(1);
});

test("what is unchecked stays so, whatever the evidence says", () => {
  expect(proven(':::derivation{#d unchecked="a limit"}\n$$\nx = x\n$$\n:::\n', [{ at: ":::derivation", result: derivation }]).page).toContain("Derivation 1.1 #d unchecked because a limit\n");
});

test("a measurement says its conditions", () => {
  const measured = { command: "npm run prove", machine: "8 cores", load: 0.4, date: "2026-11-24", commit: "0123456-dirty", baseline: "a loop" };
  const { page } = proven("```ts run measure\nf();\n```\n\n```output\n3 ms\n```\n", [{ at: "```ts run", result: { kind: "run", output: ["3 ms"], shown: [], measured } }]);
  expect(page).toContain("ts run proved by Measured on 24 November 2026. 8 cores npm run prove load 0.4 later than commit 0123456 beside a loop");
});

test("mistakes on purpose and fragments have marks too", () => {
  const { page } = proven('```ts wrong="RangeError"\nf();\n```\n\n```output\nRangeError: no\n```\n\n```ts fragment\ng();\n```\n', [
    { at: "```ts wrong", result: { kind: "wrong", message: ["RangeError: no"] } },
    { at: "```ts fragment", result: { kind: "fragment" } },
  ]);
  expect(page).toContain("ts wrong proved by A deliberate error, verified to fail as shown.");
  expect(page).toContain("ts fragment proved by Syntax checked by a parser of its language.");
});

test("a table, a drawing and an image that a cell showed stand in the place of their text", () => {
  const lines = ["before", "n  x", "1  2", "[a figure]", "[an image]", "after"];
  const { page } = proven(`\`\`\`ts run\nf();\n\`\`\`\n\n\`\`\`output\n${lines.join("\n")}\n\`\`\`\n`, [
    {
      at: "```ts run",
      result: run(lines, [
        { kind: "table", line: 1, lines: 2, head: ["n", "x"], rows: [["1", "2"]] },
        { ...figure, kind: "figure", line: 3, lines: 1 } as Extract<Result, { kind: "run" }>["shown"][number],
        { kind: "image", line: 4, lines: 1, png: "dot.png", sha256: "0123456789abcdef0123", width: 1, height: 1 },
      ]),
    },
  ]);
  expect(page.split("\n").slice(2).join("\n")).toBe(`output output
  | before
table
  n | x
  1 | 2
bookShown
{image ../evidence/01-a/index/dot.0123456789abcdef.png “[an image]”}
output output
  | after
`);
});

test("what is out of date is refused, once a section, where the first of it stands", () => {
  const made: readonly HandMade[] = [
    { at: "`{ts} x", result: value("3"), state: "stale" },
    { at: "```ts run", result: run([]), state: "stale" },
  ];
  expect(proven("It is `{ts} x`.\n\n```ts run\nf();\n```\n", made).messages).toBe(`book/01-a/index.md:3:7: error[stale-evidence]: this and 1 more of the section, or what they depend on, changed after the last \`npm run prove\`
  3 │ It is \`{ts} x\`.
    ╵       ~~~~~~~~~
  cure: run \`npm run prove\`
`);
});

test("where the book is being written, it is shown as it was, with a warning", () => {
  const { page, messages } = proven("It is `{ts} x`.\n", [{ at: "`{ts} x", result: value("3"), state: "stale" }], "show");
  expect(page).toBe("It is {value x = 3 stale}.\n");
  expect(headsOf(messages)).toEqual(["book/01-a/index.md:3:7: warning[stale-evidence]: this, or what it depends on, changed after the last `npm run prove`"]);
});

test("an output that the cell did not print is refused", () => {
  const { messages } = proven("```ts run\nf();\n```\n\n```output\n2\n```\n", [{ at: "```ts run", result: run(["1"]) }]);
  expect(messages).toBe(`book/01-a/index.md:7:1: error[stale-output]: this is not what the cell printed
  7 │ \`\`\`output
    ╵ ~~~~~~~~~
  cure: \`npm run prove -- --accept\` writes what it printed
`);
});

test("in a solution that moves, numbers and drawings go with it", () => {
  const texts = { [path]: "# A\n\n::::exercise{#x}\nWhy?\n\n:::solution{#s}\nIt is `{ts} x`.\n:::\n::::\n", "back.md": "# Back\n\n::solutions\n" };
  const { page } = smallBook(texts, { evidence: smallEvidence(texts, { [path]: [{ at: "`{ts} x", result: value("3") }] }) });
  expect(page("back.md")).toContain("It is {value x = 3}.✓");
});
