import { mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { render } from "../../tangle/index.ts";
import { prove, type ProveOrder, type ProveResult } from "./prove.ts";
import { evidenceOf, pathOf, recordOf, withoutHash } from "../testing/recorded.ts";
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

const namesIn = (book: SmallBook): readonly string[] => Object.keys(evidenceOf(book.root)).map(withoutHash);

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

  test("has a record for each thing that it shows", () => {
    expect(namesIn(book)).toEqual(["03-brew/index/brew.json", "03-brew/index/value-1.json", "04-drink/index/cups.json", "04-drink/index/read.json"]);
    expect(recordOf(book.root, "04-drink/index/read.json")).toMatchObject({ version: 2, node: process.version, result: { kind: "run", output: ["arabica"] } });
    expect(recordOf(book.root, "04-drink/index/cups.json").data).toEqual({});
  });

  test("is not run again, also where its files were touched", async () => {
    const before = evidenceOf(book.root);
    utimesSync(join(book.root, "book/03-brew/index.md"), new Date(), new Date());
    utimesSync(join(book.root, "src/mill.ts"), new Date(), new Date());
    expect((await proved(book)).ran).toEqual({ sections: 0, of: 2 });
    expect(evidenceOf(book.root)).toEqual(before);
  });

  test.each([
    ["a module three files away", "01-mill/index.md", texts["01-mill/index.md"].replace("3;", "4 - 1;"), ["03-brew/index/brew.json", "03-brew/index/value-1.json"]],
    ["data that a cell reads", "data/beans.txt", "arabica \n", ["04-drink/index/read.json"]],
    ["an earlier cell", "04-drink/index.md", texts["04-drink/index.md"].replace("cups = 2", "cups = 3"), ["04-drink/index/cups.json", "04-drink/index/read.json"]],
  ])("is run again where %s changes, and only what depends on it", async (_, path, text, renewed) => {
    const before = evidenceOf(book.root);
    book.write(path, text);
    const { ran, diagnostics } = await proved(book);
    const after = evidenceOf(book.root);
    expect([ran.sections, diagnostics]).toEqual([1, []]);
    expect(Object.keys(after).filter((each) => after[each] !== before[each]).map(withoutHash)).toEqual(renewed);
    expect(Object.keys(after).length).toBe(Object.keys(before).length);
  });

  test.each([
    ["a comment in a module", "01-mill/index.md", texts["01-mill/index.md"].replace("3;", "3; // turns")],
    ["what a module exports besides", "01-mill/index.md", texts["01-mill/index.md"].replace("3;", "3;\nexport const other = 5;")],
    ["a later chapter's version of a module", "04-drink/index.md", texts["04-drink/index.md"].replace("# Drink\n", "# Drink\n\n```ts file=src/mill.ts :=\nexport const turns = 100;\n```\n")],
  ])("is not run again where %s changes", async (_, path, text) => {
    const before = evidenceOf(book.root);
    book.write(path, text);
    const { ran, diagnostics } = await proved(book);
    expect([ran.sections, diagnostics, evidenceOf(book.root)]).toEqual([0, [], before]);
  });

  test("shows with `--check` what is stale, and nothing is written", async () => {
    book.write("04-drink/index.md", texts["04-drink/index.md"].replace("cups = 2", "cups = 3"));
    const before = evidenceOf(book.root);
    const checked = await proved(book, { writes: "nothing" });
    expect(said(checked)).toBe(`book/04-drink/index.md:3:4: error[stale-evidence]: \`book/evidence/04-drink/index\` does not show the book as it is now: \`cups\`, \`read\`
  3 │ \`\`\`ts run id="cups"
    ╵    ~~~~~~~~~~~~~~~~
  cure: npm run prove
`);
    expect(evidenceOf(book.root)).toEqual(before);
  });

  test("with `--check` has nothing wrong with it", async () => {
    expect(said(await proved(book, { writes: "nothing" }))).toBe("");
    expect(said(await proved(book, { writes: "nothing", runs: "all" }))).toBe("");
  });

  test("loses the evidence of a cell that is gone, and of a chapter", async () => {
    book.write("04-drink/index.md", "# Drink\n");
    expect(said(await proved(book, { writes: "nothing" }))).toMatch(/^book\/evidence\/04-drink\/index\/cups\.\w{16}\.json: error\[orphaned-evidence\]: `book\/evidence\/04-drink\/index\/cups\.\w{16}\.json` belongs to no cell of the book\n {2}cure: npm run prove\n/);
    await proved(book);
    expect(namesIn(book)).toEqual(["03-brew/index/brew.json", "03-brew/index/value-1.json"]);
  });

  test("has evidence that belongs to nothing: `--check` names it, a run removes it", async () => {
    writeFileSync(join(book.root, "book/evidence/03-brew/index/old.svg"), "<svg/>");
    expect(said(await proved(book, { writes: "nothing" }))).toBe("book/evidence/03-brew/index/old.svg: error[orphaned-evidence]: `book/evidence/03-brew/index/old.svg` belongs to no cell of the book\n  cure: npm run prove\n");
    expect(said(await proved(book))).toBe("");
    expect(Object.keys(evidenceOf(book.root))).not.toContain("03-brew/index/old.svg");
  });

  test.each([
    ["edited", (text: string) => text.replace("15 g", "16 g"), "error[edited-evidence]: `PATH` was changed since `prove` wrote it; evidence is never written by hand"],
    ["truncated", (text: string) => text.slice(0, 100), "error[truncated-evidence]: `PATH` has lost its end"],
  ])("has evidence that is %s: `--check` refuses it, a run writes it anew and says so", async (_, change, message) => {
    const whole = evidenceOf(book.root);
    const path = pathOf(book.root, "03-brew/index/brew.json");
    const named = message.replace("PATH", `book/evidence/${path}`);
    writeFileSync(join(book.root, "book/evidence", path), change(whole[path] ?? ""));
    expect(said(await proved(book, { writes: "nothing" }))).toContain(`${named}\n  cure: npm run prove\n`);
    expect(said(await proved(book))).toBe(`book/evidence/${path}: ${named.replace("error", "warning")}; it is written anew\n`);
    expect(evidenceOf(book.root)).toEqual(whole);
  });

  test("has damaged evidence in a chapter that is not asked for: it stays, and so do the drawings beside it", async () => {
    const path = pathOf(book.root, "03-brew/index/brew.json");
    const damaged = { [path]: "{}\n", "03-brew/index/cups.svg": "<svg/>" };
    for (const [each, text] of Object.entries(damaged)) writeFileSync(join(book.root, "book/evidence", each), text);
    expect(said(await proved(book, { chapters: ["4"] }))).toBe(`book/evidence/${path}: warning[edited-evidence]: \`book/evidence/${path}\` was changed since \`prove\` wrote it; evidence is never written by hand\n  cure: npm run prove\n`);
    expect(evidenceOf(book.root)).toMatchObject(damaged);
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
    expect([said(result), result.totals]).toEqual([expect.stringMatching(/^book\/evidence(\/0[34]-\w+(\/index)?)?: error\[write-failed\]: cannot write `book\/evidence(\/0[34]-\w+(\/index)?)?`: E\w+: .*; what was written before it is whole\n$/), null]);
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
    const before = evidenceOf(book.root);
    const fresh = await proved(book, { runs: "all" });
    expect(said(fresh)).toMatch(/^book\/01-a\/index\.md:7:7: error\[not-deterministic\]: run again, this shows something else than what is recorded, and nothing that it depends on has changed\n/);
    expect(evidenceOf(book.root)).toEqual(before);
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
    const before = evidenceOf(book.root);
    expect(recordOf(book.root, "01-a/index/speed.json")).toMatchObject({ result: { measured: { command: "npm run prove -- 1", commit: null, baseline: "naive", machine: expect.stringContaining(`Node ${process.version}`) } } });
    expect(codes(await proved(book, { runs: "all" }))).toEqual([]);
    expect(evidenceOf(book.root)).toEqual(before);
  });

  test("`--measure` measures again what was asked for, and leaves the rest as it is", async () => {
    const text = (id: string): string => `\`\`\`ts run id="${id}"\nconst one = 1;\n\`\`\`\n\n\`\`\`ts run measure id="${id}-speed"\nconst ${id}Took = performance.now();\nconsole.log(${id}Took);\n\`\`\`\n\nIt took \`{ts} ${id}Took\`.\n`;
    const book = smallBook({ "01-a/index.md": `# A\n\n${text("a")}`, "02-b/index.md": `# B\n\n${text("b")}` });
    await proved(book, { command: "first" });
    const before = evidenceOf(book.root);
    const again = await proved(book, { command: "second", runs: "measured", chapters: ["1"], writes: "evidence and outputs" });
    expect([said(again), again.ran, again.accepted]).toEqual(["", { sections: 1, of: 1 }, ["book/01-a/index.md"]]);
    const after = evidenceOf(book.root);
    expect(recordOf(book.root, "01-a/index/a-speed.json")).toMatchObject({ result: { measured: { command: "second" } } });
    expect(Object.keys(after).filter((path) => after[path] !== before[path]).map(withoutHash)).toEqual(["01-a/index/a-speed.json", "01-a/index/value-1.json"]);
    book.remove();
  });

  test("all that a section measured is of one run, also where only a number in prose is new", async () => {
    const book = bookOf('```ts run measure id="speed"\nconst took = performance.now();\nconsole.log(took);\n```\n\nIt took `{ts} took`.\n');
    await proved(book, { writes: "evidence and outputs" });
    book.write("01-a/index.md", `${readFileSync(join(book.root, "book/01-a/index.md"), "utf8")}\nThat is \`{ts} took\` and \`{ts} 1\`.\n`);
    expect(codes(await proved(book, { writes: "evidence and outputs" }))).toEqual([]);
    const speed = recordOf(book.root, "01-a/index/speed.json").result;
    const printed = speed.kind === "run" ? speed.output[0] : "nothing";
    const numbers = Object.entries(evidenceOf(book.root)).filter(([path]) => path.includes("value")).map(([, text]) => (JSON.parse(text) as { result: { text: string } }).result.text);
    // twice the same number has one record
    expect(numbers.toSorted()).toEqual(["1", printed].toSorted());
    expect(codes(await proved(book, { writes: "nothing" }))).toEqual([]);
  });
});

