import { expect, test } from "vitest";
import { layoutOf } from "./layout.ts";

/** The text of a file whose lines come from nowhere, since only what is put around them is tested. */
function textOf(path: string, language: string, ...lines: readonly string[]): string {
  const made = lines.map((text) => ({ indent: "", text, origin: { kind: "header" } as const }));
  return layoutOf({ path, language, lines: made, definedIn: "book/01-a/index.md", needs: [] }).text;
}

const said = "Tangled from book/01-a/index.md. Edit the book, then: npm run tangle";

test.each([
  ["ts", `// ${said}\nx\n//# sourceMappingURL=../.maps/deep/a.ts.map\n`],
  ["py", `# ${said}\nx\n## sourceMappingURL=../.maps/deep/a.ts.map\n`],
  ["css", `/* ${said} */\nx\n/*# sourceMappingURL=../.maps/deep/a.ts.map */\n`],
  ["html", `<!-- ${said} -->\nx\n<!--# sourceMappingURL=../.maps/deep/a.ts.map -->\n`],
  ["json", "x\n"],
  ["unheard-of", "x\n"],
])("in %s header and map comment are written in its comments", (language, expected) => {
  expect(textOf("src/deep/a.ts", language, "x")).toBe(expected);
});

test("the header follows a #! line, and the file is executable", () => {
  expect(textOf("src/run.sh", "sh", "#!/bin/sh", "x")).toBe(`#!/bin/sh\n# ${said}\nx\n## sourceMappingURL=.maps/run.sh.map\n`);
  expect(["#!/bin/sh", "# not first"].map((text) => layoutOf({ path: "src/a", language: "sh", lines: [{ indent: "", text, origin: { kind: "header" } }], definedIn: "b", needs: [] }).executable)).toEqual([true, false]);
});

test("a file without lines has its header and map comment, or is empty", () => {
  expect(textOf("src/a.ts", "ts")).toBe(`// ${said}\n//# sourceMappingURL=.maps/a.ts.map\n`);
  expect(textOf("src/a.json", "json")).toBe("");
});

test("a path with a space is an address in the map comment", () => {
  expect(textOf("src/my folder/a.ts", "ts")).toContain("//# sourceMappingURL=../.maps/my%20folder/a.ts.map\n");
});
