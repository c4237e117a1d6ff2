// Tangled from book/01-markov-chains/index.md. Edit the book, then: npm run tangle
/** Text laid out for reading: the shapes in which the book prints its results. */

/** The text in lines of at most `width` characters, broken at spaces where there are any; its own line ends become spaces. */
export function wrap(text: string, width: number): string {
  const pattern = new RegExp(`(.{1,${width}})(?: +|$)|(.{${width}})`, "gu");
  return text.replace(/\s+/g, " ").trim().replace(pattern, "$1$2\n").trimEnd();
}

/** A table: a head and rows of cells, each column as wide as its widest cell, all of them set to the right. */
export function columns(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const lines = [head, ...rows.map((row) => row.map(String))];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines.map((line) => line.map((cell, column) => cell.padStart(widths[column] ?? 0)).join("  ")).join("\n");
}

/** A whole number as it reads in a sentence, its digits in threes: 1793 → "1,793". */
export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A share in whole hundredths, or in smaller parts if `digits` are asked for: 0.05 → "5 %". */
export function percent(share: number, digits = 0): string {
  return `${(100 * share).toFixed(digits)} %`;
}
//# sourceMappingURL=../.maps/format/text.ts.map
