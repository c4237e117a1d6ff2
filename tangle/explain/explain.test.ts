import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commandArguments } from "../start/commands.ts";
import { bookFromFiles } from "../book/book.ts";
import { projectFolder } from "../disk/project.ts";
import { chunkGraph } from "../chunks/chunks.ts";
import { render } from "../text/diagnostic.ts";
import { expandAt } from "../program/expand.ts";
import { explain, type Known, type Question } from "./explain.ts";
import { layoutOf } from "../program/layout.ts";

const one = `# One

\`\`\`ts file=src/a.ts
f(() => {
	<<Grind>>
});
<<Grind>>
\`\`\`

- list

  \`\`\`ts chunk="Grind"
  let 😀x = 1;
  @<<literal>>
    <<Deeper>>
  \`\`\`

\`\`\`ts chunk="Deeper"
old();
\`\`\`

\`\`\`text
plain
\`\`\`
`;
const two = '# Two\n\n```ts chunk="01-one/Deeper" :=\nnew1();\n```\n';

function known(onDisk: (path: string) => string | null = () => null): Known {
  const texts = new Map([["book/contents.md", "# T\n\n- [One](01-one/index.md)\n- [Two](02-two/index.md)\n"], ["book/01-one/index.md", one], ["book/02-two/index.md", two]]);
  const { book, diagnostics } = bookFromFiles("/book", texts);
  if (book === null) throw new Error(diagnostics.map(render).join(""));
  const { graph } = chunkGraph(book);
  return { book, graph, texts, layouts: new Map(expandAt(book, graph, 1).map(layoutOf).map((layout) => [layout.path, layout])), onDisk };
}

function ask(place: string, from: Known = known()): string {
  const [path = "", line, column] = place.split(":");
  const question: Question = { path, line: Number(line), column: column === undefined ? null : Number(column) };
  const { found, text } = explain(from, question);
  return found ? text : `unknown: ${text}`;
}

// 1 header, 2 f, 3 name, 4 let, 5 literal, 6 name, 7 new1, 8 }), 9 name, 10 let, 11 literal, 12 name, 13 new1, 14 map
describe("a place in src/", () => {
  it("leads to its chapter line, its chunk and the uses above it, across chapters", () => {
    expect(ask("src/a.ts:7")).toBe(
      "book/02-two/index.md:4:1\n" +
        "  4 │ new1();\n" +
        "    ╵ ~\n" +
        "  in `Deeper`, replaced at book/02-two/index.md:3:1 in `02-two`\n" +
        "  used at book/01-one/index.md:15:5 in `Grind`\n" +
        "  used at book/01-one/index.md:5:2 in `src/a.ts`\n" +
        "  tangled to `src/a.ts`\n",
    );
  });
  it.each([
    ["src/a.ts:4", "book/01-one/index.md:13:3"],
    ["src/a.ts:4:8", "book/01-one/index.md:13:9"],
    ["src/a.ts:4:14", "book/01-one/index.md:13:15"],
    ["src/a.ts:10:1", "book/01-one/index.md:13:3"],
    ["src/a.ts:5:2", "book/01-one/index.md:14:4"],
    ["src/a.ts:4:1", "book/01-one/index.md:5:1"],
    ["src/a.ts:3", "book/01-one/index.md:5:2"],
    ["src/a.ts:12:3", "book/01-one/index.md:15:5"],
  ])("%s is %s", (place, expected) => {
    expect(ask(place).split("\n")[0]).toBe(expected);
  });
  it.each([
    ["src/a.ts:1", "unknown: `src/a.ts:1` is a line that tangle makes, not a chapter; the file begins at book/01-one/index.md:3:1\n"],
    ["src/a.ts:14", "unknown: `src/a.ts:14` is a line that tangle makes, not a chapter; the file begins at book/01-one/index.md:3:1\n"],
    ["src/a.ts:15", "unknown: `src/a.ts` has 14 lines\n"],
    ["src/a.ts:2:99", "unknown: `src/a.ts:2` has 9 columns\n"],
    ["src/aa.ts:1", "unknown: `src/aa.ts` is neither a file of the program nor one of the book; did you mean `src/a.ts`?\n"],
  ])("%s is not known, and it is said why", (place, answer) => {
    expect(ask(place)).toBe(answer);
  });
  it("is found in a file that was edited; an edited line itself is not from the book", () => {
    const text = known().layouts.get("src/a.ts")?.text ?? "";
    const edited = known(() => text.replace("f(() => {", "mine();\nf(() => {"));
    expect(ask("src/a.ts:3", edited).split("\n")[0]).toBe("book/01-one/index.md:4:1");
    expect(ask("src/a.ts:2", edited)).toBe("unknown: `src/a.ts:2` is not what the book says: npm run stitch, or npm run tangle\n");
  });
});

