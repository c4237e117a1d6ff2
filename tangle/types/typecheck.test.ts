import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { bookFromFiles } from "../book/book.ts";
import { chunkGraph } from "../chunks/chunks.ts";
import { render } from "../text/diagnostic.ts";
import { programAt } from "../program/program.ts";
import type { Layout } from "../program/layout.ts";
import { packageFile } from "../program/packagefile.ts";
import { typeChecker } from "./typecheck.ts";

const root = realpathSync(mkdtempSync(join(tmpdir(), "typecheck-")));
afterAll(() => rmSync(root, { recursive: true }));

function layouts(...fences: readonly string[]): readonly Layout[] {
  const text = `# A\n\n${fences.map((each) => `\`\`\`ts ${each}\n\`\`\`\n`).join("\n")}`;
  const { book } = bookFromFiles(root, new Map([["book/contents.md", "# A\n\n- [A](01-a/index.md)\n"], ["book/01-a/index.md", text]]));
  if (book === null) throw new Error("the contents cannot be read");
  return programAt(book, chunkGraph(book).graph, { chapter: 0, target: root }).layouts;
}

const checker = typeChecker(root);
const said = (...fences: readonly string[]): string => checker.check(layouts(...fences)).map(render).join("");

test("a sound program has no diagnostics; it may import by #src/, from Node and from this project's packages", () => {
  expect(said(
    'file=src/a.ts\nimport { readFileSync } from "node:fs";\nimport { test } from "vitest";\nimport { b } from "#src/b.ts";\ntest("b", () => void readFileSync(b));',
    'file=src/b.ts\nexport const b: string = "b";',
  )).toBe("");
});

test("a mistake stands in the chapter, at its column, with the places that explain it", () => {
  expect(said('file=src/b.ts\n<<Make b>>', 'chunk="Make b"\ninterface B { readonly b: string }\nexport const b: B = { b: 1 };')).toBe(
    `book/01-a/index.md:9:23: error[TS2322]: Type 'number' is not assignable to type 'string'.
  9 │ export const b: B = { b: 1 };
    ╵                       ~
book/01-a/index.md:8:24: note: The expected type comes from property 'b' which is declared here on type 'B'
`,
  );
});

test("a syntax error is reported where it is", () => {
  expect(said("file=src/b.ts\nexport const b = (1;")).toBe(`book/01-a/index.md:4:20: error[TS1005]: ')' expected.
  4 │ export const b = (1;
    ╵                    ~
`);
});

test("an unchanged module is judged anew when what it imports comes, changes or goes", () => {
  const a = 'file=src/a.ts\nimport { b } from "./b.ts";\nexport const a: string = b;';
  expect(said(a)).toContain("error[TS2307]: Cannot find module './b.ts'");
  expect(said(a, 'file=src/b.ts\nexport const b = "b";')).toBe("");
  expect(said(a, "file=src/b.ts\nexport const b = 1;")).toContain("book/01-a/index.md:5:14: error[TS2322]");
  expect(said(a)).toContain("error[TS2307]: Cannot find module './b.ts'");
});

test("programs are checked strictly, whatever the book's own options", () => {
  writeFileSync(join(root, "tsconfig.json"), '{ "compilerOptions": { "strict": false, "module": "NodeNext", "target": "ES2023", "noUnusedLocals": true } }');
  const own = typeChecker(root);
  const codes = own.check(layouts("file=src/a.ts\nconst unused = 1;\nexport function f(x) { return x; }")).map(({ code }) => code);
  expect([...codes].sort()).toEqual(["TS6133", "TS7006"]);
});

test("in every package.json #src/ leads to src/, and the rest is kept", () => {
  expect(JSON.parse(packageFile(null))).toEqual({ type: "module", imports: { "#src/*": "./src/*" } });
  expect(JSON.parse(packageFile('{ "name": "x", "type": "commonjs", "imports": { "#src/*": "./lib/*", "#y": "./y.js" } }'))).toEqual({
    name: "x",
    type: "commonjs",
    imports: { "#src/*": "./src/*", "#y": "./y.js" },
  });
});
