/** The sentences of a passage. A rule of our own: the parsers that we tried end one after `Dr.`, `Fig.` and `Sec.`, before the number. */

/** A stretch of a text, by index. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Where each sentence of `text` begins and ends, the spaces after it included; together they are the whole text. */
export function sentencesOf(text: string): readonly Stretch[] {
  const ends = [...text.matchAll(/[.?!…]["”’')\]]*\s+(?=[“‘"'([]*[\p{Lu}\p{N}\uFFFC])/gu)]
    .filter((match) => !isAbbreviation(text.slice(0, match.index + 1)))
    .map((match) => match.index + match[0].length);
  return [0, ...ends].map((start, index) => ({ start, end: ends[index] ?? text.length }));
}

/** True if the text up to a full stop ends with a word that is written with one and goes on: `Dr.`, `J. W.`, `e.g.`, `p.`. */
function isAbbreviation(before: string): boolean {
  const word = /([\p{L}.]+)\.$/u.exec(before)?.[1]?.toLowerCase();
  return word !== undefined && (/^\p{L}(\.\p{L})*$/u.test(word) || abbreviations.has(word));
}

const abbreviations: ReadonlySet<string> = new Set([
  "cf", "ch", "chap", "dr", "ed", "eds", "eq", "eqs", "ex", "fig", "figs", "mr", "mrs", "ms", "no", "nos", "pp", "prof", "ref", "sec",
  "st", "tab", "thm", "viz", "vol", "vols", "vs", "approx", "al",
]);
