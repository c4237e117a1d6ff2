// Tangled from book/10-tokenisation/index.md. Edit the book, then: npm run tangle
/** A drawing of a text in tokens: each on a ground of its own. */
import { escaped } from "../format/escaped.ts";
import type { Tokenizer } from "./tokenizer.ts";
import { decodeUtf8 } from "./utf-8.ts";

const [WIDTH, CELL, LINE, HEADER] = [340, 9, 22, 24];
const PER_LINE = Math.floor((WIDTH - 4) / CELL);

/** A text in tokens, and what made them. */
export interface TokenRow {
  readonly name: string;
  /** The bytes of each token. */
  readonly tokens: readonly Uint8Array[];
}

/** The bytes of each token of a text. */
export function partsOf(tokenizer: Tokenizer, text: string): readonly Uint8Array[] {
  return Array.from(tokenizer.encode(text), (id) => tokenizer.tokens[id]!);
}

/** An SVG: for each row its name, how many tokens there are, and the tokens on grounds of two shades by turns. A byte that is no character by itself and an unknown character are question marks, a space is ␣, a line end is ↵. */
export function drawTokens(rows: readonly TokenRow[]): string {
  let top = 0;
  const drawn = rows.map(({ name, tokens }) => {
    const heading = `<text x="2" y="${top + 16}" text-anchor="start" font-size="14" fill="quiet">${escaped(`${name}: ${tokens.length}`)}</text>`;
    const { svg, lines } = drawLines(tokens.map(shown), top + HEADER);
    top += HEADER + LINE * lines + 4;
    return heading + svg;
  });
  const says = rows.map(({ name, tokens }) => `${name}: ${tokens.length} tokens, ${tokens.map(shown).join("|")}`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top}" width="${WIDTH}" height="${top}"><title>Texts in tokens</title><desc>${escaped(says.join("; "))}</desc>${drawn.join("")}</svg>`;
}

/** What is drawn for a token, a sign for each cell. */
function shown(bytes: Uint8Array): string {
  const text = decodeUtf8(bytes).replaceAll("\n", "↵");
  // U+FFFD itself is what an unknown character is decoded as
  if (text === "\ufffd" && bytes[0] === 0xef && bytes.length === 3) return "?";
  return text.includes("\ufffd") ? "?".repeat(bytes.length) : text;
}

/** Tokens in lines; one that does not fit begins a new line, and is cut where it is longer than a line. */
function drawLines(tokens: readonly string[], top: number): { readonly svg: string; readonly lines: number } {
  let [column, line] = [0, 0];
  const drawn = tokens.map((token, i) => {
    const signs = [...token].slice(0, PER_LINE);
    if (column + signs.length > PER_LINE) [column, line] = [0, line + 1];
    const [x, y] = [2 + CELL * column, top + LINE * line];
    column += signs.length;
    // each sign at a place of its own; other white space is left out, since a browser joins it at a text's beginning
    const seen = signs.flatMap((sign, k) => (/[^\S ]/.test(sign) ? [] : [{ sign: sign === " " ? "␣" : sign, x: (x + CELL * (k + 0.5)).toFixed(1) }]));
    const ground = `<rect x="${x.toFixed(1)}" y="${y}" width="${(CELL * signs.length - 1).toFixed(1)}" height="${LINE - 3}" fill="accent" fill-opacity="${i % 2 === 0 ? 0.15 : 0.35}"/>`;
    const text = seen.length === 0 ? "" : `<text x="${seen.map((each) => each.x).join(" ")}" y="${y + 14}" text-anchor="middle" font-size="13" fill="ink">${escaped(seen.map((each) => each.sign).join(""))}</text>`;
    return ground + text;
  });
  return { svg: drawn.join(""), lines: tokens.length === 0 ? 0 : line + 1 };
}
//# sourceMappingURL=../.maps/tokenizers/draw-tokens.ts.map
