// Tangled from book/01-markov-chains/index.md. Edit the book, then: npm run tangle
/** How much of a sample stands in the text that its writer has read. */

/** The share of the sample's words, without regard to capitals, that are words of `source`; 0 if there are none. */
export function shareOfWordsFrom(source: string, sample: string): number {
  const known = new Set(wordsOf(source));
  return shareOf(wordsOf(sample), (word) => known.has(word));
}

/** Cuts the sample into stretches of `length` characters; the share of them that stand, letter for letter, in `source`. */
export function shareOfStretchesFrom(source: string, sample: string, length: number): number {
  const characters = [...sample];
  const stretches: string[] = [];
  for (let i = 0; i + length <= characters.length; i += length) stretches.push(characters.slice(i, i + length).join(""));
  return shareOf(stretches, (stretch) => source.includes(stretch));
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/\p{Letter}+/gu) ?? [];
}

function shareOf(items: readonly string[], holds: (item: string) => boolean): number {
  return items.length === 0 ? 0 : items.filter(holds).length / items.length;
}
//# sourceMappingURL=../.maps/generate/originality.ts.map
