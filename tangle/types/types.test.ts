import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { commandArguments } from "../start/commands.ts";
import { render } from "../text/diagnostic.ts";
import { tangle } from "../write/tangle.ts";
import { checkTypes } from "./types.ts";

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function book(chapter: string, files: Readonly<Record<string, string>> = {}): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "types-")));
  folders.push(root);
  const all = { "book/contents.md": "# T\n\n- [One](01-one/index.md)\n", "book/01-one/index.md": chapter, ...files };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const wrong = `# One

\`\`\`ts file=src/a.ts
import { twice } from "#src/b.ts";
import fc from "fast-check";
export const checked: typeof fc.assert = fc.assert;
if (checked.length > 0) {
  <<Use it>>
}
<<Use it>>
\`\`\`

1.	A list with tabs:

	\`\`\`ts chunk="Use it"
	console.log("😀", twice("two"));
	\`\`\`

\`\`\`ts file=src/b.ts
export interface Point { x: number; y: number }
export const origin: Point = { x: 0 };
export function twice(value: number): number { return 2 * value; }
\`\`\`
`;

describe("check:types", () => {
  it("shows each mistake once, at its place in the chapter, with what it is related to", () => {
    const { diagnostics, files } = checkTypes(book(wrong));
    expect(diagnostics.map(render).join("")).toBe(
      "book/01-one/index.md:16:26: error[TS2345]: Argument of type 'string' is not assignable to parameter of type 'number'.\n" +
        '  16 │ \tconsole.log("😀", twice("two"));\n' +
        "     ╵ \t                        ~~~~~\n" +
        "book/01-one/index.md:21:14: error[TS2741]: Property 'y' is missing in type '{ x: number; }' but required in type 'Point'.\n" +
        "  21 │ export const origin: Point = { x: 0 };\n" +
        "     ╵              ~~~~~~\n" +
        "book/01-one/index.md:20:37: note: 'y' is declared here.\n",
    );
    expect(files).toBe(2);
  });
  it("finds the same again when nothing changed, and the right thing when a file did", () => {
    const root = book(wrong);
    const first = checkTypes(root).diagnostics.map(render);
    expect(checkTypes(root).diagnostics.map(render)).toEqual(first);
    writeFileSync(join(root, "book/01-one/index.md"), wrong.replace('twice("two")', "twice(2)").replace("{ x: 0 }", "{ x: 0, y: 0 }"));
    expect(checkTypes(root).diagnostics).toEqual([]);
  });
  it("checks the files that the root's own tsconfig.json names, at their own places", () => {
    const tsconfig = JSON.stringify({ compilerOptions: { module: "NodeNext", target: "ES2023", allowImportingTsExtensions: true, noEmit: true, types: [] }, include: ["tools"] });
    const root = book("# One\n\n```ts file=src/a.ts\nexport const a = 1;\n```\n", {
      "tsconfig.json": tsconfig,
      "package.json": '{ "type": "module" }',
      "tools/t.ts": 'import { a } from "#src/a.ts";\nexport const b: string = a;\n',
    });
    expect(checkTypes(root).diagnostics.map(render).join("")).toBe(
      "tools/t.ts:2:14: error[TS2322]: Type 'number' is not assignable to type 'string'.\n  2 │ export const b: string = a;\n    ╵              ~\n",
    );
  });
  it("checks a folder of tools by its own tsconfig.json, where it has one", () => {
    const compilerOptions = { module: "NodeNext", target: "ES2023", noEmit: true, types: [], lib: ["ES2023"] };
    const root = book("# One\n\n```ts file=src/a.ts\nexport const a = 1;\n```\n", {
      "tsconfig.json": JSON.stringify({ compilerOptions, include: ["tools"] }),
      "tools/t.ts": "document.title;\n",
      "tools/page/tsconfig.json": JSON.stringify({ compilerOptions: { ...compilerOptions, lib: ["ES2023", "DOM"] }, include: ["."] }),
      "tools/page/p.ts": "document.title = 1;\n",
    });
    const { diagnostics, files } = checkTypes(root);
    expect(files).toBe(3);
    expect(diagnostics.map(render).map((each) => each.split("\n")[0])).toEqual([
      expect.stringMatching(/^tools\/page\/p\.ts:1:1: error\[TS2322\]/),
      expect.stringMatching(/^tools\/t\.ts:1:1: error\[TS2584\]/),
    ]);
  });
  it("names the files of src/ that are not what the book says", () => {
    const root = book("# One\n\n```ts file=src/a.ts\nexport const a = 1;\n```\n");
    tangle(root);
    writeFileSync(join(root, "book/01-one/index.md"), "# One\n\n```ts file=src/a.ts\nexport const a = 2;\n```\n");
    expect(checkTypes(root)).toEqual({ files: 1, diagnostics: [], stale: ["src/a.ts"] });
  });
  it("reports the mistakes of the book where it has any", () => {
    expect(checkTypes(book("# One\n\n```ts file=src/a.ts\n<<Nothing>>\n```\n")).diagnostics.map(({ code }) => code)).toEqual(["unknown-chunk"]);
  });
});

describe("the command", () => {
  const run = (root: string, ...args: readonly string[]): readonly [number | null, string] => {
    const { status, stdout } = spawnSync(process.execPath, [...commandArguments("tangle/types-cli.ts"), "--root", root, ...args], {
      encoding: "utf8",
      cwd: join(import.meta.dirname, "../.."),
    });
    return [status, stdout];
  };

  it("counts files and errors in its last line and ends with 1 where there are errors", () => {
    const root = book(wrong);
    expect(run(root)).toEqual([1, "2 files checked, 2 errors\n"]);
    writeFileSync(join(root, "book/01-one/index.md"), wrong.replace('twice("two")', "twice(2)").replace("{ x: 0 }", "{ x: 0, y: 0 }"));
    expect(run(root)).toEqual([0, "2 files checked, 0 errors\n"]);
    expect(run(root, "--nothing")[0]).toBe(2);
    expect(readFileSync(join(root, "output/.cache/types.tsbuildinfo"), "utf8")).toContain("src/a.ts");
  });
});
