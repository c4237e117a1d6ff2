import { originalPositionFor, TraceMap, type SourceMapInput } from "@jridgewell/trace-mapping";
import fc from "fast-check";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { bookFromFiles } from "../book/book.ts";
import { chunkGraph } from "../chunks/chunks.ts";
import type { Layout } from "./layout.ts";
import { programAt } from "./program.ts";
import { originAt, piecesOf } from "./sourcemap.ts";

const chapter = "book/01-a/index.md";
const root = "/books/coffee";

/** Put together here, so that Vite does not take it for this file's own. */
const mapComment = ["//# source", "MappingURL=../.maps/deep/a.ts.map"].join("");

interface Mapped {
  readonly text: string;
  readonly layout: Layout;
  readonly json: { readonly version: number; readonly file: string; readonly sources: readonly string[] };
  /** `line:column → line:column`, 1-based, as a consumer of the map sees it. */
  readonly trace: (line: number, column: number) => { readonly line: number; readonly column: number } | null;
}

/** Tangles one chapter that defines `src/deep/a.ts`. */
function mapped(text: string): Mapped {
  const { book } = bookFromFiles(root, new Map([["book/contents.md", "# A\n\n- [A](01-a/index.md)\n"], [chapter, text]]));
  if (book === null) throw new Error("the contents cannot be read");
  const { graph, diagnostics } = chunkGraph(book);
  expect(diagnostics).toEqual([]);
  const program = programAt(book, graph, { chapter: 0, target: root });
  const layout = program.layouts.find(({ path }) => path === "src/deep/a.ts");
  if (layout === undefined) throw new Error("no src/deep/a.ts");
  const map = program.maps.get(layout.mapPath) ?? "";
  const tracer = new TraceMap(map as SourceMapInput);
  return {
    text,
    layout,
    json: JSON.parse(map),
    trace(line, column) {
      const found = originalPositionFor(tracer, { line, column: column - 1 });
      return found.line === null ? null : { line: found.line, column: found.column + 1 };
    },
  };
}

const nested = `# A

\`\`\`ts file=src/deep/a.ts
one();
  <<Outer>>
\`\`\`

- \`\`\`ts chunk="Outer"
  two();
  \t<<Inner>>

  @<<literal>>
  \`\`\`

> \`\`\`ts chunk="Inner"
> three("😀", four);
> \`\`\`
`;

describe("a nested, indented program", () => {
  const { layout, trace } = mapped(nested);
  const at = (needle: string): [number, number] => {
    const line = layout.lines.findIndex((each) => `${each.indent}${each.text}`.includes(needle));
    const { indent = "", text = "" } = layout.lines[line] ?? {};
    return [line + 1, (indent + text).indexOf(needle) + 1];
  };

  test("is laid out so", () => {
    expect(layout.text).toBe(`// Tangled from book/01-a/index.md. Edit the book, then: npm run tangle
one();
  // Outer
  two();
  \t// Inner
  \tthree("😀", four);

  <<literal>>
${mapComment}
`);
  });

  test.each([
    ["one", 4, 1],
    ["two", 9, 3],
    ["three", 16, 3],
    ["four", 16, 15],
    ["<<literal>>", 12, 4],
    ["literal", 12, 6],
  ])("`%s` is at %i:%i of the chapter", (needle, line, column) => {
    expect(trace(...at(needle))).toEqual({ line, column });
  });

  test("a name comment is at the line that uses the chunk, from its first to its last column", () => {
    expect(trace(...at("// Outer"))).toEqual({ line: 5, column: 3 });
    expect(trace(...at("Outer"))).toEqual({ line: 5, column: 3 });
    expect(trace(...at("// Inner"))).toEqual({ line: 10, column: 4 });
  });

  test("added indentation is at the line that added it, column by column", () => {
    const [line] = at("three");
    expect([1, 2, 3].map((column) => trace(line, column))).toEqual([
      { line: 5, column: 1 },
      { line: 5, column: 2 },
      { line: 10, column: 3 },
    ]);
  });

  test("the indentation of a name comment too", () => {
    const [line] = at("// Inner");
    expect([1, 3].map((column) => trace(line, column))).toEqual([
      { line: 5, column: 1 },
      { line: 10, column: 3 },
    ]);
  });

  test("header and map comment come from nowhere", () => {
    expect([trace(1, 1), trace(1, 20), trace(layout.lines.length, 1)]).toEqual([null, null, null]);
  });

  test("a blank line and the end of a line have their places", () => {
    expect(trace(7, 1)).toEqual({ line: 11, column: 1 });
    expect(trace(2, 7)).toEqual({ line: 4, column: 7 });
  });

  test("`originAt` says the same as the map", () => {
    layout.lines.forEach((each, index) => {
      for (let column = 1; column <= each.indent.length + each.text.length + 1; column++) {
        const origin = originAt(layout, index + 1, column);
        expect(origin && { line: origin.line, column: origin.column }).toEqual(trace(index + 1, column));
      }
    });
  });
});

