/** The chunks of a page that may be edited, and how a page puts a program together from them. */
import { expect, test } from "vitest";
import type { ChunksFile } from "../../reader/cells/chunksFile.ts";
import { expandedModule } from "../../reader/cells/expand.ts";
import { givenBy } from "../../testing/givenBy.ts";
import { coffee } from "../../testing/wovenBook.ts";

test("only chunks that the program has at the chapter's end, of modules that a cell of the page imports, may be edited", async () => {
  const given = await givenBy(coffee);
  const own = (page: string): readonly string[] => Object.keys((given.get(`chunks/${page}`) as ChunksFile).own).sort();
  expect(own("01-grinding.01-how-fine")).toEqual(["chunk-refuse-a-radius-that-is-not-positive", "chunk-say-what-a-grind-is", "file-src-grind-ts"]);
  expect(own("02-brewing.01-how-long")).toEqual(["chunk-refuse-a-radius-that-is-not-positive-2", "file-src-grind-ts-2", "file-src-grind-ts-3"]);
});

test("an edited part keeps the uses whose lines it keeps, at the depth where they stand", () => {
  const file: ChunksFile = {
    chunks: [{ comment: null, parts: [0, 1] }, { comment: "// Name", parts: [2] }],
    parts: [["a", { indent: "  ", name: "Name", chunk: 1 }, "b"], ["end"], ["x", "", "  y"]],
    modules: { "src/a.ts": 0 },
    own: {},
  };
  const lines = (text: string): readonly string[] => expandedModule(file, "src/a.ts", new Map([[0, text]])).lines;
  expect(lines("a\n  ⟨Name⟩\nb")).toEqual(expandedModule(file, "src/a.ts", new Map()).lines);
  expect(lines("⟨Name⟩\nc")).toEqual(["// Name", "x", "", "  y", "c", "end"]);
  expect(lines("a\nb")).toEqual(["a", "b", "end"]);
  expect(lines("@<<Name>>\n@@<<Name>>")).toEqual(["<<Name>>", "@<<Name>>", "end"]);
  expect(lines("⟨Other⟩")).toEqual(["⟨Other⟩", "end"]);
  expect(expandedModule(file, "src/a.ts", new Map([[2, "x\nz"]]))).toEqual({
    lines: ["a", "  // Name", "  x", "  z", "b", "end"],
    places: [{ part: 0, line: 0 }, { part: 0, line: 1 }, { part: 2, line: 0 }, { part: 2, line: 1 }, { part: 0, line: 2 }, { part: 1, line: 0 }],
  });
});
