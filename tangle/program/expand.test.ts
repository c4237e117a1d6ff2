import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expandAt } from "./expand.ts";
import { expandNaively, type NaiveBook } from "../fixtures/naive.ts";
import { linked } from "../testing/written.ts";

/** The program at a chapter's end, a file a key. */
function programOf(chapters: Readonly<Record<string, readonly string[]>>, chapter: number): Readonly<Record<string, readonly string[]>> {
  const { book, graph } = linked(Object.fromEntries(Object.entries(chapters).map(([key, lines]) => [key, `${lines.join("\n")}\n`])));
  return Object.fromEntries(expandAt(book, graph, chapter).map(({ path, lines }) => [path, lines.map(({ indent, text }) => indent + text)]));
}

describe("expansion", () => {
  test("a test needs what the fences say that it is made of, at the end of that chapter", () => {
    const { book, graph } = linked({
      "01-a": '```ts file=src/a.test.ts needs="native"\n<<Ask>>\n```\n\n```ts chunk="Ask" needs="mpi,cuda"\n1;\n```\n\n```ts file=src/b.test.ts\n1;\n```\n',
      "02-b": '```ts chunk="01-a/Ask" :=\n2;\n```\n',
    });
    const needs = [0, 1].map((chapter) => expandAt(book, graph, chapter).map((file) => [file.path, file.needs]));
    expect(needs).toEqual([
      [["src/a.test.ts", ["native", "cuda", "mpi"]], ["src/b.test.ts", []]],
      [["src/a.test.ts", ["native"]], ["src/b.test.ts", []]],
    ]);
  });

  test("a use's indentation stands before every line of the chunk but blank ones, its name above it", () => {
    const chapters = {
      "01-a": [
        "```ts file=src/a.ts", "{", "  <<Count>>", "}", "```",
        "", '```ts chunk="Count"', "one();", "", "  two();", "\t<<Nested>>", "```",
        "", '```ts chunk="Nested"', "three();", "```",
      ],
    };
    expect(programOf(chapters, 0)).toEqual({
      "src/a.ts": ["{", "  // Count", "  one();", "", "    two();", "  \t// Nested", "  \tthree();", "}"],
    });
  });

  test("a chunk may be used twice, and in two files", () => {
    const chapters = {
      "01-a": ["```ts file=src/b.ts", "<<Do it>>", "<<Do it>>", "```", "", "```ts file=src/a.ts", " <<Do it>>", "```", "", '```ts chunk="Do it"', "x", "```"],
    };
    expect(programOf(chapters, 0)).toEqual({ "src/a.ts": [" // Do it", " x"], "src/b.ts": ["// Do it", "x", "// Do it", "x"] });
  });

  test("appended parts follow without a line between them", () => {
    const chapters = { "01-a": ["```ts file=src/a.ts", "x", "```", "", "```ts file=src/a.ts +=", "y", "```"] };
    expect(programOf(chapters, 0)).toEqual({ "src/a.ts": ["x", "y"] });
  });

  test("each chapter's end has its own program: appends, replacements, appends to a replacement", () => {
    const chapters = {
      "01-a": ["```ts file=src/a.ts", "<<Do it>>", "```", "", '```ts chunk="Do it"', "one", "```"],
      "02-b": ['```ts chunk="01-a/Do it" +=', "two", "```", "", "```ts file=src/b.ts", "<<01-a/Do it>>", "```"],
      "03-c": ['```ts chunk="01-a/Do it" :=', "three", "<<Local>>", "```", "", '```ts chunk="Local"', "local", "```"],
      "04-d": ['```ts chunk="01-a/Do it" +=', "four", "```", "", "```ts file=src/b.ts :=", "new", "```"],
    };
    const [name, local] = ["// Do it", "// Local"];
    expect(programOf(chapters, 0)).toEqual({ "src/a.ts": [name, "one"] });
    expect(programOf(chapters, 1)).toEqual({ "src/a.ts": [name, "one", "two"], "src/b.ts": [name, "one", "two"] });
    expect(programOf(chapters, 2)).toEqual({ "src/a.ts": [name, "three", local, "local"], "src/b.ts": [name, "three", local, "local"] });
    expect(programOf(chapters, 3)).toEqual({ "src/a.ts": [name, "three", local, "local", "four"], "src/b.ts": ["new"] });
  });

  test("what stands before the first `/` is a chapter only if the contents have that folder", () => {
    const chapters = {
      "01-a": ["```ts file=src/a.ts", "<<Count FLOP/s>>", "<<01-a/Do it>>", "```", "", '```ts chunk="Count FLOP/s"', "x", "```", "", '```ts chunk="Do it"', "y", "```"],
    };
    expect(programOf(chapters, 0)).toEqual({ "src/a.ts": ["// Count FLOP/s", "x", "// Do it", "y"] });
  });

  test("two chapters may each have a chunk of the same name", () => {
    const chapter = (file: string, line: string): readonly string[] => [`\`\`\`ts file=src/${file}.ts`, "<<Do it>>", "```", "", '```ts chunk="Do it"', line, "```"];
    expect(programOf({ "01-a": chapter("a", "one"), "02-b": chapter("b", "two") }, 1)).toEqual({
      "src/a.ts": ["// Do it", "one"],
      "src/b.ts": ["// Do it", "two"],
    });
  });

  test("a name is written in the comment syntax of the chunk's own language, or not at all", () => {
    const fence = (language: string): readonly string[] => ["", `\`\`\`${language} chunk="In ${language}"`, "x", "```"];
    const languages = ["sh", "css", "html", "json", "text", "cuda"];
    const chapters = { "01-a": ["```ts file=src/a.ts", ...languages.map((each) => ` <<In ${each}>>`), "```", ...languages.flatMap(fence)] };
    expect(programOf(chapters, 0)).toEqual({
      "src/a.ts": [" # In sh", " x", " /* In css */", " x", " <!-- In html -->", " x", " x", " x", " // In cuda", " x"],
    });
  });

  test("a line that must be literally a use is written with an `@`", () => {
    const chapters = { "01-a": ["```ts file=src/a.ts", "@<<Do it>>", "  @@<<Do it>>", "a << b", "x <<Do it>>", "<<\"quoted\">>", "<<Do it>>", "```", "", '```ts chunk="Do it"', "x", "```"] };
    expect(programOf(chapters, 0)).toEqual({
      "src/a.ts": ["<<Do it>>", "  @<<Do it>>", "a << b", "x <<Do it>>", '<<"quoted">>', "// Do it", "x"],
    });
  });

  test("a chain of a thousand chunks is no deeper than the stack", () => {
    const link = (depth: number): readonly string[] => [`\`\`\`ts chunk="Link ${depth}"`, depth < 1000 ? `<<Link ${depth + 1}>>` : "end", "```", ""];
    const chain = Array.from({ length: 1000 }, (_, index) => link(index + 1)).flat();
    const { "src/a.ts": lines } = programOf({ "01-a": ["```ts file=src/a.ts", "<<Link 1>>", "```", "", ...chain] }, 0);
    expect(lines?.length).toBe(1001);
  });
});

