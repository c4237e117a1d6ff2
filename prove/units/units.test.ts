import { describe, expect, test } from "vitest";
import { bookFromFiles, placeOf, render } from "../../tangle/index.ts";
import type { Unit } from "./unit.ts";
import { placeInFormula, unitsOf, type UnitReading } from "./units.ts";

interface Read extends UnitReading {
  readonly text: string;
  readonly all: readonly Unit[];
  readonly said: string;
}

/** The units of `book/01-a/index.md`, which begins with a title and a blank line. */
function read(body: string): Read {
  const text = `# A\n\n${body}`;
  const files = new Map([["book/contents.md", "# A\n\n- [A](01-a/index.md)\n"], ["book/01-a/index.md", text]]);
  const section = bookFromFiles("/book", files).book?.sections[0];
  if (section === undefined) throw new Error("no section");
  const reading = unitsOf(section, "01-a");
  return { ...reading, text, all: reading.units.units, said: reading.diagnostics.map(render).join("") };
}

const fence = (info: string, body = ""): string => `\`\`\`${info}\n${body}\n\`\`\`\n`;
const ids = (body: string): readonly string[] => read(body).all.map(({ id }) => id);

describe("which units there are", () => {
  test("in the order of the text, named by kind and ordinal where the author gave no name", () => {
    const body = `\`{ts} 0\`\n\n${fence("ts run")}\n${fence('ts run id="mine"')}\n${fence("ts run")}\n${fence("ts fragment")}\n${fence('ts wrong="RangeError"')}\n## Of \`{ts} 1\`\n\n[^n]: A \`{ts} 2\`.\n\n| a |\n|---|\n| \`{ts} 3\` |\n`;
    expect(ids(body)).toEqual(["value-1", "run-1", "mine", "run-3", "fragment-1", "wrong-1", "value-2", "value-3", "value-4"]);
  });

  test("chunks, other code and plain text are none", () => {
    expect(ids(`${fence("ts file=src/a.ts")}\n${fence('ts chunk="A"')}\n${fence("text")}\n\`a\` and \`{js} b\` and \`{ts}\`\n\n    indented {ts} code\n`)).toEqual([]);
  });

  test("also in exercises, lists and quotations", () => {
    expect(ids(`:::::exercise{#e level=1}\n::::solution\n- x\n\n  ${fence("ts run").replace(/\n(?=.)/g, "\n  ")}\n> > \`{ts} 1\`\n::::\n:::::\n`)).toEqual(["run-1", "value-1"]);
  });

  test("in a figure or a table the numbers come after the cells, those of the alternative text last", () => {
    const { all } = read(`:::figure{#f alt="From \`{ts} a\` to \`{ts} 'b'\`."}\nFirst \`{ts} c\`.\n\n${fence('ts figure="f"', "1")}\nLast \`{ts} d\`.\n:::\n\n\`{ts} e\`\n`);
    expect(all.map((unit) => (unit.kind === "value" ? unit.expression : unit.kind))).toEqual(["figure", "c", "d", "a", "'b'", "e"]);
    expect(all[0]).toMatchObject({ kind: "figure", id: "f", block: "f", alt: "From `{ts} a` to `{ts} 'b'`." });
  });
});

test("an experiment is called by its name, or by the id that it is given", () => {
  const { all, said } = read(`${fence('ts experiment="names" seeds="2,1"', "({ a: 1 })")}\n${fence('ts experiment="words" seeds="1" id="mine"', "({ a: 1 })")}\n`);
  expect(said).toBe("");
  expect(all).toMatchObject([{ kind: "experiment", id: "names", terms: { seeds: [2, 1], replay: 200, tolerance: null } }, { kind: "experiment", id: "mine" }]);
});

test("no output stands under an experiment, since what it prints is not shown", () => {
  const { said } = read(`${fence('ts experiment="names" seeds="1"', "({ a: 1 })")}\n${fence("output", "1")}\n`);
  expect(said).toContain("error[stray-output]: there is no cell above this output");
});

describe("a number", () => {
  test.each([
    ["in prose", "So `{ts} f(1) + 2` it is", "f(1) + 2"],
    ["over two lines of a list", "- so `{ts} f(1) /\n  2` it is", "f(1) /\n2"],
    ["with backticks", "`` {ts} `a` ``", "`a`"],
    ["in an alternative text", ':::figure{#f alt="a `{ts} f(1)` b"}\nx\n:::', "f(1)"],
    ["in an image's text", "![a `{ts} f(1)` b](p.svg)", "f(1)"],
    ["in an alternative text, with a reference", ":::figure{#f alt=\"a `{ts} f(&quot;x&quot;)` b\"}\nx\n:::", 'f("x")'],
  ])("%s begins where its expression does", (_, body, expression) => {
    const { all, text } = read(`${body}\n`);
    expect(all).toMatchObject([{ kind: "value", expression }]);
    const [unit] = all;
    if (unit?.kind !== "value") throw new Error("no number");
    expect(text.startsWith(expression.slice(0, 2), unit.expressionStart)).toBe(true);
    expect(text.slice(unit.span.start).startsWith("`")).toBe(true);
  });
});

