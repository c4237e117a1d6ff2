// Tangled from book/01-markov-chains/index.md. Edit the book, then: npm run tangle
/** Characters: Unicode code points. A string keeps those beyond U+FFFF, emoji among them, as two UTF-16 units each, a pair. */

/** A place of a text: the character that stands there, and what stands before it. */
export interface Place {
  readonly history: string;
  readonly next: string;
}

/**
 * The places of `text` from position `from` on, each with the `order` characters before it, or with fewer where the text begins. If no
 * position is given, the first place is that after `order` characters. Positions are in UTF-16 units.
 */
export function* placesIn(text: string, order: number, from = positionAfter(text, order)): Generator<Place> {
  let start = from - lastCharacters(text.slice(0, from), order).length;
  let missing = order - countCharacters(text.slice(start, from));
  for (let i = from; i < text.length; ) {
    const next = characterAt(text, i);
    yield { history: text.slice(start, i), next };
    i += next.length;
    if (missing > 0) missing--;
    else start += widthAt(text, start);
  }
}

/** The character that begins at a position. */
export function characterAt(text: string, position: number): string {
  return widthAt(text, position) === 1 ? text.charAt(position) : text.slice(position, position + 2);
}

/** How many characters stand from a position on. */
export function countCharacters(text: string, from = 0): number {
  let count = 0;
  for (let i = from; i < text.length; i += widthAt(text, i)) count++;
  return count;
}

/** The position after the first `count` characters; the end, if there are fewer. */
export function positionAfter(text: string, count: number): number {
  let position = 0;
  for (let taken = 0; taken < count && position < text.length; taken++) position += widthAt(text, position);
  return position;
}

/** The last `count` characters; all, if there are fewer. */
export function lastCharacters(text: string, count: number): string {
  let start = text.length;
  for (let taken = 0; taken < count && start > 0; taken++) start -= start > 1 && widthAt(text, start - 2) === 2 ? 2 : 1;
  return text.slice(start);
}

/** All characters but the first. */
export function withoutFirst(text: string): string {
  return text.slice(widthAt(text, 0));
}

/** Whether a position lies within a character. */
export function isWithinCharacter(text: string, position: number): boolean {
  return position > 0 && widthAt(text, position - 1) === 2;
}

/** How many units the character at a position has: 2 for a pair, 1 for all else, half a pair among it. */
function widthAt(text: string, position: number): 1 | 2 {
  return (text.charCodeAt(position) & 0xfc00) === 0xd800 && (text.charCodeAt(position + 1) & 0xfc00) === 0xdc00 ? 2 : 1;
}
//# sourceMappingURL=../.maps/tokenizers/characters.ts.map
