/** Words and phrases of a list as they stand in a text: in the plural, with a possessive, over the end of a line. */

/** A pattern that finds a term or phrase at the bounds of words. Its last word may have `s`, `es` or `’s`; a name with capitals inside keeps them. */
export function formOf(term: string): RegExp {
  const words = term.split(" ").map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`(?<![\\p{L}\\p{N}-])${words.join("\\s+")}(?:s|es|’s|'s)?(?![\\p{L}\\p{N}-])`, isName(term) ? "gu" : "giu");
}

/** An abbreviation is told from a word by its capitals. */
function isName(term: string): boolean {
  return /\p{Lu}.*\p{Lu}/u.test(term) && !term.includes(" ");
}

/** The words of an identifier: `loadedDice`, `LOADED_DICE` → `loaded dice`. */
export function wordsOfName(name: string): string {
  return (name.match(/\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|\p{N}+/gu) ?? []).join(" ").toLowerCase();
}