test.each([
  ["cut by a cell of a table", '| a |\n|---|\n| `{ts} "x|y"` |\n', "5:3: error[open-value]: this inline cell does not come to its end"],
  ["never closed", "So `{ts} f(1) it is\n", "3:4: error[open-value]: this inline cell does not come to its end"],
  ["without a space", "So `{ts}f(1)` it is\n", "3:4: error[open-value]: an inline cell has a space after `{ts}`"],
])("an inline cell %s is refused", (_, body, message) => {
  expect(read(body).said.split("\n")[0]).toBe(`book/01-a/index.md:${message}`);
});

test("an inline cell that is shown and not meant is text", () => {
  const { all, said } = read("Write `` `{ts} f(1)` `` or \\`{ts} f(1)\\`, and `{ts} f(\"a\")`.\n\n| a |\n|---|\n| `{ts} a \\| b` |\n");
  expect([said, all.length]).toEqual(["", 2]);
});

describe("a derivation", () => {
  test("has its displays, its cell and its ranges", () => {
    const { all, said } = read(`:::derivation{#d title="So" rho="0.05..6" n="1..9" tolerance="1e-6" approx="0.05"}\n$$\na\n$$\n\n${fence("ts verify", "yield 1;")}\n$$b$$\n:::\n`);
    expect(said).toBe("");
    expect(all).toMatchObject([
      { kind: "derivation", id: "d", title: "So", tolerance: 1e-6, approx: 0.05, unchecked: null, ranges: [{ name: "rho", from: 0.05, to: 6 }, { name: "n", from: 1, to: 9 }], displays: [{ latex: "a" }, { latex: "b" }], verify: { role: "verify" } },
    ]);
  });

  test.each([
    ["plainly", ":::derivation\n$$\n\\begin{aligned}\na &= b \\\\\n  &= c\n\\end{aligned}\n$$\n:::\n"],
    ["in a list", "- x\n\n  :::derivation\n  $$\n  a\n    &= b\n  $$\n  :::\n"],
    ["in a quotation", "> :::derivation\n> $$\n>  a\n> b\n> $$\n> :::\n"],
    ["with CRLF", ":::derivation\r\n$$\r\na\r\n= b\r\n$$\r\n:::\r\n"],
    ["on one line", ":::derivation\n$$ a = b $$\n:::\n"],
  ])("knows the place of each character of its formula, %s", (_, body) => {
    const { all, text } = read(body);
    const [unit] = all;
    const formula = unit?.kind === "derivation" ? unit.displays[0] : undefined;
    if (formula === undefined) throw new Error("no formula");
    for (let at = 0; at < formula.latex.length; at++) {
      const character = formula.latex.charAt(at);
      expect(character === "\n" || text.charAt(placeInFormula(formula, at)) === character).toBe(true);
    }
    expect(text.charAt(placeInFormula(formula, formula.latex.length) - 1)).toBe(formula.latex.at(-1));
  });
});

test("a cost has a formula for each entry, with its place, its row and its column", () => {
  const { all, text, said } = read(`:::cost{#c of="f" N="100..1000"}\n| | FLOPs | bytes *read* |\n|---|---|---|\n| scores $QK^\\top$ | $2N$ | |\n| total | $\\le 3N$ | $0$ |\n\n${fence("ts verify")}:::\n`);
  expect(said).toBe("");
  const [unit] = all;
  if (unit?.kind !== "cost") throw new Error("no cost");
  expect(unit.ranges).toEqual([{ name: "N", from: 100, to: 1000 }]);
  expect(unit.rows.map(({ label, entries }) => [label, ...entries.map(({ column, formula }) => `${column}: ${formula.latex}`)])).toEqual([
    ["scores", "FLOPs: 2N"],
    ["total", "FLOPs: \\le 3N", "bytes read: 0"],
  ]);
  for (const { formula } of unit.rows.flatMap(({ entries }) => entries)) expect(text.startsWith(formula.latex, placeInFormula(formula, 0))).toBe(true);
});

test("an output belongs to the cell right above it", () => {
  const { all, text } = read(`${fence("ts run")}\n${fence("output", "a")}\n${fence('ts wrong="RangeError"')}\ntext\n\n`);
  expect(all.map((unit) => ("output" in unit && unit.output !== null ? text.slice(unit.output.span.start, unit.output.span.end) : null))).toEqual(["```output\na\n```", null]);
});

