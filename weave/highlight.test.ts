import { expect, test } from "vitest";
import { codeLines, createHighlighter, type Token } from "./highlight.ts";
import type { BookCode } from "./tree.ts";

/** `keyword(const) x = 1`: the kind of each token that is not plain. */
const shown = (tokens: readonly Token[]): string =>
  tokens.map(({ text, kind }) => (kind === "plain" ? text : `${kind}(${text})`)).join("");

const highlighter = await createHighlighter(["ts", "c", "cuda", "json", "no-such-language"]);
const marked = (code: string, language: string): readonly string[] => highlighter.lines(code, language).map(shown);

test("TypeScript has keywords, types, strings, numbers and comments", () => {
  expect(marked('const x: number = 1; // one\nreturn "a" as Text;', "ts")).toEqual([
    "keyword(const )constant(x): type(number) = number(1); comment(// one)",
    'keyword(return )string("a" )keyword(as )type(Text);',
  ]);
});

test("a comment over two lines is a comment on both", () => {
  expect(marked("/* a\n b */ x", "c")).toEqual(["comment(/* a)", "comment( b */) x"]);
});

test("CUDA is read as C++", () => {
  expect(marked("__global__ void k(float* x);", "cuda")).toEqual(["__global__ type(void )function(k)(type(float)* x);"]);
});

test("a language without a grammar is plain, its blank lines empty", () => {
  expect(highlighter.lines("const a\n\nb", "no-such-language")).toEqual([
    [{ text: "const a", kind: "plain" }],
    [],
    [{ text: "b", kind: "plain" }],
  ]);
});

test("who asks for the same languages, in whatever order, gets the same highlighter, which remembers what it has split", async () => {
  expect(await createHighlighter(["no-such-language", "json", "c", "cuda", "ts", "ts"])).toBe(highlighter);
  expect(await createHighlighter(["ts"])).not.toBe(highlighter);
  expect(highlighter.lines("const a = 1;", "ts")).toBe(highlighter.lines("const a = 1;", "ts"));
  expect(highlighter.lines("x", "c")).not.toEqual(highlighter.lines("const x", "c"));
});

test("no character is lost or added", () => {
  const code = "\tfor (const 𝒙 of `${a}\n`) {\n\n  /x\\/y/.test('∂')  \n}";
  expect(highlighter.lines(code, "ts").map((line) => line.map(({ text }) => text).join("")).join("\n")).toBe(code);
});

test("a use of a chunk stands between the tokens of the lines around it", () => {
  const link = { id: "count", text: "Count every transition" };
  const code = {
    type: "bookCode", value: "for (;;) {\n  <<Count every transition>>\n}", language: "ts", role: "chunk",
    id: "a", hide: false, live: null, measure: false, needs: [], wrong: null, proof: null,
    chunk: {
      id: "a", kind: "chunk", name: "Loop", sign: "≡", previous: null, next: null, usedIn: [],
      uses: [{ line: 1, indent: "  ", link }], replaces: [], replacedBy: null, difference: [],
    },
  } satisfies BookCode;
  expect(codeLines(code, highlighter)).toEqual([
    { kind: "tokens", tokens: [{ text: "for", kind: "keyword" }, { text: " (;;) {", kind: "plain" }] },
    { kind: "use", indent: "  ", link },
    { kind: "tokens", tokens: [{ text: "}", kind: "plain" }] },
  ]);
});
