// Tangled from book/10-tokenisation/03-pre-tokenisation.md. Edit the book, then: npm run tangle
/** `merges.txt`, GPT-2’s file of merges: two tokens on each line. */
import { mergesOf, type Merges, type Pair } from "../bpe/merges.ts";
import { byteOrder, toCharacters } from "./byte-characters.ts";

/** The merges of a file; the first 256 ids are bytes in GPT-2’s order. Throws `RangeError` with the number of a line that is not two tokens made before. */
export function readMergesTxt(text: string): Merges {
  const ids = new Map(byteOrder.map((byte, id) => [toCharacters([byte]), id]));
  const pairs: Pair[] = [];
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (line === "" || (at === 0 && line.startsWith("#version"))) continue;
    const [left = "", right = "", ...more] = line.split(" ");
    const pair = [ids.get(left), ids.get(right)];
    if (pair.includes(undefined) || more.length > 0) throw new RangeError(`readMergesTxt: line ${at + 1} is not two tokens that are made before`);
    pairs.push(pair as [number, number]);
    ids.set(left + right, 255 + pairs.length);
  }
  return mergesOf(pairs, byteOrder);
}
//# sourceMappingURL=../../.maps/tokenizers/files/merges-txt.ts.map