describe("a line of the book", () => {
  it("leads to every place in src/ where it stands", () => {
    expect(ask("book/02-two/index.md:4")).toBe(
      "src/a.ts:7:4\n  7 │ \t  new1();\n    ╵ \t  ~\n" + "src/a.ts:13:3\n  13 │   new1();\n     ╵   ~\n" + "  from `Deeper` at book/02-two/index.md:4:1\n",
    );
  });
  it.each([
    ["book/01-one/index.md:13:9", ["src/a.ts:4:8", "src/a.ts:10:7"]],
    ["book/01-one/index.md:14:6", ["src/a.ts:5:4", "src/a.ts:11:3"]],
    ["book/01-one/index.md:5", ["src/a.ts:3:2"]],
    ["book/01-one/index.md:3", ["src/a.ts:2:1"]],
  ])("%s stands at %j", (place, expected) => {
    expect(ask(place).match(/^src\/\S+$/gm)).toEqual(expected);
  });
  it.each([
    ["book/01-one/index.md:1", "unknown: `book/01-one/index.md:1` is not in the program: no fence is there\n"],
    ["book/01-one/index.md:19", "unknown: `book/01-one/index.md:19` is in `Deeper`, of which an earlier version stands here: it is replaced at book/02-two/index.md:3:1\n"],
    ["book/01-one/index.md:23", "unknown: `book/01-one/index.md:23` is not in the program: its fence is `plain`, not `file` or `chunk`\n"],
    ["book/01-one/index.md:99", "unknown: `book/01-one/index.md` has 24 lines\n"],
    ["book/contents.md:1", "unknown: `book/contents.md:1` is not in the program: no fence is there\n"],
  ])("%s is not in the program, and it is said why", (place, answer) => {
    expect(ask(place)).toBe(answer);
  });
});

describe("the command", () => {
  let root = "";
  beforeAll(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "explain-")));
    cpSync(join(import.meta.dirname, "../fixtures/stages/book"), join(root, "book"), { recursive: true });
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  const run = (...args: readonly string[]): readonly [number | null, string, string] => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [...commandArguments("tangle/explain-cli.ts"), "--root", root, ...args], {
      encoding: "utf8",
      cwd: projectFolder,
    });
    return [status, stdout.split("\n")[0] ?? "", stderr];
  };

  it("answers with 0 where all places are known, with 1 where one is not, with 2 where none was named", () => {
    expect(run("src/list.ts:2:5", `${root}/src/list.ts:2`)).toEqual([0, "book/01-throw/index.md:45:7", ""]);
    expect(run("src/list.ts:99")).toEqual([1, "", "`src/list.ts` has 3 lines\n"]);
    expect(run()).toEqual([2, "", "usage error: a place is needed: PATH:LINE or PATH:LINE:COLUMN\n  see: npm run explain -- --help\n"]);
    expect(run("src/list.ts")[0]).toBe(2);
    expect(run("src/list.ts:0")[0]).toBe(2);
    expect(run("--help")).toEqual([0, "npm run explain -- [options] PATH:LINE[:COLUMN] …", ""]);
  });
});
