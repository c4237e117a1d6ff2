// Tangled from book/07-attention/09-exercises.md. Edit the book, then: npm run tangle
/** Attention weights as a map in the terminal. */
const SHADES = [..." ·░▒▓█"];

/** What takes two cells of a terminal: Chinese, Japanese and Korean characters, and full-width forms. */
const WIDE = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3001-\u303d\uff01-\uff60]$/u;

/** A character in two cells: as it is where it fills them, else at the side that is asked for. */
function shown(token: string, side: "left" | "right"): string {
  if (WIDE.test(token) && !/[\uff61-\uffdc]/.test(token)) return token;
  const narrow = token === "\n" ? "↵" : token === " " ? "␣" : /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(token) && token.length === 1 ? token : "□";
  return side === "left" ? `${narrow} ` : ` ${narrow}`;
}

/** A row for each token that reads, a cell for each that is read; darker where the weight is larger, the whole of a row's weight black. */
export function mapOf(tokens: readonly string[], weights: readonly (readonly number[])[]): readonly string[] {
  const shadeOf = (weight: number) => SHADES[Math.min(SHADES.length - 1, Math.round(Math.sqrt(weight) * (SHADES.length - 1)))]!;
  return [`    ${tokens.map((token) => shown(token, "right")).join("")}`, ...weights.map((row, t) => `  ${shown(tokens[t]!, "left")}${row.slice(0, t + 1).map((weight) => shadeOf(weight).repeat(2)).join("")}`)];
}

/** For the last token, what each layer reads most: at most three tokens with their weights. */
export function mostRead(tokens: readonly string[], row: readonly number[]): string {
  const order = [...row.keys()].sort((one, other) => row[other]! - row[one]! || one - other).slice(0, 3);
  return order.map((s) => `${JSON.stringify(tokens[s])} at ${s + 1} (${row[s]!.toFixed(2)})`).join(", ");
}
//# sourceMappingURL=../../.maps/demos/attention/map.ts.map