describe("the program of a chapter", () => {
  const mill = "# Mill\n\n```ts file=src/mill.ts\nexport const turns = 3;\n```\n\n```ts run\nimport { turns } from \"#src/mill.ts\";\nconsole.log(turns);\n```\n\n```output\n3\n```\n";
  const better = "# Better\n\n```ts file=src/mill.ts :=\nexport const turns = 7;\nexport const sharp = true;\n```\n\n```ts run\nimport { turns } from \"#src/mill.ts\";\nconsole.log(turns);\n```\n\n```output\n7\n```\n";

  test("is that at its own end, whatever a later one makes of it", async () => {
    const book = smallBook({ "01-mill/index.md": mill, "02-better/index.md": better });
    expect(said(await proved(book))).toBe("");
    expect(said(await proved(book, { writes: "nothing", runs: "all" }))).toBe("");
    book.remove();
  });

  test("has not what a later one brings: the cell's place is named", async () => {
    const early = mill.replace("{ turns }", "{ turns, sharp }").replace("console.log(turns)", "console.log(turns, sharp)");
    const book = smallBook({ "01-mill/index.md": early, "02-better/index.md": better });
    expect(said(await proved(book))).toContain("book/01-mill/index.md:8:30: error[unknown-export]: `#src/mill.ts` has no export `sharp`");
    book.remove();
  });

  test("fails at the line of the chapter that has it", async () => {
    const broken = mill.replace("export const turns = 3;", "export const turns = JSON.parse(\"{\");");
    const book = smallBook({ "01-mill/index.md": broken, "02-better/index.md": better });
    expect(said(await proved(book))).toContain("book/01-mill/index.md:4:27: error[cell-throws]: the cell throws `SyntaxError`");
    book.remove();
  });

  test("decides on a type error, too", async () => {
    const typed = `${mill}\n\`\`\`ts wrong="TS2305"\nimport { sharp } from "#src/mill.ts";\nsharp;\n\`\`\`\n`;
    const book = smallBook({ "01-mill/index.md": typed, "02-better/index.md": better });
    expect(said(await proved(book, { writes: "evidence and outputs" }))).toBe("");
    book.remove();
  });
});

