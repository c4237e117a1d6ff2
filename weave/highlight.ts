/** Source code → tokens of a few syntax kinds, by Shiki's grammars in one pass; the three editions colour code from here. */
import type { HighlighterCore, LanguageInput, ThemedToken, ThemeRegistrationRaw } from "shiki/core";
import { linesRemembered } from "./lineTokens.ts";
import { tokenKinds, type TokenKind } from "./palette.ts";
import type { BookCode, ChunkLink } from "./tree.ts";

/** A piece of a line that has one syntax kind. */
export interface Token {
  readonly text: string;
  readonly kind: TokenKind;
}

/** Splits code into lines of tokens; a language without a grammar gives plain lines. */
export interface Highlighter {
  lines(code: string, language: string): readonly (readonly Token[])[];
}

/** A piece of code with its language. */
export interface Code {
  readonly text: string;
  readonly language: string;
}

/** Gives a highlighter for some pieces of code; a server keeps the one it has. */
export type LoadHighlighter = (codes: readonly Code[]) => Promise<Highlighter>;

/** A line of a chunk as an edition sets it: tokens, or the use of another chunk. */
export type CodeLine =
  | { readonly kind: "tokens"; readonly tokens: readonly Token[] }
  | { readonly kind: "use"; readonly indent: string; readonly link: ChunkLink };

/**
 * Loads the grammars of the languages named (`ts`, `c`, `cuda`, …); those nobody knows are set plain. Who asks for the same languages gets
 * the same highlighter, which remembers what it has split: the editions of a book have the same code.
 */
export function createHighlighter(languages: readonly string[]): Promise<Highlighter> {
  const names = [...new Set(languages.map(grammarName))].filter((name) => name !== "text").sort();
  const key = names.join();
  const made = highlighters.get(key) ?? highlighterOf(names);
  highlighters.set(key, made);
  return made;
}

/** Loads the grammars of some pieces of code. */
export const highlighterFor: LoadHighlighter = (codes) => createHighlighter(codes.map(({ language }) => language));

const highlighters = new Map<string, Promise<Highlighter>>();

/** Pieces of code that are remembered: more than a book has. */
const most = 50_000;

async function highlighterOf(names: readonly string[]): Promise<Highlighter> {
  if (names.length === 0) return { lines: plainLines };
  const core = await loadCore(names);
  const loaded = new Set(core.getLoadedLanguages());
  const readers = new Map(names.filter((name) => loaded.has(name)).map((name) => [name, readerOf(core, name)]));
  const known = new Map<string, readonly (readonly Token[])[]>();
  return {
    lines(code, language) {
      const grammar = grammarName(language);
      const read = readers.get(grammar);
      if (read === undefined) return plainLines(code);
      const key = `${grammar} ${code}`;
      const lines = known.get(key) ?? read(code);
      if (known.size >= most) known.clear();
      known.set(key, lines);
      return lines;
    },
  };
}

/** The lines of a fence with the uses of chunks taken out; the code around them is read as if they were blank. */
export function codeLines(code: BookCode, highlighter: Highlighter): readonly CodeLine[] {
  const uses = new Map((code.chunk?.uses ?? []).map((use) => [use.line, use]));
  return highlighter.lines(withoutUses(code), code.language).map((tokens, line) => {
    const use = uses.get(line);
    return use ? { kind: "use", indent: use.indent, link: use.link } : { kind: "tokens", tokens };
  });
}

/** A fence's code with its lines that use chunks left blank. */
export function withoutUses(code: BookCode): string {
  const uses = new Set((code.chunk?.uses ?? []).map((use) => use.line));
  if (uses.size === 0) return code.value;
  return code.value.split("\n").map((text, line) => (uses.has(line) ? "" : text)).join("\n");
}

const plainLines = (code: string): readonly (readonly Token[])[] =>
  code.split("\n").map((text) => (text === "" ? [] : [{ text, kind: "plain" }]));