describe("what is wrong with how units are written", () => {
  const derivation = (attributes: string, body = "$$\nx\n$$\n"): string => `:::derivation{${attributes}}\n${body}:::\n`;
  const cost = (rows: string, cell = "\n```ts verify\n```\n", attributes = "#c"): string => `:::cost{${attributes}}\n${rows}${cell}:::\n`;
  const table = "| | FLOPs |\n|---|---|\n| a | $N$ |\n";

  test.each<[body: string, message: string]>([
    [`${fence('ts run id="a"')}\n${fence('ts wrong="TS1" id="A"')}`, "7:4: error[duplicate-id]: two cells of this section are called `A`"],
    [`:::figure{#f alt="x"}\n${fence('ts figure="../x"')}:::\n`, "4:4: error[invalid-id]: `../x` cannot be the name of a cell: write letters, digits, `-`, `_` and `.`"],
    [fence("output", "x"), "3:4: error[stray-output]: there is no cell above this output"],
    [`${fence("ts run")}\ntext\n\n${fence("output", "x")}`, "9:4: error[stray-output]: there is no cell above this output"],
    [`:::figure{#f alt="x"}\n${fence('ts figure="g"')}\n${fence("output", "x")}:::\n`, "8:4: error[stray-output]: there is no cell above this output"],
    [fence("ts verify"), "3:4: error[misplaced-cell]: a `verify` cell stands in a `:::derivation` or a `:::cost`"],
    [derivation('#d title="Of `{ts} n` terms"'), "3:1: error[cell-in-title]: an inline cell cannot stand in a `title`"],
    [derivation("#d", ""), "3:1: error[derivation-without-display]: this derivation has no display between `$$`"],
    [derivation("#d", "$$ a\n= b\n$$\n"), "4:1: error[formula-on-fence]: what stands on the line of `$$` is not part of the formula"],
    [derivation("#d", `$$\nx\n$$\n\n${fence("ts verify")}\n${fence("ts verify")}`), "12:4: error[many-verify-cells]: a `:::derivation` has one `verify` cell"],
    [derivation('#d x="0..a"'), "3:18: error[bad-range]: `0..a` is no range: write two numbers, the smaller first, as in `0.1..5`"],
    [derivation('#d x="5..1"'), "3:18: error[bad-range]: `5..1` is no range: write two numbers, the smaller first, as in `0.1..5`"],
    [derivation('#d tolerance="0"'), "3:18: error[bad-tolerance]: `tolerance` is a number above 0, not `0`"],
    [derivation('#d approx="5%"'), "3:18: error[bad-tolerance]: `approx` is a number above 0, not `5%`"],
    [derivation('#d unchecked=""'), "3:18: error[missing-reason]: `unchecked` needs the reason why no number can check this"],
    [derivation('#d unchecked="a limit"', `$$\nx\n$$\n\n${fence("ts verify")}`), "8:4: error[unchecked-and-verified]: this `:::derivation` is `unchecked` and has a `verify` cell: one of them must go"],
    [cost("none\n"), "3:1: error[cost-without-rows]: this cost has no table with rows"],
    [cost(table, ""), "3:1: error[cost-without-cell]: nothing counts this cost: a `verify` cell runs what the table is about"],
    [cost("| | FLOPs |\n|---|---|\n| a | about $N$ |\n"), "6:5: error[cost-entry]: an entry of a cost is one formula, all of it between dollars"],
    [cost("| | FLOPs |\n|---|---|\n| a | 12 |\n"), "6:5: error[cost-entry]: an entry of a cost is one formula, all of it between dollars"],
  ])("%j", (body, message) => {
    const { said } = read(body);
    expect(said.split("\n")[0]).toBe(`book/01-a/index.md:${message}`);
  });

  test("a second cell of a name points to the first", () => {
    expect(read(`${fence('ts run id="a"')}\n${fence('ts run id="a"')}`).said).toBe(
      'book/01-a/index.md:7:4: error[duplicate-id]: two cells of this section are called `a`\n  7 │ ```ts run id="a"\n    ╵    ~~~~~~~~~~~~~\n' +
        "book/01-a/index.md:3:4: note: the first is here\n",
    );
  });

  test("an unchecked cost or derivation needs nothing else", () => {
    expect(read(derivation('#d unchecked="a limit"')).said + read(cost(table, "", '#c unchecked="of the machine"')).said).toBe("");
  });
});

test("a place in a formula of a list is the chapter's", () => {
  const { all, units } = read("1. :::derivation\n   $$\n   a\n   = b\n   $$\n   :::\n");
  const [unit] = all;
  if (unit?.kind !== "derivation" || unit.displays[0] === undefined) throw new Error("no derivation");
  expect(placeOf(units.section.source, placeInFormula(unit.displays[0], 4))).toEqual({ path: "book/01-a/index.md", line: 6, column: 6 });
});
