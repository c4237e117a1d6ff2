/** Lines that are remembered, beside a reading of each text from its beginning. */
import fc from "fast-check";
import { createHighlighterCore, type ThemedToken } from "shiki/core";
import { createOnigurumaEngine } from "shiki/engine/oniguruma";
import { bundledLanguages } from "shiki/langs";
import { expect, test } from "vitest";
import { linesRemembered } from "./lineTokens.ts";

const colours = ["comment", "string", "keyword", "constant.numeric", "entity.name.type", "variable", "punctuation"].map((scope, index) => ({ scope: [scope], settings: { foreground: `#00000${index + 1}` } }));
const theme = { name: "words", type: "light" as const, fg: "#000000", bg: "#ffffff", settings: [{ settings: { foreground: "#000000" } }, ...colours] };
const core = await createHighlighterCore({ themes: [theme], langs: [bundledLanguages.ts, bundledLanguages.markdown], engine: createOnigurumaEngine(import("shiki/wasm")) });

/** `/* a #000001`: what of a line has which colour. */
const told = (tokens: readonly ThemedToken[]): readonly string[] => tokens.map(({ content, color }) => `${content} ${color}`);

function reader(lang: "ts" | "markdown"): { readonly lines: (code: string) => readonly (readonly string[])[]; readonly read: readonly string[] } {
  const read: string[] = [];
  const lines = linesRemembered((line, before) => {
    read.push(line);
    const tokens = core.codeToTokensBase(line, { lang, theme: theme.name, tokenizeTimeLimit: 0, ...(before !== null && { grammarState: before }) });
    const after = core.getLastGrammarState(tokens);
    if (after === undefined) throw new Error("no state");
    return { tokens: tokens.flat(), after };
  }, told);
  return { lines, read };
}

test("a line is read once where the grammar stands in the same state, and again where it does not", () => {
  const { lines, read } = reader("ts");
  const [, , inside] = lines("const a = 1;\n/* b\nconst a = 1;\n*/\nconst a = 1;");
  const [, outside] = lines("const a = 1;\nconst a = 1;");
  expect(inside).toEqual(["const a = 1; #000001"]);
  expect(outside?.length).toBeGreaterThan(3);
  // at the beginning of a text, in the comment and behind it; the second text has nothing new
  expect(read).toEqual(["const a = 1;", "/* b", "const a = 1;", "*/", "const a = 1;"]);
});

test("what stands at the end of a line tells states apart, and a blank line leaves one as it is", () => {
  const { lines } = reader("ts");
  const ends = "f(`\n\n${\n1}`, {\n}\n)".split("\n");
  for (let from = ends.length - 1; from >= 0; from--) {
    const code = ends.slice(from).join("\n");
    expect(lines(code)).toEqual(core.codeToTokensBase(code, { lang: "ts", theme: theme.name }).map(told));
  }
});

const pieces = {
  ts: ["/* a", "b */", "// c", "`x ${", "y}`", "`", "{", "}", "(", ")", "", "  ", "<T,", ">", "class A<B extends", "type C = {", "a: number;", "/re[/]", "/.test(s)", "if (a) return", ": b ? c : {", "=> {", "'\\", "𝒙"],
  markdown: ["# a", "```ts", "const a = `", "```", "", "> b", "  - c", "    d", "*e", "f*", "<p>", "</p>", "| g |", "|---|", "\ttext"],
} as const;

test.each(["ts", "markdown"] as const)("texts of %s in any order have the lines that each has by itself", (lang) => {
  const { lines } = reader(lang);
  fc.assert(fc.property(fc.array(fc.constantFrom<string>(...pieces[lang]), { maxLength: 12 }), (parts) => {
    const code = parts.join("\n");
    expect(lines(code)).toEqual(core.codeToTokensBase(code, { lang, theme: theme.name, tokenizeTimeLimit: 0 }).map(told));
  }), { numRuns: 300 });
});
