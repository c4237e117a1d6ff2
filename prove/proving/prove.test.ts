import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { render } from "../../tangle/index.ts";
import { prove, type ProveOrder, type ProveResult } from "./prove.ts";
import { smallBook, type SmallBook } from "../testing/smallBook.ts";

type Proof = Extract<ProveResult, { diagnostics: unknown }>;

/** Proves a book as it is now, tangled first. */
async function proved(book: SmallBook, over: Partial<ProveOrder> = {}): Promise<Proof> {
  book.read();
  const result = await prove({ root: book.root, chapters: [], writes: "evidence", runs: "stale", jobs: 2, command: "npm run prove", progress: () => {}, ...over });
  if ("mistake" in result) throw new Error(result.mistake);
  return result;
}

const said = ({ diagnostics }: Proof): string => diagnostics.map(render).join("");
const codes = ({ diagnostics }: Proof): readonly string[] => diagnostics.map(({ code }) => code);

/** The text of every file of the evidence, by path. */
function evidenceOf({ root }: SmallBook): Readonly<Record<string, string>> {
  const folder = join(root, "book/evidence");
  if (!existsSync(folder)) return {};
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => statSync(join(folder, path)).isFile());
  return Object.fromEntries(paths.sort().map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

const texts = {
  "01-mill/index.md": "# Mill\n\n```ts file=src/mill.ts\nexport const turns = 3;\n```\n",
  "02-grind/index.md": '# Grind\n\n```ts file=src/grind.ts\nimport { turns } from "./mill.ts";\nexport const grams = turns * 5;\n```\n',
  "03-brew/index.md": '# Brew\n\n```ts run id="brew"\nimport { grams } from "#src/grind.ts";\nconsole.log(`${grams} g`);\n```\n\n```output\n15 g\n```\n\nThat is `{ts} grams`.\n',
  "04-drink/index.md": '# Drink\n\n```ts run id="cups"\nconst cups = 2;\n```\n\n```ts run id="read"\nconst beans = globalThis.bookData?.("beans.txt");\nconsole.log(beans?.trim());\n```\n\n```output\narabica\n```\n',
  "data/beans.txt": "arabica\n",
};

describe("a book that was proved", () => {
  let book: SmallBook;
  beforeAll(async () => {
    book = smallBook(texts);
    const first = await proved(book);
    expect([said(first), first.ran, first.totals?.cells, first.totals?.numbers]).toEqual(["", { sections: 2, of: 2 }, 3, 1]);
  });
  afterEach(async () => {
    for (const [path, text] of Object.entries(texts)) book.write(path, text);
    await proved(book, { writes: "evidence" });
  });
  afterAll(() => book.remove());

  test("has a record for each section that shows something", () => {
    expect(Object.keys(evidenceOf(book))).toEqual(["03-brew/index.json", "04-drink/index.json"]);
    expect(JSON.parse(evidenceOf(book)["04-drink/index.json"] ?? "")).toMatchObject({ version: 1, node: process.version, units: { cups: { data: {} }, read: { result: { kind: "run", output: ["arabica"] } } } });
  });

  test("is not run again, also where its files were touched", async () => {
    const before = evidenceOf(book);
    utimesSync(join(book.root, "book/03-brew/index.md"), new Date(), new Date());
    utimesSync(join(book.root, "src/mill.ts"), new Date(), new Date());
    expect((await proved(book)).ran).toEqual({ sections: 0, of: 2 });
    expect(evidenceOf(book)).toEqual(before);
  });

  test.each([
    ["a module three files away", "01-mill/index.md", texts["01-mill/index.md"].replace("3;", "3; // turns"), ["03-brew/index.json"]],
    ["data that a cell reads", "data/beans.txt", "arabica \n", ["04-drink/index.json"]],
    ["an earlier cell", "04-drink/index.md", texts["04-drink/index.md"].replace("cups = 2", "cups = 3"), ["04-drink/index.json"]],
  ])("is run again where %s changes, and only what depends on it", async (_, path, text, renewed) => {
    const before = evidenceOf(book);
    book.write(path, text);
    const { ran, diagnostics } = await proved(book);
    const after = evidenceOf(book);
    expect([ran.sections, diagnostics]).toEqual([1, []]);
    expect(Object.keys(after).filter((each) => after[each] !== before[each])).toEqual(renewed);
  });

  test("shows with `--check` what is stale, and nothing is written", async () => {
    book.write("04-drink/index.md", texts["04-drink/index.md"].replace("cups = 2", "cups = 3"));
    const before = evidenceOf(book);
    const checked = await proved(book, { writes: "nothing" });
    expect(said(checked)).toBe(`book/04-drink/index.md:3:4: error[stale-evidence]: \`book/evidence/04-drink/index.json\` does not show the book as it is now: \`cups\`, \`read\`
  3 │ \`\`\`ts run id="cups"
    ╵    ~~~~~~~~~~~~~~~~
  cure: npm run prove
`);
    expect(evidenceOf(book)).toEqual(before);
  });

  test("with `--check` has nothing wrong with it", async () => {
    expect(said(await proved(book, { writes: "nothing" }))).toBe("");
    expect(said(await proved(book, { writes: "nothing", runs: "all" }))).toBe("");
  });

  test("loses the evidence of a cell that is gone, and of a chapter", async () => {
    book.write("04-drink/index.md", "# Drink\n");
    expect(said(await proved(book, { writes: "nothing" }))).toContain("error[stale-evidence]: `book/evidence/04-drink/index.json` has units that the chapter no longer has");
    await proved(book);
    expect(Object.keys(evidenceOf(book))).toEqual(["03-brew/index.json"]);
  });

  test("has evidence that belongs to nothing: `--check` names it, a run removes it", async () => {
    writeFileSync(join(book.root, "book/evidence/03-brew/old.svg"), "<svg/>");
    expect(said(await proved(book, { writes: "nothing" }))).toBe("book/evidence/03-brew/old.svg: error[orphaned-evidence]: `book/evidence/03-brew/old.svg` belongs to no cell of the book\n  cure: npm run prove\n");
    expect(said(await proved(book))).toBe("");
    expect(Object.keys(evidenceOf(book))).not.toContain("03-brew/old.svg");
  });

  test.each([
    ["edited", (text: string) => text.replace("15 g", "16 g"), "error[edited-evidence]: `book/evidence/03-brew/index.json` was changed since `prove` wrote it; evidence is never written by hand"],
    ["truncated", (text: string) => text.slice(0, 200), "error[truncated-evidence]: `book/evidence/03-brew/index.json` has lost its end"],
  ])("has evidence that is %s: `--check` refuses it, a run writes it anew and says so", async (_, change, message) => {
    const whole = evidenceOf(book);
    writeFileSync(join(book.root, "book/evidence/03-brew/index.json"), change(whole["03-brew/index.json"] ?? ""));
    expect(said(await proved(book, { writes: "nothing" }))).toContain(`${message}\n  cure: npm run prove\n`);
    expect(said(await proved(book))).toBe(`book/evidence/03-brew/index.json: ${message.replace("error", "warning")}; it is written anew\n`);
    expect(evidenceOf(book)).toEqual(whole);
  });

  test("has damaged evidence in a chapter that is not asked for: it stays, and so do the drawings beside it", async () => {
    const damaged = { "03-brew/index.json": "{}\n", "03-brew/cups.svg": "<svg/>" };
    for (const [path, text] of Object.entries(damaged)) writeFileSync(join(book.root, "book/evidence", path), text);
    expect(said(await proved(book, { chapters: ["4"] }))).toBe("book/evidence/03-brew/index.json: warning[edited-evidence]: `book/evidence/03-brew/index.json` was changed since `prove` wrote it; evidence is never written by hand\n  cure: npm run prove\n");
    expect(evidenceOf(book)).toMatchObject(damaged);
  });

  test("is proved by chapter, too", async () => {
    book.write("03-brew/index.md", texts["03-brew/index.md"].replace("${grams} g", "${grams * 2 / 2} g"));
    book.write("04-drink/index.md", texts["04-drink/index.md"].replace("cups = 2", "cups = 3"));
    const { ran, totals } = await proved(book, { chapters: ["3"] });
    expect([ran, totals?.cells]).toEqual([{ sections: 1, of: 1 }, 1]);
    expect(await prove({ root: book.root, chapters: ["03-brow"], writes: "nothing", runs: "stale", jobs: 1, command: "", progress: () => {} })).toEqual({ mistake: "there is no chapter `03-brow`; did you mean `03-brew`?" });
  });

  test("whose evidence cannot be written says so", async () => {
    rmSync(join(book.root, "book/evidence"), { recursive: true });
    book.write("evidence", "not a folder\n");
    const result = await proved(book);
    rmSync(join(book.root, "book/evidence"));
    expect([said(result), result.totals]).toEqual([expect.stringMatching(/^book\/evidence(\/0[34]-\w+)?: error\[write-failed\]: cannot write `book\/evidence(\/0[34]-\w+)?`: E\w+: .*; what was written before it is whole\n$/), null]);
  });

  test("is refused where `src/` is not its program", async () => {
    writeFileSync(join(book.root, "src/mill.ts"), "export const turns = 9;\n");
    const result = await prove({ root: book.root, chapters: [], writes: "evidence", runs: "stale", jobs: 1, command: "", progress: () => {} });
    expect("diagnostics" in result && said(result)).toBe("src/mill.ts: error[not-tangled]: `src/mill.ts` is not what the book says\n  cure: npm run tangle\n");
  });
});

describe("what runs differently each time", () => {
  const made: SmallBook[] = [];
  afterEach(() => made.splice(0).forEach(({ remove }) => remove()));
  const bookOf = (text: string): SmallBook => {
    const book = smallBook({ "01-a/index.md": `# A\n\n${text}` });
    made.push(book);
    return book;
  };

  test.each(["Math.random()", "Date.now() + performance.now()", "process.pid"])("%s is found by `--fresh`", async (expression) => {
    const book = bookOf(`\`\`\`ts run id="chance"\nconst x = ${expression};\n\`\`\`\n\nIt is \`{ts} x\`.\n`);
    expect(said(await proved(book))).toBe("");
    const before = evidenceOf(book);
    const fresh = await proved(book, { runs: "all" });
    expect(said(fresh)).toMatch(/^book\/01-a\/index\.md:7:7: error\[not-deterministic\]: run again, this shows something else than what is recorded, and nothing that it depends on has changed\n/);
    expect(evidenceOf(book)).toEqual(before);
  });

  test("a record that holds is compared, too, when another cell of its section makes it run", async () => {
    const text = '```ts run id="chance"\nconst x = Math.random();\n```\n\nIt is `{ts} x` and `{ts} 1`.\n';
    const book = bookOf(text);
    await proved(book);
    book.write("01-a/index.md", `# A\n\n${text.replace("{ts} 1", "{ts} 2")}`);
    expect(codes(await proved(book))).toEqual(["not-deterministic"]);
  });

  test("a measurement keeps what is recorded, with its conditions, until it changes", async () => {
    const text = '```ts run measure baseline="naive" id="speed"\nconst took = performance.now();\nconsole.log(took);\n```\n\nIt took `{ts} took`.\n';
    const book = bookOf(text);
    await proved(book, { command: "npm run prove -- 1", writes: "evidence and outputs" });
    const before = evidenceOf(book);
    expect(JSON.parse(before["01-a/index.json"] ?? "")).toMatchObject({ units: { speed: { result: { measured: { command: "npm run prove -- 1", commit: null, baseline: "naive", machine: expect.stringContaining(`Node ${process.version}`) } } } } });
    expect(codes(await proved(book, { runs: "all" }))).toEqual([]);
    expect(evidenceOf(book)).toEqual(before);
  });

  test("`--measure` measures again what was asked for, and leaves the rest as it is", async () => {
    const text = (id: string): string => `\`\`\`ts run id="${id}"\nconst one = 1;\n\`\`\`\n\n\`\`\`ts run measure id="${id}-speed"\nconst ${id}Took = performance.now();\nconsole.log(${id}Took);\n\`\`\`\n\nIt took \`{ts} ${id}Took\`.\n`;
    const book = smallBook({ "01-a/index.md": `# A\n\n${text("a")}`, "02-b/index.md": `# B\n\n${text("b")}` });
    const recordOf = (name: string) => JSON.parse(evidenceOf(book)[`${name}/index.json`] ?? "") as { readonly units: Record<string, { readonly result: { readonly output?: readonly string[] } }> };
    await proved(book, { command: "first" });
    const before = [recordOf("01-a"), recordOf("02-b")];
    const again = await proved(book, { command: "second", runs: "measured", chapters: ["1"], writes: "evidence and outputs" });
    expect([said(again), again.ran, again.accepted]).toEqual(["", { sections: 1, of: 1 }, ["book/01-a/index.md"]]);
    expect(recordOf("02-b")).toEqual(before[1]);
    const after = recordOf("01-a");
    expect(after.units["a"]).toEqual(before[0]?.units["a"]);
    expect(after.units["a-speed"]).toMatchObject({ result: { measured: { command: "second" } } });
    const differing = Object.keys(after.units).filter((id) => JSON.stringify(after.units[id]) !== JSON.stringify(before[0]?.units[id]));
    expect(differing.length).toBe(2);
    book.remove();
  });

  test("all that a section measured is of one run, also where only a number in prose is new", async () => {
    const book = bookOf('```ts run measure id="speed"\nconst took = performance.now();\nconsole.log(took);\n```\n\nIt took `{ts} took`.\n');
    await proved(book, { writes: "evidence and outputs" });
    book.write("01-a/index.md", `${readFileSync(join(book.root, "book/01-a/index.md"), "utf8")}\nThat is \`{ts} took\` and \`{ts} 1\`.\n`);
    expect(codes(await proved(book, { writes: "evidence and outputs" }))).toEqual([]);
    const { units } = JSON.parse(evidenceOf(book)["01-a/index.json"] ?? "");
    const [printed] = units.speed.result.output;
    expect([units["value-1"].result.text, units["value-2"].result.text, units["value-3"].result.text]).toEqual([printed, printed, "1"]);
    expect(codes(await proved(book, { writes: "nothing" }))).toEqual([]);
  });
});
