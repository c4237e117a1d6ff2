import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { render } from "../../tangle/index.ts";
import { prove, type ProveOrder, type ProveResult } from "../proving/prove.ts";
import { runExperiments, type ExperimentsRun } from "../proving/runExperiments.ts";
import { smallBook, type SmallBook } from "../testing/smallBook.ts";

type Proof = Extract<ProveResult, { diagnostics: unknown }>;
type Ran = Extract<ExperimentsRun, { diagnostics: unknown }> & { readonly lines: readonly string[] };

async function proved(book: SmallBook, over: Partial<ProveOrder> = {}): Promise<Proof> {
  book.read();
  const result = await prove({ root: book.root, chapters: [], writes: "evidence", runs: "stale", jobs: 2, command: "npm run prove", progress: () => {}, ...over });
  if ("mistake" in result) throw new Error(result.mistake);
  return result;
}

/** Runs experiments; the answer has the lines that the command says. */
async function ran(book: SmallBook, ...words: readonly string[]): Promise<Ran> {
  book.read();
  const lines: string[] = [];
  const result = await runExperiments({ root: book.root, words, jobs: 2, command: "npm run prove -- --experiments", progress: () => {}, say: (line) => void lines.push(line), stands: () => {} });
  if ("mistake" in result) throw new Error(result.mistake);
  return { ...result, lines: lines.map((line) => line.replace(/ in \d+ s$/, " in … s")).sort() };
}

const said = ({ diagnostics }: Pick<Proof, "diagnostics">): string => diagnostics.map(render).join("");

