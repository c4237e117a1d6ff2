import { createHash } from "node:crypto";
import { inflateSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { render } from "../../tangle/index.ts";
import { defaultLimits } from "../units/limits.ts";
import { diagnosticOf } from "./outcome-diagnostic.ts";
import type { Result } from "../records/record.ts";
import { runSection, type SectionRun } from "./run.ts";
import { smallBook, type SmallBook } from "../testing/smallBook.ts";
import { unitsOf } from "../units/units.ts";

const books: SmallBook[] = [];
afterEach(() => books.splice(0).forEach(({ remove }) => remove()));

interface Ran extends SectionRun {
  readonly said: string;
  readonly result: (id: string) => Result | undefined;
}

async function ran(text: string, without: readonly string[] = []): Promise<Ran> {
  const book = smallBook({ "01-a/index.md": `# A\n\n${text}` });
  books.push(book);
  const [section] = book.read().book.sections;
  if (section === undefined) throw new Error("no section");
  const { units, diagnostics } = unitsOf(section, "01-a");
  const run = await runSection({ root: book.root, units, limits: defaultLimits, without: new Set(without) });
  const failed = units.units.flatMap((unit) => {
    const outcome = run.outcomes.get(unit.id);
    return outcome === undefined || outcome.ok ? [] : outcome.failures.map((failure) => diagnosticOf(failure, unit, section));
  });
  const result = (id: string): Result | undefined => {
    const outcome = run.outcomes.get(id);
    return outcome?.ok === true ? outcome.result : undefined;
  };
  return { ...run, said: [...diagnostics, ...failed, ...run.diagnostics].map(render).join(""), result };
}

const sha256 = (text: string | Uint8Array | undefined): string => createHash("sha256").update(text ?? "").digest("hex");

describe("show()", () => {
  test("prints tables, numbers to the right, and keeps their cells", async () => {
    const { said, result } = await ran('```ts run id="t"\nconsole.log("first");\nshow([{ name: "a", share: 0.5 }, { name: "bcd", share: 12 }]);\nshow([[1, 2], [30, 4]]);\nshow({ head: ["x"], rows: [[true]] });\nshow("text", { });\n```\n');
    expect(said).toBe("");
    expect(result("t")).toEqual({
      kind: "run",
      output: ["first", "name  share", "a       0.5", "bcd      12", " 1  2", "30  4", "x", "true", "text"],
      shown: [
        { kind: "table", line: 1, lines: 3, head: ["name", "share"], rows: [["a", "0.5"], ["bcd", "12"]] },
        { kind: "table", line: 4, lines: 2, head: [], rows: [["1", "2"], ["30", "4"]] },
        { kind: "table", line: 6, lines: 2, head: ["x"], rows: [["true"]] },
      ],
    });
  });

  test("makes a PNG of an image", async () => {
    const { said, result, files } = await ran('```ts run id="i"\nprocess.stdout.write("half a line");\nshow({ width: 2, height: 2, data: [0, 0.5, 1, 2] });\n```\n');
    expect(said).toBe("");
    const png = files.get("i-1.png");
    expect(result("i")).toEqual({ kind: "run", output: ["half a line", "(image i-1.png, 2 × 2)"], shown: [{ kind: "image", line: 1, lines: 1, png: "i-1.png", sha256: sha256(png), width: 2, height: 2 }] });
    const bytes = Buffer.from(png ?? "");
    const length = bytes.readUInt32BE(33);
    expect(bytes.toString("latin1", 37, 41)).toBe("IDAT");
    expect([...inflateSync(bytes.subarray(41, 41 + length))]).toEqual([0, 0, 128, 0, 255, 255]);
  });

  test("draws a figure", async () => {
    const { said, result, files } = await ran('```ts run id="f"\nshow(graphviz("digraph { a -> b }"), { alt: "an arrow" });\n```\n');
    expect(said).toBe("");
    expect(files.get("f-1.svg")).toMatch(/<desc[^>]*>an arrow<\/desc>/);
    expect(result("f")).toMatchObject({ kind: "run", shown: [{ kind: "figure", line: 0, lines: 1, svg: "f-1.svg", svgSha256: sha256(files.get("f-1.svg")), csv: null, csvSha256: null }] });
  });
});

describe("a figure cell", () => {
  test("gives an SVG and its data; the numbers in its alternative text are filled in", async () => {
    const text = ':::figure{#fig-a alt="It rises to `{ts} top`, from `{ts} points[0].y`."}\n```ts figure="rise"\nconst points = [{ x: 1, y: 2 }, { x: 2, y: 3 }];\nconst top = points[1].y;\n\n// drawn\nPlot.plot({ marks: [Plot.line(points, { x: "x", y: "y" })] }); // so\n```\n\nUp to `{ts} top`.\n:::\n';
    const { said, result, files } = await ran(text);
    expect(said).toBe("");
    expect(files.get("rise.svg")).toMatch(/<desc[^>]*>It rises to 3, from 2\.<\/desc>/);
    expect(files.get("rise.csv")).toContain("1,2");
    expect(result("rise")).toMatchObject({ kind: "figure", svg: "rise.svg", csv: "rise.csv", svgSha256: sha256(files.get("rise.svg")) });
    expect([result("value-1"), result("value-2"), result("value-3")]).toEqual(["3", "3", "2"].map((value) => ({ kind: "value", text: value })));
  });

  test("may end in a semicolon too many", async () => {
    expect((await ran(':::figure{#f alt="x"}\n```ts figure="f"\ngraphviz("graph { a }");; // so\n```\n:::\n')).said).toBe("");
  });

  test("must end in a figure", async () => {
    expect((await ran(':::figure{#f alt="x"}\n```ts figure="f"\n1 + 1;\n```\n:::\n')).said.split("\n")[0]).toMatch(/^book\/01-a\/index\.md:4:4: error\[not-a-figure\]: a figure cell ends in a plot/);
  });

  test("prints nothing", async () => {
    expect((await ran(':::figure{#f alt="x"}\n```ts figure="f"\nconsole.log(1);\nconsole.log(2);\ngraphviz("graph { a }");\n```\n:::\n')).said).toContain("error[lost-output]: only what a `run` cell prints is shown\n  4 │ ```ts figure=\"f\"\n    ╵    ~~~~~~~~~~~~~\n  note: it printed: 1 (and 1 more line)\n");
  });
});

describe("a derivation", () => {
  const square = (rows: string, body: string): string => `:::derivation{#square}\n$$\n${rows}\n$$\n\n\`\`\`ts verify\n${body}\n\`\`\`\n:::\n`;

  test("is checked with the section's scope, the helpers, and imports of its own", async () => {
    const text = `\`\`\`ts run\nconst twice = (x: number) => x + x;\n\`\`\`\n\n${square("x + x = 2 x", 'import { strictEqual } from "node:assert";\nconst x = normal(1)[0];\ngiven({ x });\nstrictEqual(1, 1);\nyield twice(x);\nyield 2 * x;')}`;
    const { said, result } = await ran(text);
    expect(said).toBe("");
    expect(result("square")).toMatchObject({ kind: "derivation", draws: 100, rows: 2 });
  });

  test("that is wrong is shown at its row", async () => {
    const { said } = await ran(square("x + x = 3 x", "const x = normal(1)[0];\ngiven({ x });\nyield x + x;\nyield 2 * x;"));
    expect(said).toMatch(/^book\/01-a\/index\.md:5:9: error\[/);
  });

  test("whose cell throws is shown at the line that throws", async () => {
    const { said } = await ran(square("x = x", "const x = normal(1)[0];\ngiven({ x });\nyield missing(x);\nyield x;"));
    expect(said.split("\n")[0]).toMatch(/^book\/01-a\/index\.md:11:1: error\[cell-throws\]: the cell throws ReferenceError: missing is not defined/);
  });

  test("draws with the helpers only, so that its draws are the same on every run", async () => {
    const { said, result } = await ran(`${square("x = x", "const x = Math.random();\ngiven({ x });\nyield x;\nyield x;")}\n\`\`\`ts run id="r"\nconsole.log(Math.random() < 1);\n\`\`\`\n`);
    expect(said.split("\n")[0]).toBe("book/01-a/index.md:9:16: error[cell-throws]: the cell throws TypeError: Math.random: it is another number on every run; draw with the helpers, such as `uniform(0, 1)`");
    expect(result("r")).toMatchObject({ output: ["true"] });
  });

  test("the helpers are no names for other cells", async () => {
    const { result } = await ran(`${square("x = x", "const x = normal(1)[0];\ngiven({ x });\nyield x;\nyield x;")}\n\`\`\`ts run id="r"\nconsole.log(typeof given, typeof globalThis["simplex"]);\n\`\`\`\n`);
    expect(result("r")).toMatchObject({ output: ["undefined undefined"] });
  });
});

test("a cost is counted in its cell", async () => {
  const text = ':::cost{#sum N="1..20"}\n| | FLOPs |\n|---|---|\n| add | $N$ |\n\n```ts verify\nconst { N } = sizes();\ncount(() => { for (let i = 0; i < N; i++) globalThis.bookLedger?.("add", { FLOPs: 1 }); });\n```\n:::\n';
  const { said, result } = await ran(text);
  expect(said).toBe("");
  expect(result("sum")).toMatchObject({ kind: "cost", exact: 1, bounds: 0 });
});

describe("a mistake on purpose", () => {
  test("sees the section's scope and is shown as it fails", async () => {
    const { said, result } = await ran('```ts run\nconst list = [1];\n```\n\n```ts wrong="RangeError"\nimport { ok } from "node:assert";\nok(list);\nlist.length = -1;\n```\n\n```ts wrong="SyntaxError"\nconst = 1;\n```\n');
    expect(said).toBe("");
    expect(result("wrong-1")).toEqual({ kind: "wrong", message: ["RangeError: Invalid array length"] });
    expect(result("wrong-2")).toEqual({ kind: "wrong", message: ["SyntaxError: variable declaration expected"] });
  });

  test("is shown without what no page can hold", async () => {
    const { result } = await ran('```ts wrong="RangeError"\nthrow new RangeError("\\u001b[31mred\\r\\nline");\n```\n');
    expect(result("wrong-1")).toEqual({ kind: "wrong", message: ["RangeError: \ufffd[31mred", "line"] });
  });

  test("must fail", async () => {
    expect((await ran('```ts wrong="RangeError"\nconst x = 1;\n```\n')).said).toContain("3:4: error[wrong-is-right]: ");
  });
});

test("what need not be run is left out", async () => {
  const { outcomes } = await ran("```ts run\nconst a = 1;\n```\n\n`{ts} a` and `{ts} a + 1`\n", ["value-1"]);
  expect([...outcomes.keys()]).toEqual(["run-1", "value-2"]);
});
