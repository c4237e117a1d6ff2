// Tangled from book/10-tokenisation/03-pre-tokenisation.md. Edit the book, then: npm run tangle
/** Files of ranks as tiktoken reads them: a token in base64 and its rank on each line. */
// Import what files of ranks need
import type { Merges } from "../bpe/merges.ts";
import { mergesOfRanks } from "../bpe/ranks.ts";

// Read ranks
/** The merges of a file of ranks. Throws `RangeError` with the number of a line that is none, and as `mergesOfRanks` does. */
export function readRanks(text: string): Merges {
  const tokens: (Uint8Array | undefined)[] = [];
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (line === "") continue;
    const [, base64, rank] = /^([A-Za-z0-9+/]+={0,2}) (\d{1,7})$/.exec(line) ?? [];
    if (base64 === undefined || tokens[Number(rank)]) throw new RangeError(`readRanks: line ${at + 1} is not a token in base64 and a rank of its own`);
    while (tokens.length < Number(rank)) tokens.push(undefined);
    tokens[Number(rank)] = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  }
  return mergesOfRanks(tokens);
}

// Write ranks
/** The tokens of merges with their ids as ranks. Throws `RangeError` where a later merge has a smaller id, which such a file cannot say. */
export function writeRanks({ tokens, results }: Merges): string {
  if (results.some((id, rank) => rank > 0 && id >= 0 && id < results[rank - 1]!)) throw new RangeError("writeRanks: the order of the ids is not that of the merges");
  return tokens.map((bytes, rank) => (bytes ? `${btoa(String.fromCharCode(...bytes))} ${rank}\n` : "")).join("");
}
//# sourceMappingURL=../../.maps/tokenizers/files/tiktoken.ts.map
