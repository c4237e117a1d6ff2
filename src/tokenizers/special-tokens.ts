// Tangled from book/10-tokenisation/03-pre-tokenisation.md. Edit the book, then: npm run tangle
/** Special tokens: ids that no text has, unless the caller names them. */
// Import what special tokens need
import type { Tokenizer } from "./tokenizer.ts";

// Encode with special tokens
/**
 * The ids of a text in which the names of the allowed special tokens stand for them; all other names are text. Of two names that begin
 * at the same place the longer is taken. Throws `RangeError` for a name that is not one of the tokenizer’s.
 */
export function encodeWithSpecial(tokenizer: Tokenizer, text: string, allowed: Iterable<string>): Int32Array {
  // Take the names that are allowed
  const names = [...allowed];
  names.sort((one, other) => other.length - one.length);
  const ids = names.map((name) => idOf(tokenizer, name));
  const parts: (Int32Array | readonly number[])[] = [];
  let from = 0;
  if (names.length > 0) {
    for (const { 0: name, index } of text.matchAll(new RegExp(names.map(escaped).join("|"), "gu"))) {
      parts.push(tokenizer.encode(text.slice(from, index)), [ids[names.indexOf(name)]!]);
      from = index + name.length;
    }
  }
  parts.push(tokenizer.encode(text.slice(from)));
  return joined(parts);
}

function idOf({ special }: Tokenizer, name: string): number {
  const id = special.get(name);
  if (id === undefined) throw new RangeError(`encodeWithSpecial: ${JSON.stringify(name)} is not a special token of this tokenizer`);
  return id;
}

function escaped(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}

function joined(parts: readonly (Int32Array | readonly number[])[]): Int32Array {
  const ids = new Int32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let n = 0;
  for (const part of parts) {
    ids.set(part, n);
    n += part.length;
  }
  return ids;
}
//# sourceMappingURL=../.maps/tokenizers/special-tokens.ts.map
