// Tangled from book/10-tokenisation/03-pre-tokenisation.md. Edit the book, then: npm run tangle
/** Pre-tokenisation: a text is cut into pre-tokens, and no token crosses a boundary between two. */

// Describe a pre-tokenizer
/** Cuts a text into pre-tokens, from left to right; together they are the text. */
export interface PreTokenizer {
  /** Its regular expression, as it was given. */
  readonly pattern: string;
  /** Where the pre-token that begins at a position ends; positions are in UTF-16 units. */
  endOf(text: string, from: number): number;
}

/** The pre-tokens of a text. */
export function* preTokensOf({ endOf }: PreTokenizer, text: string): Generator<string> {
  for (let from = 0; from < text.length; ) {
    const end = endOf(text, from);
    yield text.slice(from, end);
    from = end;
  }
}

/** No pre-tokenisation: a text is one pre-token. */
export const whole: PreTokenizer = { pattern: String.raw`[\s\S]+`, endOf: (text) => text.length };

// Name the published patterns
/** The published patterns by their names, with greedy quantifiers where tiktoken has possessive ones. Source: tiktoken, `tiktoken_ext/openai_public.py`. */
export const patterns = {
  /** GPT-2, also of r50k_base. */
  gpt2: String.raw`'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`,
  /** GPT-3.5 and GPT-4. */
  cl100k: String.raw`'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s+$|\s*[\r\n]|\s+(?!\S)|\s`,
  /** GPT-4o. */
  o200k: [
    String.raw`[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?`,
    String.raw`[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?`,
    String.raw`\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+`,
  ].join("|"),
} as const;

// Cut a text by a regular expression
/** A pre-tokenizer by a published pattern. What it does not match is a pre-token, too. Throws `SyntaxError` for a pattern that JavaScript has no form for. */
export function splitBy(pattern: string): PreTokenizer {
  const source = translated(pattern);
  const [here, later] = [new RegExp(source, "uy"), new RegExp(source, "gu")];
  const endOfWord = wordEnds.get(pattern) ?? (() => -1);
  const endOf = (text: string, from: number) => {
    const end = endOfWord(text, from);
    if (end > 0) return end;
    here.lastIndex = from;
    if (here.test(text) && here.lastIndex > from) return here.lastIndex;
    // Take all up to the next match
    later.lastIndex = from;
    for (let match = later.exec(text); match; match = later.exec(text)) {
      if (match[0] !== "") return match.index;
      later.lastIndex++; // an empty match
    }
    return text.length;
  };
  return { pattern, endOf };
}

// Translate a published pattern
/** A pattern as JavaScript writes it: `\s` without U+FEFF and with U+0085, `(?i:…)` as classes of letters, possessive quantifiers by lookahead. */
function translated(pattern: string): string {
  return withoutPossessive(pattern)
    .replace(/\(\?i:([^()]*)\)/g, (_, inside: string) => `(?:${inside.replace(/\[([A-Za-z]+)\]|([A-Za-z])/g, (_, several?: string, one?: string) => `[${[...(several ?? one!)].map(bothCases).join("")}]`)})`)
    .replaceAll("\\s", "\\p{White_Space}")
    .replaceAll("\\S", "\\P{White_Space}");
}

/** A letter in both cases, and what else Unicode folds to it. */
function bothCases(letter: string): string {
  const others = { s: "\u017f", k: "\u212a" }[letter.toLowerCase()] ?? "";
  return letter.toLowerCase() + letter.toUpperCase() + others;
}

/** One character, escape or class of a pattern, and its quantifier if that is possessive. */
const ATOM = /(\\[pP]\{[^}]*\}|\\.|\[(?:\\.|[^\]\\])*\]|[^\\[])(?:([*+?]|\{\d+(?:,\d*)?\})\+)?/gsu;

/** `x++` as `(?=(x+))\1`: what a lookahead has matched is not tried in another way. */
function withoutPossessive(pattern: string): string {
  let n = 0;
  return pattern.replace(ATOM, (all, atom: string, quantifier?: string) => {
    if (quantifier === undefined) return all;
    if (atom === ")") throw new SyntaxError(`splitBy: a group with the possessive quantifier ${quantifier}+ is not read`);
    n++;
    return `(?:(?=(?<atom${n}>${atom}${quantifier}))\\k<atom${n}>)`;
  });
}

// Find the end of an ASCII word
/** For each pattern, the end of a pre-token that is a word of ASCII letters, after a space or not; −1 where the pattern has to be asked. */
const wordEnds: ReadonlyMap<string, (text: string, from: number) => number> = new Map([
  [patterns.gpt2, endOfLetters],
  [patterns.cl100k, endOfLetters],
  [patterns.o200k, endOfCapitalised],
]);

/** Letters up to another ASCII character. */
function endOfLetters(text: string, from: number): number {
  const start = text.charCodeAt(from) === 0x20 ? from + 1 : from;
  let end = start;
  while (isLetter(text.charCodeAt(end))) end++;
  return end > start && text.charCodeAt(end) < 0x80 ? end : -1;
}

/** Capitals, then lower-case letters, up to another ASCII character that is no apostrophe. */
function endOfCapitalised(text: string, from: number): number {
  const start = text.charCodeAt(from) === 0x20 ? from + 1 : from;
  let end = start;
  while (isCapital(text.charCodeAt(end))) end++;
  while (isSmall(text.charCodeAt(end))) end++;
  const after = text.charCodeAt(end);
  return end > start && after < 0x80 && after !== 0x27 ? end : -1;
}

function isLetter(unit: number): boolean {
  return isSmall(unit | 0x20);
}

function isSmall(unit: number): boolean {
  return unit >= 0x61 && unit <= 0x7a;
}

function isCapital(unit: number): boolean {
  return unit >= 0x41 && unit <= 0x5a;
}
//# sourceMappingURL=../.maps/tokenizers/pre-tokenizer.ts.map
