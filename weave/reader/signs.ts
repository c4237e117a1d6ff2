/** Finds the signs of a table of notation in a formula. */

/** A row of the table: how its signs are written in LaTeX, and the HTML of sign and meaning. */
export type Sign = readonly [latex: readonly string[], symbol: string, meaning: string];

/** The rows whose signs stand in the formula, in the order of the table. Longer signs are found first: `c_{hx}` is not `h`. */
export function signsIn(latex: string, table: readonly Sign[]): readonly Sign[] {
  const left: (string | null)[] = tokensOf(latex);
  const patterns = table.flatMap((sign) => sign[0].map((written) => ({ sign, pattern: patternOf(tokensOf(written)) })));
  const found = new Set<Sign>();
  const take = (sign: Sign, pattern: readonly string[], length = pattern.length): void => {
    for (let at = 0; at < left.length; at++) {
      if (!pattern.every((token, index) => left[at + index] === token)) continue;
      left.fill(null, at, at + length);
      found.add(sign);
    }
  };
  const long = patterns.filter(({ pattern }) => pattern.length > 1).toSorted((a, b) => b.pattern.length - a.pattern.length);
  for (const { sign, pattern } of long) take(sign, pattern);
  // of signs with an index the table has one, and formulas have others: `x_i`, then `x_1`
  for (const { sign, pattern } of long) if (pattern[1] === "_") take(sign, pattern.slice(0, 2), 3);
  for (const { sign, pattern } of patterns) if (pattern.length === 1) take(sign, pattern);
  return table.filter((sign) => found.has(sign));
}

/** A function is known by its name and its parenthesis. */
function patternOf(tokens: readonly string[]): readonly string[] {
  const open = tokens.indexOf("(");
  return open === 1 ? tokens.slice(0, 2) : tokens;
}

/** Commands and single signs; spaces and braces mean nothing here. */
function tokensOf(latex: string): string[] {
  return (latex.match(/\\[a-zA-Z]+|\\.|[^\s{}]/g) ?? []).filter((token) => !/^\\[,;:! ]$/.test(token));
}
