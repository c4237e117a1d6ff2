/** One factor: the first construction that begins with the next token. */
import { constructions } from "../constructions.ts";
import { refuseToken, type Piece, type Reader } from "../reader.ts";

/** Reads a factor with its scripts. */
export function readFactor(reader: Reader): Piece {
  for (const { read } of constructions) {
    const piece = read(reader);
    if (piece) return piece;
  }
  refuseToken(reader);
}
