/** The inks of the book: one table from which all three editions take their colours. */

/** One ink in light mode, in dark mode and in print, as `#rrggbb`. */
export interface Ink {
  readonly light: string;
  readonly dark: string;
  readonly print: string;
}

/** Syntax kinds; every edition colours code by these alone. */
export const tokenKinds = ["plain", "keyword", "string", "comment", "type", "number", "function", "constant"] as const;

/** One of the few syntax kinds. */
export type TokenKind = (typeof tokenKinds)[number];

/** The paper everything stands on. */
export const paper: Ink = { light: "#fffefa", dark: "#161512", print: "#ffffff" };

/**
 * Inks for text and lines. `ink`: text. `quiet`: labels, notes, output. `accent`: links and the current thing.
 * `second`: where a figure needs two hues. `rule`: hair lines, which carry no meaning alone.
 * `removed` and `added`: the two sides of a difference, which also have a sign.
 */
export const palette = {
  ink: { light: "#1d1b17", dark: "#dcd6c9", print: "#000000" },
  quiet: { light: "#615b52", dark: "#a49c8e", print: "#4d4842" },
  accent: { light: "#96201f", dark: "#e9988a", print: "#7d1a1a" },
  second: { light: "#1f5578", dark: "#86b9d6", print: "#1f4f70" },
  rule: { light: "#d8d2c6", dark: "#3b372f", print: "#bdb6aa" },
  removed: { light: "#96201f", dark: "#e9988a", print: "#7d1a1a" },
  added: { light: "#3d6120", dark: "#a9c383", print: "#36561c" },
} as const satisfies Readonly<Record<string, Ink>>;

/** The ink of each syntax kind: keywords, strings, comments and types have one, the rest is text. */
export const syntax: { readonly [K in TokenKind]: Ink } = {
  plain: palette.ink,
  keyword: { light: "#1f4f76", dark: "#8fbadb", print: "#1b4668" },
  string: { light: "#3f5f1f", dark: "#a8c285", print: "#36531a" },
  comment: { light: "#6b645a", dark: "#9a9285", print: "#59534b" },
  type: { light: "#7a4a10", dark: "#d9b27c", print: "#69400e" },
  number: palette.ink,
  function: palette.ink,
  constant: palette.ink,
};

/** WCAG 2 contrast ratio, 1 to 21, of two colours given as `#rrggbb`. */
export function contrast(one: string, other: string): number {
  const [dim, bright] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return ((bright ?? 0) + 0.05) / ((dim ?? 0) + 0.05);
}

/** Relative luminance as WCAG 2.2 defines it: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: string): number {
  const channel = (at: number): number => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
