/** Counts as English says them. */

/** "1 file", "2,000 files"; `plural` where it is not the noun with an s. */
export function many(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString("en-GB")} ${count === 1 ? noun : plural}`;
}

/** "a", "a and b", "a, b and c". */
export function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? "";
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} and ${last}`;
}

const beginning = /[\p{L}\p{N}]/u;
const inside = /[\p{L}\p{N}'’.-]/u;

/** What each ASCII character can be in a word, which is asked for nearly all characters of a book: 2 begins one, 1 goes on with it. */
const places = Uint8Array.from({ length: 128 }, (_, code) => placeOf(String.fromCharCode(code)));

function placeOf(character: string): number {
  return beginning.test(character) ? 2 : inside.test(character) ? 1 : 0;
}

/** How many words a text has: a word begins with a letter or a digit, and apostrophes, points and hyphens go on with it. */
export function wordsIn(text: string): number {
  let count = 0;
  let isInWord = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.codePointAt(at) ?? 0;
    const place = places[code] ?? placeOf(String.fromCodePoint(code));
    if (code > 0xffff) at++;
    if (place === 2 && !isInWord) count++;
    isInWord = place === 2 || (place === 1 && isInWord);
  }
  return count;
}
