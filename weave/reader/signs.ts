/** Finds the signs of a table of notation in a formula, as the chapter means them that the formula stands in. */

/** A row of the table: how its signs are written in LaTeX, the HTML of sign and meaning, and the place of the chapter where the meaning begins; -1 for every chapter. */
export type Sign = readonly [latex: readonly string[], symbol: string, meaning: string, chapter: number];

/** The table, and the order of the book. */
export interface Notation {
  readonly rows: readonly Sign[];
  /** The folders of the chapters, appendices as well. */
  readonly chapters: readonly string[];
  /** The place of the last that is no appendix. */
  readonly body: number;
}

/**
 * The rows whose signs stand in the formula, in the order of the table. A sign with several rows has the meaning of the chapter;
 * where that has none, the last one from before it; and else, as in every appendix, the first. Longer signs are found first: `c_{hx}` is not `h`.
 */
export function signsIn(latex: string, notation: Notation, chapter: string): readonly Sign[] {
  const left: (string | null)[] = tokensOf(latex);
  const patterns = patternsFor(notation, chapter);
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
  // of signs with an index the table has one, and formulas have others: `x_i`, then `x_1`; unless a nearer chapter means something else by `x`
  const alone = new Map(patterns.flatMap(({ pattern, distance }) => (pattern.length === 1 ? [[pattern[0], distance] as const] : [])));
  for (const { sign, pattern, distance } of long.toSorted((a, b) => a.distance - b.distance)) {
    if (pattern[1] === "_" && distance <= (alone.get(pattern[0]) ?? distance)) take(sign, pattern.slice(0, 2), 3);
  }
  for (const { sign, pattern } of patterns) if (pattern.length === 1) take(sign, pattern);
  return notation.rows.filter((sign) => found.has(sign));
}

interface Pattern {
  readonly sign: Sign;
  readonly pattern: readonly string[];
  /** How far the chapter is in which the sign got this meaning. */
  readonly distance: number;
}

/** Each sign of the table once, with the row that the chapter means by it. */
function patternsFor({ rows, chapters, body }: Notation, chapter: string): readonly Pattern[] {
  const place = chapters.indexOf(chapter);
  const inBody = place <= body;
  // behind all that came before stands what comes later, and for an appendix everything, from the book's beginning on
  const distanceOf = (first: number): number => (first === place ? 0 : inBody && first < place ? place - first : chapters.length + 1 + first);
  const nearest = new Map<string, Pattern>();
  for (const sign of rows) {
    const distance = distanceOf(sign[3]);
    for (const written of sign[0]) {
      const pattern = patternOf(tokensOf(written));
      const known = nearest.get(pattern.join(" "));
      if (known === undefined || distance < known.distance) nearest.set(pattern.join(" "), { sign, pattern, distance });
    }
  }
  return [...nearest.values()];
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
