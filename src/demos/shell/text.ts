// Tangled from book/01-markov-chains/10-exercises.md. Edit the book, then: npm run tangle
/** Texts that the person at the keyboard names. */
import { constants } from "node:buffer";
import { grouped } from "../../format/text.ts";
import { BadInput } from "./bad-input.ts";
import { bytesOf } from "./files.ts";

/**
 * The text of a UTF-8 file; throws `BadInput` if it cannot be read, is not UTF-8, or has more than `most` UTF-16 units, of which a
 * string of V8 can have no more.
 */
export function textIn(file: string, most = constants.MAX_STRING_LENGTH): string {
  const bytes = bytesOf(file);
  const units = bytes.length > most ? unitsIn(bytes) : bytes.length;
  if (units > most) throw new BadInput(`${file} is too long: its ${grouped(bytes.length)} bytes are ${grouped(units)} UTF-16 units of text, and at most ${grouped(most)} can be read`);
  return decode(file, bytes);
}

/** How many UTF-16 units the text of these bytes has: one for each character of up to three bytes, two for one of four. */
function unitsIn(bytes: Uint8Array): number {
  let units = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if ((byte & 0xc0) !== 0x80) units += byte < 0xf0 ? 1 : 2;
  }
  return units;
}

function decode(file: string, bytes: Uint8Array): string {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (!text.includes("\0")) return text;
  } catch (failure) {
    if (!(failure instanceof TypeError)) throw failure;
  }
  throw new BadInput(`${file} is not UTF-8 text`);
}
//# sourceMappingURL=../../.maps/demos/shell/text.ts.map