describe("origins", () => {
  test("a line knows its fence's line and the uses it was reached through, outermost first", () => {
    const { book, graph } = linked({ "01-a": "```ts file=src/a.ts\n  <<One>>\n```\n\n- list\n\n  ```ts chunk=\"One\"\n  x\n  <<Two>>\n  ```\n\n```ts chunk=\"Two\"\n@<<y>>\n```\n" });
    const [file] = expandAt(book, graph, 0);
    const origins = file?.lines.map(({ origin }) =>
      origin.kind === "header" ? "" : `${origin.kind} ${origin.line.line}:${origin.line.column} via ${origin.uses.map(({ line }) => line.line).join(",")}`,
    );
    expect(origins).toEqual(["name 2:1 via ", "text 8:3 via 2", "name 9:3 via 2", "text 13:1 via 2,9"]);
    expect(file?.lines.map(({ origin }) => origin.kind === "text" && origin.escaped)).toEqual([false, false, false, true]);
    expect(file?.definedIn).toBe("book/01-a/index.md");
  });
});

describe("the law of expansion", () => {
  // every chapter defines two files and four chunks; a chunk uses only chunks of a greater rank, so there is no cycle
  const indent = fc.constantFrom("", "  ", "\t", " \t");
  const line = fc.oneof(
    fc.tuple(indent, fc.constantFrom("x", "", "  ", "y << z", "@@x", "if (a) {", "🙂", "@<<A>>", "<<A>> // not alone")).map(([space, text]) => space + text),
    fc.tuple(indent, fc.nat({ max: 20 })).map(([space, use]) => ({ space, use })),
  );
  const body = fc.array(line, { maxLength: 5 });
  const change = fc.record({ target: fc.nat({ max: 20 }), operation: fc.constantFrom("append" as const, "replace" as const), body });
  const chapter = fc.record({ bodies: fc.array(body, { minLength: 6, maxLength: 6 }), changes: fc.array(change, { maxLength: 3 }), prefix: fc.constantFrom("", "> ", "  ") });
  const naiveBook: fc.Arbitrary<NaiveBook> = fc.array(chapter, { minLength: 1, maxLength: 4 }).map((chapters) => ({ chapters }));

  test("every chapter's program is what a naive reader would copy together", () => {
    fc.assert(
      fc.property(naiveBook, (generated) => {
        const { texts, programs } = expandNaively(generated);
        const { book, graph } = linked(texts);
        const found = book.chapters.map((_, index) =>
          Object.fromEntries(expandAt(book, graph, index).map(({ path, lines }) => [path, lines.map((each) => each.indent + each.text)])),
        );
        expect(found).toEqual(programs);
      }),
      { numRuns: 300 },
    );
  });
});