/** Shiki's name for a fence's language; CUDA has no grammar of its own and reads well as C++. */
function grammarName(language: string): string {
  const name = language.toLowerCase();
  if (name === "cuda" || name === "cu") return "cpp";
  if (name === "gyp") return "python";
  return name === "" || name === "output" || name === "txt" || name === "plain" ? "text" : name;
}

async function loadCore(names: readonly string[]): Promise<HighlighterCore> {
  const [{ createHighlighterCore }, { createOnigurumaEngine }, { bundledLanguages }] = await Promise.all([
    import("shiki/core"),
    import("shiki/engine/oniguruma"),
    import("shiki/langs"),
  ]);
  const known: Readonly<Record<string, LanguageInput>> = bundledLanguages;
  return createHighlighterCore({
    themes: [theme],
    langs: names.flatMap((name) => known[name] ?? []),
    engine: createOnigurumaEngine(import("shiki/wasm")),
  });
}

function readerOf(core: HighlighterCore, grammar: string): (code: string) => readonly (readonly Token[])[] {
  // by default a line that takes half a second is given up, so that a busy machine would colour it otherwise
  const options = { lang: grammar, theme: theme.name, tokenizeTimeLimit: 0 };
  return linesRemembered((line, before) => {
    const lines = core.codeToTokensBase(line, before === null ? options : { ...options, grammarState: before });
    const after = core.getLastGrammarState(lines);
    if (after === undefined) throw new Error(`internal: the grammar of ${grammar} has no state behind a line`);
    return { tokens: lines.flat(), after };
  }, tokensOf);
}

function tokensOf(line: readonly ThemedToken[]): readonly Token[] {
  const tokens: Token[] = [];
  for (const { content, color } of line) {
    // white space has no colour: it joins what stands before it
    const kind = kindOf(color);
    const last = tokens.at(-1);
    if (last && (last.kind === kind || content.trim() === "")) tokens[tokens.length - 1] = { text: last.text + content, kind: last.kind };
    else tokens.push({ text: content, kind: content.trim() === "" ? "plain" : kind });
  }
  return tokens;
}

/** A theme's colour stands for a kind: the last digits of `#00000k` are the kind's place in `tokenKinds`. */
const colourOf = (kind: TokenKind): string => `#00000${tokenKinds.indexOf(kind)}`;
const kindOf = (colour: string | undefined): TokenKind => tokenKinds[Number(colour?.slice(-1) ?? 0)] ?? "plain";

const scopes: { readonly [K in Exclude<TokenKind, "plain">]: readonly string[] } = {
  keyword: ["keyword", "storage", "variable.language", "constant.language"],
  string: ["string", "string.regexp", "constant.character", "punctuation.definition.string"],
  comment: ["comment", "punctuation.definition.comment"],
  type: ["entity.name.type", "entity.name.class", "entity.other.inherited-class", "support.type", "support.class", "storage.type.built-in", "entity.name.namespace"],
  number: ["constant.numeric", "keyword.other.unit"],
  function: ["entity.name.function", "support.function"],
  constant: ["constant.other", "variable.other.constant", "support.constant"],
};

/** Operators and punctuation are set as text: colour belongs to words. */
const theme = {
  name: "kinds",
  type: "light",
  fg: colourOf("plain"),
  bg: "#ffffff",
  settings: [
    { settings: { foreground: colourOf("plain") } },
    ...Object.entries(scopes).map(([kind, scope]) => ({
      scope: [...scope],
      settings: { foreground: colourOf(kind as keyof typeof scopes) },
    })),
    {
      scope: ["keyword.operator", "punctuation", "meta.template.expression", "support.type.property-name", "storage.type.function.arrow"],
      settings: { foreground: colourOf("plain") },
    },
    { scope: ["keyword.operator.new", "keyword.operator.expression", "keyword.operator.word"], settings: { foreground: colourOf("keyword") } },
    { scope: ["punctuation.definition.string"], settings: { foreground: colourOf("string") } },
    { scope: ["punctuation.definition.comment"], settings: { foreground: colourOf("comment") } },
  ],
} satisfies ThemeRegistrationRaw;