/** The text of every file of the evidence, by path. */
function evidenceOf({ root }: SmallBook): Readonly<Record<string, string>> {
  const folder = join(root, "book/evidence");
  if (!existsSync(folder)) return {};
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => statSync(join(folder, path)).isFile());
  return Object.fromEntries(paths.sort().map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

const rule = "(x * 16807) % 2147483647";
const texts = {
  "01-walk/index.md": `# Walk

\`\`\`ts file=src/walk.ts
export const after = (x: number): number => ${rule};
\`\`\`

\`\`\`ts run hide id="set-up"
import { after } from "#src/walk.ts";
const seed = "not this one";
const name = globalThis.bookData?.("name.txt").trim();
\`\`\`

\`\`\`ts experiment="walk" seeds="20,10,30" replay=4
import { after as next } from "#src/walk.ts";
let place = seed;
for (let i = 0; i < 9; i++) {
  place = next(place);
  step({ place });
}
({ place, name });
\`\`\`

\`\`\`ts run id="ends"
for (const run of experiment("walk").runs) console.log(JSON.stringify(run));
\`\`\`

\`\`\`output
{"seed":20,"place":1258271049,"name":"Ishmael"}
{"seed":10,"place":1702877348,"name":"Ishmael"}
{"seed":30,"place":813664750,"name":"Ishmael"}
\`\`\`

The first ends at \`{ts} experiment("walk").runs[0].place\`.
`,
  "02-rest/index.md": "# Rest\n\n```ts file=src/rest.ts\nexport const hours = 8;\n```\n\n```ts run id=\"hours\"\nimport { hours } from \"#src/rest.ts\";\nconsole.log(hours);\n```\n\n```output\n8\n```\n",
  "data/name.txt": "Ishmael\n",
};
const fenceLine = '  13 │ ```ts experiment="walk" seeds="20,10,30" replay=4\n     ╵    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n';
const recordPaths = [10, 20, 30].map((seed) => `experiments/walk/${seed}.json`);

describe("an experiment", () => {
  let book: SmallBook;
  let recorded: Readonly<Record<string, string>>;

  beforeAll(async () => {
    book = smallBook(texts);
    const before = await proved(book);
    expect(said(before)).toBe(`book/01-walk/index.md:13:4: error[experiment-not-run]: \`walk\` has no record of seeds 20, 10 and 30, and is not run but when it is asked for
${fenceLine}  cure: npm run prove -- --experiments walk
book/01-walk/index.md:24:19: error[cell-throws]: the cell throws \`Error\`: experiment: \`walk\` has no record of seeds 20, 10 and 30; to run it: npm run prove -- --experiments walk
  24 │ for (const run of experiment("walk").runs) console.log(JSON.stringify(run));
     ╵                   ~~~~~~~~~~
`);
    expect(Object.keys(evidenceOf(book)).filter((path) => path.startsWith("experiments/"))).toEqual([]);
    const run = await ran(book);
    expect([said(run), run.ran, run.confirmed]).toEqual(["", 3, 0]);
    expect(run.lines).toEqual(["walk seed 10: 9 steps in … s", "walk seed 20: 9 steps in … s", "walk seed 30: 9 steps in … s"]);
    const after = await proved(book);
    expect([said(after), after.totals?.experiments, after.totals?.runs]).toEqual(["", 1, 3]);
    recorded = evidenceOf(book);
  });
  afterEach(() => {
    for (const [path, text] of Object.entries(texts)) book.write(path, text);
    for (const path of Object.keys(evidenceOf(book))) rmSync(join(book.root, "book/evidence", path));
    for (const [path, text] of Object.entries(recorded)) writeFileSync(join(book.root, "book/evidence", path), text);
  });
  afterAll(() => book.remove());

  test("has a record for each seed, with its first steps, its data and its value", () => {
    expect(Object.keys(recorded).filter((path) => path.startsWith("experiments/"))).toEqual(recordPaths);
    const record = JSON.parse(recorded["experiments/walk/10.json"] ?? "");
    const places = [168070, 677268843, 1194115201, 1259501992];
    expect(record).toMatchObject({ version: 1, experiment: "walk", seed: 10, confirmed: null, count: 9, steps: places.map((place) => ({ place })), value: { place: 1702877348, name: "Ishmael" } });
    expect(Object.keys(record.data)).toEqual(["name.txt"]);
  });

  test("is not run again, neither by `prove` nor by `--experiments`, and with `--check` nothing is written", async () => {
    expect((await ran(book)).ran).toBe(0);
    const again = await proved(book);
    expect([said(again), again.ran.sections, again.confirmed]).toEqual(["", 0, []]);
    expect(said(await proved(book, { writes: "nothing" }))).toBe("");
    expect(evidenceOf(book)).toEqual(recorded);
  });

  test("is confirmed by a replay where its code has changed and begins as it did", async () => {
    book.write("01-walk/index.md", texts["01-walk/index.md"].replace(rule, "(x * 7 * 2401) % 2147483647"));
    const checked = await proved(book, { writes: "nothing", chapters: ["1"] });
    expect(checked.confirmed).toEqual([{ name: "walk", seeds: 3 }]);
    expect(said(checked)).not.toContain("walk`");
    expect(evidenceOf(book)).toEqual(recorded);
    const renewed = await proved(book);
    expect([said(renewed), renewed.confirmed, renewed.totals?.experiments]).toEqual(["", [{ name: "walk", seeds: 3 }], 1]);
    for (const path of recordPaths) {
      const [before, after] = [recorded, evidenceOf(book)].map((evidence) => JSON.parse(evidence[path] ?? ""));
      expect(after).toEqual({ ...before, confirmed: { key: expect.any(String), date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) }, seal: expect.any(String) });
      expect([after.confirmed.key === before.key, after.seal === before.seal]).toEqual([false, false]);
    }
    expect((await proved(book)).confirmed).toEqual([]);
    // and back: the code that was run needs no replay
    book.write("01-walk/index.md", texts["01-walk/index.md"]);
    expect([(await proved(book)).confirmed, (await ran(book)).ran]).toEqual([[], 0]);
  });

  test("is out of date by name where it begins otherwise, and its cells show what it was", async () => {
    book.write("01-walk/index.md", texts["01-walk/index.md"].replace("place = next(place)", "place = next(place) + Number(i === 3 && seed === 10)"));
    const found = await proved(book);
    expect(said(found)).toBe(`book/01-walk/index.md:13:4: error[stale-experiment]: \`walk\` is no longer what its record says, for seed 10
${fenceLine}  note: seed 10: step 4 was {"place":1259501992}, and is {"place":1259501993} when it is replayed
  cure: npm run prove -- --experiments walk
`);
    expect(found.totals?.experiments).toBe(0);
  });

  test("is out of date where it can no longer be run, with the place", async () => {
    book.write("01-walk/index.md", texts["01-walk/index.md"].replace("let place = seed;", "let place = seed.start.now;"));
    const first = said(await proved(book)).split("book/01-walk/index.md:15:24").slice(0, 2).join("AT");
    expect(first).toBe(`book/01-walk/index.md:13:4: error[stale-experiment]: \`walk\` is no longer what its record says, for seeds 20, 10 and 30
${fenceLine}AT: note: seed 20 cannot be replayed: the cell throws \`TypeError\`: Cannot read properties of undefined (reading 'now')
`);
  });

  test("is run again, and only then, where its data has changed", async () => {
    book.write("data/name.txt", "Ahab\n");
    const found = await proved(book, { chapters: ["1"] });
    expect(said(found)).toContain(`${fenceLine}  note: seed 20: \`name.txt\` has changed since
  note: seed 10: \`name.txt\` has changed since
  note: seed 30: \`name.txt\` has changed since
  cure: npm run prove -- --experiments walk
`);
    expect((await ran(book, "walk")).ran).toBe(3);
    // what it came to is another, so the cells that read it are run again, and show it
    const after = await proved(book);
    expect(after.ran.sections).toBe(1);
    expect(said(after)).toContain('note: +{"seed":20,"place":1258271049,"name":"Ahab"}');
  });

  test("runs only the seed that is asked for anew, and keeps the values in the order of the fence", async () => {
    book.write("01-walk/index.md", texts["01-walk/index.md"].replace("20,10,30", "5,20,10,30"));
    expect(said(await proved(book)).split("\n")[0]).toBe("book/01-walk/index.md:13:4: error[experiment-not-run]: `walk` has no record of seed 5, and is not run but when it is asked for");
    expect((await ran(book, "1")).lines).toEqual(["walk seed 5: 9 steps in … s"]);
    expect(said(await proved(book))).toContain('note: +{"seed":5,"place":');
  });

  test("leaves a record that no seed needs where it is, and says so", async () => {
    book.write("01-walk/index.md", texts["01-walk/index.md"].replace("20,10,30", "20,10").replace(/\{"seed":30.*\n/, ""));
    const message = "[orphaned-evidence]: `book/evidence/experiments/walk/30.json` belongs to no experiment of the book, or to a seed that none lists\n  cure: git rm book/evidence/experiments/walk/30.json\n";
    expect(said(await proved(book))).toBe(`book/evidence/experiments/walk/30.json: warning${message}`);
    expect(said(await proved(book, { writes: "nothing" }))).toBe(`book/evidence/experiments/walk/30.json: error${message}`);
    expect(evidenceOf(book)["experiments/walk/30.json"]).toBe(recorded["experiments/walk/30.json"]);
  });

  test.each([
    ["edited by hand", (text: string) => text.replace("1702877348", "1702877349"), "edited-evidence", "was changed since `prove` wrote it; evidence is never written by hand"],
    ["cut short", (text: string) => text.slice(0, 200), "truncated-evidence", "has lost its end"],
  ])("has a record that was %s: it is named, and run again only when that is asked for", async (_, change, code, message) => {
    const path = join(book.root, "book/evidence/experiments/walk/10.json");
    writeFileSync(path, change(recorded["experiments/walk/10.json"] ?? ""));
    const words = `book/evidence/experiments/walk/10.json: error[${code}]: \`book/evidence/experiments/walk/10.json\` ${message}\n  cure: git restore book/evidence/experiments/walk/10.json, or npm run prove -- --experiments walk\n`;
    expect(said(await proved(book, { writes: "nothing", chapters: ["1"] }))).toContain(words);
    expect((await ran(book)).lines).toEqual(["walk seed 10: 9 steps in … s"]);
    expect(JSON.parse(readFileSync(path, "utf8")).value).toEqual({ place: 1702877348, name: "Ishmael" });
  });

  test("is replayed as a whole with `--fresh`, and nothing of it is written", async () => {
    const fresh = await proved(book, { runs: "all", chapters: ["1"] });
    expect([said(fresh), fresh.confirmed]).toEqual(["", []]);
    expect(evidenceOf(book)).toEqual(recorded);
  });

  test("that nobody wrote is a usage error, with what was meant", async () => {
    const run = (...words: readonly string[]): Promise<ExperimentsRun> => runExperiments({ root: book.root, words, jobs: 1, command: "", progress: () => {}, say: () => {}, stands: () => {} });
    expect(await run("wlak")).toEqual({ mistake: "no experiment and no chapter is called `wlak`; did you mean `walk`?" });
    expect(await run("7")).toEqual({ mistake: "no experiment and no chapter is called `7`" });
    expect(await run("walk", "02-rest")).toEqual({ mistake: "the experiment `walk` does not stand in `02-rest`" });
    expect(await run("2")).toMatchObject({ ran: 0, diagnostics: [] });
  });
});

describe("what an experiment may not do is refused with its place", () => {
  let book: SmallBook;
  beforeAll(() => (book = smallBook({ "01-a/index.md": "# A\n" })));
  afterAll(() => book.remove());

  /** What running this cell finds; it begins in line 4. */
  async function refused(body: string, attributes = 'seeds="1"'): Promise<string> {
    book.write("01-a/index.md", `# A\n\n\`\`\`ts experiment="a" ${attributes}\n${body}\n\`\`\`\n`);
    const run = await ran(book);
    expect(run.ran).toBe(0);
    return said(run).split("\n")[0] ?? "";
  }
  const at = "book/01-a/index.md:3:4: error";

  test.each([
    ["a value that is not plain", "step(1);\n({ losses: [1, NaN] })", `${at}[not-plain]: what an experiment comes to is plain JSON, and \`value.losses[1]\` is \`NaN\``],
    ["a value that is no record", "step(1);\n[1, 2]", `${at}[not-plain]: what an experiment comes to is a record, such as \`({ loss })\`, and not \`[1,2]\``],
    ["a value that has a seed of its own", "step(1);\n({ seed: 3 })", `${at}[not-plain]: \`seed\` stands in every record of an experiment already: its value needs none`],
    ["a value that is too long", 'step(1);\n({ text: "x".repeat(1e6) })', `${at}[not-plain]: what an experiment comes to has at most 1,000,000 characters of JSON, and this has 1,000,011`],
    ["no value", "step(1);\nconst x = 2;", `${at}[experiment-without-value]: an experiment ends in its value: its last statement must be an expression, such as \`({ loss })\``],
    ["no step", "({ loss: 1 })", `${at}[no-steps]: an experiment calls \`step(…)\` once a training step, so that its beginning can be replayed; this one never did`],
    ["a step that is not plain", "step(1);\nstep({ loss: undefined });\n({ loss: 1 })", "book/01-a/index.md:5:1: error[cell-throws]: the cell throws `TypeError`: step: it takes plain JSON, and `value.loss` is `undefined`"],
    ["keeping what is no bytes", 'keep("half");\n({ loss: 1 })', "book/01-a/index.md:4:1: error[cell-throws]: the cell throws `TypeError`: keep: what is kept are the bytes of a `Uint8Array`"],
    ["an exception", 'step(1);\nthrow new RangeError("off the map");\n({ a: 1 })', "book/01-a/index.md:5:7: error[cell-throws]: the cell throws `RangeError`: off the map"],
    ["a promise that nothing waits for", 'step(1);\nvoid Promise.reject(new Error("late"));\n({ a: 1 })', "book/01-a/index.md:5:21: error[unhandled-rejection]: a promise that nothing waits for is rejected with `Error`: late"],
    ["the end of the process", "step(1);\nprocess.exit(0);\n({ a: 1 })", "book/01-a/index.md:5:9: error[cell-exits]: the cell ends the process with `process.exit(0)`"],
    ["writing elsewhere", '(await import("node:fs")).writeFileSync("/tmp/not-mine", "");\nstep(1);\n({ a: 1 })', "book/01-a/index.md:4:27: error[writes-outside]: the cell writes outside its folder: `/tmp/not-mine`"],
    ["its own record", 'experiment("a");\nstep(1);\n({ a: 1 })', "book/01-a/index.md:4:1: error[cell-throws]: the cell throws `Error`: experiment: `a` cannot read its own record"],
    ["what is not TypeScript", "step(1;\n({ a: 1 })", "book/01-a/index.md:4:7: error[syntax-error]: `)` expected"],
    ["a name that is given to it", "const seed = 3;\nstep(seed);\n({ a: 1 })", 'book/01-a/index.md:4:7: error[syntax-error]: the symbol `seed` has already been declared'],
  ])("%s", async (_, body, message) => {
    expect(await refused(body)).toBe(message);
    expect(Object.keys(evidenceOf(book))).toEqual([]);
  });

  test("what it prints is said, and is no part of its record", async () => {
    book.write("01-a/index.md", '# A\n\n```ts experiment="a" seeds="4"\nconsole.log("on the way\\nto the sea");\nstep(1);\n({ a: 1 })\n```\n');
    expect((await ran(book)).lines).toEqual(["a seed 4: 1 step in … s", "a seed 4: on the way", "a seed 4: to the sea"]);
  });

  test("two of one name are refused, also where only a letter's case differs", async () => {
    book.write("01-a/index.md", '# A\n\n```ts experiment="a" seeds="4"\nstep(1);\n({ a: 1 })\n```\n\n```ts experiment="A" seeds="4" id="other"\nstep(1);\n({ a: 1 })\n```\n');
    const run = await ran(book);
    expect(said(run)).toBe(`book/01-a/index.md:8:19: error[duplicate-experiment]: another experiment of the book is called \`a\`, and evidence is filed under the name
  8 │ \`\`\`ts experiment="A" seeds="4" id="other"
    ╵                   ~
book/01-a/index.md:3:19: note: it is here
`);
  });
});

test("one that reads another waits for it, is held to its values, and may be replayed within a tolerance", async () => {
  const first = '```ts experiment="first" seeds="1" replay=3\nfor (const x of [1, 2, 3]) step(x);\n({ length: 3 })\n```\n';
  const second = '```ts experiment="second" seeds="1,2" tolerance="1e-6"\nconst { length } = experiment("first").runs[0];\nfor (let i = 0; i < length; i++) step({ share: 1 / (i + seed) });\n({ length })\n```\n';
  const book = smallBook({ "01-a/index.md": `# A\n\n${first}\n${second}` });
  expect((await ran(book)).lines).toEqual(["first seed 1: 3 steps in … s", "second seed 1: 3 steps in … s", "second seed 2: 3 steps in … s"]);
  book.write("01-a/index.md", `# A\n\n${first}\n${second.replace("1 / (i + seed)", "(1 + 1e-9) / (i + seed)")}`);
  expect((await proved(book)).confirmed).toEqual([{ name: "second", seeds: 2 }]);
  book.write("01-a/index.md", `# A\n\n${first}\n${second.replace("1 / (i + seed)", "(1 + 1e-3) / (i + seed)")}`);
  expect(said(await proved(book))).toContain('note: seed 1: step 1 was {"share":1}, and is {"share":1.001} when it is replayed\n');
  // another first makes the second one out of date by its data
  book.write("01-a/index.md", `# A\n\n${first.replace("[1, 2, 3]", "[2, 2, 3, 4]").replace("length: 3", "length: 4")}\n${second}`);
  expect((await ran(book, "first")).lines).toEqual(["first seed 1: 4 steps in … s", "first seed 1: its replay differs at step 1, so it is run again"]);
  expect(said(await proved(book))).toContain("note: seed 1: `experiment:first` has changed since\n");
  book.remove();
});

test("time is no limit to a run, but to a replay; memory is one to both", async () => {
  const cell = (body: string): string => `# A\n\n\`\`\`ts experiment="slow" seeds="1" replay=2\n${body}\nstep(1);\nstep(2);\n({ done: true })\n\`\`\`\n`;
  const book = smallBook({ "01-a/index.md": cell("await new Promise((resolve) => setTimeout(resolve, 5500));"), "book.yml": "title: A\nlimits: { seconds: 5, megabytes: 400 }\n" });
  expect((await ran(book)).lines).toEqual(["slow seed 1: 2 steps in … s"]);
  book.write("01-a/index.md", cell("for (;;) {}"));
  expect(said(await proved(book))).toContain("note: seed 1 cannot be replayed: `slow` takes too long: the section was stopped after 5 seconds\n");
  book.write("01-a/index.md", cell("const all = [];\nfor (let i = 0; i < 40; i++) all.push(new Uint8Array(5e7).fill(1));"));
  expect(said(await ran(book))).toContain("error[too-much-memory]: `slow` takes too much memory: the section was stopped at 400 MB");
  book.remove();
});