describe("evidence on two branches", () => {
  test("of different units merges as files do, without a conflict", async () => {
    const cell = (id: string, n: number): string => `\`\`\`ts run id="${id}"\nconsole.log(${n});\n\`\`\`\n\n\`\`\`output\n${n}\n\`\`\`\n`;
    const chapter = (one: number, two: number): string => `# A\n\n${cell("one", one)}\n${cell("two", two)}`;
    const book = smallBook({ "01-a/index.md": chapter(1, 1) });
    const filesAfter = async (text: string): Promise<Readonly<Record<string, string>>> => {
      book.write("01-a/index.md", text);
      await proved(book);
      return evidenceOf(book.root);
    };
    const [base, left, right] = [await filesAfter(chapter(1, 1)), await filesAfter(chapter(2, 1)), await filesAfter(chapter(1, 2))];
    const changes = (side: Readonly<Record<string, string>>): readonly string[] => [...new Set([...Object.keys(base), ...Object.keys(side)])].filter((path) => base[path] !== side[path]);
    expect(changes(left).filter((path) => path.includes("one")).length).toBe(2);
    expect(changes(left).filter((path) => changes(right).includes(path) && left[path] !== right[path])).toEqual([]);
    // what a merge of both leaves behind is proved by the next run
    book.write("01-a/index.md", chapter(2, 2));
    rmSync(join(book.root, "book/evidence"), { recursive: true });
    for (const [path, text] of Object.entries({ ...left, ...right })) {
      mkdirSync(join(book.root, "book/evidence/01-a/index"), { recursive: true });
      writeFileSync(join(book.root, "book/evidence", path), text);
    }
    expect(said(await proved(book))).toBe("");
    expect(said(await proved(book, { writes: "nothing" }))).toBe("");
    book.remove();
  });
});

describe("evidence of the older form", () => {
  test("is refused with the command that renews it, and renewed by it", async () => {
    const book = smallBook({ "01-a/index.md": "# A\n\n`{ts} 1 + 1`\n" });
    mkdirSync(join(book.root, "book/evidence/01-a"), { recursive: true });
    for (const name of ["index.json", "old.svg"]) writeFileSync(join(book.root, "book/evidence/01-a", name), "{}");
    const refused = await proved(book, { writes: "nothing" });
    expect([said(refused), refused.totals]).toEqual(["book/evidence: error[old-evidence]: `book/evidence` is of an older form, in which one file held a whole section\n  cure: `npm run prove` runs the book and writes it anew\n", null]);
    expect(said(await proved(book))).toBe("");
    expect(namesIn(book)).toEqual(["01-a/index/value-1.json"]);
    book.remove();
  });
});
