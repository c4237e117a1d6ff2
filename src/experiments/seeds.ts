// Tangled from book/04-neural-lm/05-when-to-stop.md. Edit the book, then: npm run tangle
/** Seeds of experiments, as they are typed. */

/** The seeds in a list such as `1,2,3`; null if there is anything else in it, or nothing. */
export function seedsIn(text: string): readonly number[] | null {
  const seeds = text.split(",").map((each) => (/^-?\d+$/.test(each) ? Number(each) : NaN));
  return seeds.every(Number.isSafeInteger) ? seeds : null;
}
//# sourceMappingURL=../.maps/experiments/seeds.ts.map