test("the spaces that stand for a tab which a list took a part of are at that tab", () => {
  const { trace, layout } = mapped("# A\n\n- ```ts file=src/deep/a.ts\n\tsplit();\n  ```\n");
  expect(layout.lines[1]?.text).toBe("  split();");
  expect([1, 2, 3, 4].map((column) => trace(2, column))).toEqual([1, 1, 2, 3].map((column) => ({ line: 4, column })));
});

test("`sources` leads to the chapter from the folder of the map and, for Vite, from that of the file", () => {
  const { json, layout } = mapped(nested);
  expect(json).toMatchObject({ version: 3, file: "a.ts" });
  expect(json.sources).toEqual(["../../../../../books/coffee/book/01-a/index.md"]);
  const [address = ""] = json.sources;
  for (const path of [layout.mapPath, layout.path]) {
    expect(resolve(join(root, path), "..", address)).toBe(join(root, chapter));
  }
});

/** A line of code from pieces that are hard to place: tabs, characters of two units, things that look like uses. */
const code = fc
  .array(fc.constantFrom("x", "𝒙", "😀", "👩‍👧", "\t", " ", "ä", "a << b", "=", "(", ")", "é", "<<no>> ", "`"), { maxLength: 8 })
  .map((pieces) => pieces.join(""))
  .filter((line) => !/`{3}/.test(line) && !/^[ \t]*@*<<.*>>[ \t]*$/.test(line));

const indent = fc.constantFrom("", "  ", "\t", " \t ");
const body = fc.record({ before: fc.array(code, { maxLength: 3 }), indent, after: fc.array(code, { maxLength: 3 }) });

/** How a fence stands in its chapter: plain, in a list, quoted, in a quoted list. */
const container = fc.constantFrom(["", ""], ["- ", "  "], ["12. ", "    "], ["> ", "> "], ["> - ", ">   "]);
const place = fc.record({ body, container, end: fc.constantFrom("\n", "\r\n") });

test("every column of every line traces to the very character it is made from", () => {
  fc.assert(
    fc.property(fc.tuple(place, place, place), ([outer, middle, inner]) => {
      const fences = [
        fence('file=src/deep/a.ts', outer, "<<Middle 😀>>"),
        fence('chunk="Middle 😀"', middle, "<<Inner>>"),
        fence('chunk="Inner"', inner, "@<<Middle 😀>>"),
      ];
      const { layout, trace, text } = mapped(`# A\n\n${fences.join("\n")}`);
      const lines = text.split(/\r\n|\n/);
      layout.lines.forEach((line, index) => {
        const whole = line.indent + line.text;
        for (const piece of piecesOf(line)) {
          for (let column = piece.start; column < piece.start + piece.length; column++) {
            const origin = trace(index + 1, column + 1);
            const character = lines[(origin?.line ?? 0) - 1]?.[(origin?.column ?? 0) - 1];
            if (piece.kind === "name") expect(character).toBe("<");
            else if (piece.step === 0) expect([whole[column], character]).toEqual([" ", "\t"]);
            else expect(character).toBe(whole[column]);
          }
        }
        const covered = piecesOf(line).reduce((sum, { length }) => sum + length, 0);
        expect(covered).toBe(line.origin.kind === "header" ? 0 : whole.length);
      });
    }),
    { numRuns: 300 },
  );
});

interface Placed {
  readonly body: { readonly before: readonly string[]; readonly indent: string; readonly after: readonly string[] };
  readonly container: readonly string[];
  readonly end: string;
}

function fence(info: string, { body: { before, indent: inset, after }, container: [first = "", next = ""], end }: Placed, use: string): string {
  const code = [...before, `${inset}${use}`, ...after].map((line) => next + line);
  return [`${first}\`\`\`ts ${info}`, ...code, `${next}\`\`\``, ""].join(end);
}
