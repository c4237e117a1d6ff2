/** Words → a sentence. */

/** With a capital letter at its beginning, where it begins with a letter. */
export function capital(words: string): string {
  return words.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

/** With a capital letter and a full stop. */
export function sentence(words: string): string {
  return /[.!?…]$/.test(words) ? capital(words) : `${capital(words)}.`;
}
