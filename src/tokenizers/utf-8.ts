// Tangled from book/10-tokenisation/01-unicode.md. Edit the book, then: npm run tangle
/** UTF-8: code points ⇄ bytes, with a decoder that takes the bytes in any portions. */

// Encode code points as bytes
/** The bytes of a text in UTF-8; half a surrogate pair becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(3 * text.length);
  return bytes.slice(0, writeUtf8(text, bytes));
}

/** Writes the bytes of a text into `bytes`; returns how many they are, at most three for each UTF-16 unit. */
export function writeUtf8(text: string, bytes: Uint8Array): number {
  let n = 0;
  for (let i = 0; i < text.length; i++) {
    let c = text.charCodeAt(i);
    if (c < 0x80) {
      bytes[n++] = c;
      continue;
    }
    // Join a surrogate pair, or replace half of one
    if ((c & 0xf800) === 0xd800) {
      const low = text.charCodeAt(i + 1);
      if (c < 0xdc00 && (low & 0xfc00) === 0xdc00) {
        c = 0x10000 + ((c & 0x3ff) << 10) + (low & 0x3ff);
        i++;
      } else c = 0xfffd;
    }
    if (c < 0x800) bytes[n++] = 0xc0 | (c >> 6);
    else {
      if (c < 0x10000) bytes[n++] = 0xe0 | (c >> 12);
      else {
        bytes[n++] = 0xf0 | (c >> 18);
        bytes[n++] = 0x80 | ((c >> 12) & 0x3f);
      }
      bytes[n++] = 0x80 | ((c >> 6) & 0x3f);
    }
    bytes[n++] = 0x80 | (c & 0x3f);
  }
  return n;
}

// Describe the bytes and states of the automaton
/** What may come next: a first byte, or a continuation in its range. */
const START = 0, ONE = 1, TWO = 2, THREE = 3; // continuations to come
const E0 = 4, ED = 5, F0 = 6, F4 = 7; // after a first byte whose second is restricted
const REJECT = 8;

/** The state after a first byte. */
function stateAfter(byte: number): number {
  if (byte < 0x80) return START;
  if (byte < 0xc2 || byte > 0xf4) return REJECT;
  if (byte < 0xe0) return ONE;
  if (byte === 0xe0) return E0;
  if (byte === 0xed) return ED;
  if (byte < 0xf0) return TWO;
  return byte === 0xf0 ? F0 : byte === 0xf4 ? F4 : THREE;
}

/** For each state but the first, the range of its continuation, and the state after it. */
const CONTINUATIONS: readonly (readonly [low: number, high: number, next: number])[] = [
  [0, -1, REJECT],
  [0x80, 0xbf, START], [0x80, 0xbf, ONE], [0x80, 0xbf, TWO],
  [0xa0, 0xbf, ONE], // after E0: less has a shorter form
  [0x80, 0x9f, ONE], // after ED: more is a surrogate
  [0x90, 0xbf, TWO], // after F0: less has a shorter form
  [0x80, 0x8f, TWO], // after F4: more is beyond U+10FFFF
];

/** The next state by state and byte. */
const NEXT = Uint8Array.from({ length: 8 * 256 }, (_, i) => {
  const [state, byte] = [i >> 8, i & 0xff];
  if (state === START) return stateAfter(byte);
  const [low, high, next] = CONTINUATIONS[state]!;
  return byte >= low && byte <= high ? next : REJECT;
});

/** The state after a byte, by numbers: 0 the start, 1 to 3 as many continuations to come, 4 to 7 after the first bytes E0, ED, F0 and F4; 8 if the byte cannot come here. */
export function nextState(state: number, byte: number): number {
  return NEXT[(state << 8) | byte]!;
}

// Decode bytes as they come
/** Decodes UTF-8 that comes in portions, which may split a character. */
export interface Utf8Decoder {
  /** The characters that are complete with these bytes. */
  push(bytes: Uint8Array): string;
  /** What an end in the middle of a character leaves: U+FFFD, or nothing. The decoder can then begin anew. */
  end(): string;
}

/** A decoder that writes U+FFFD for each longest beginning of a character that is not continued, and for each byte that begins none. */
export function utf8Decoder(): Utf8Decoder {
  let [state, c] = [START, 0];
  const push = (bytes: Uint8Array) => {
    let text = "";
    for (const byte of bytes) {
      let next = NEXT[(state << 8) | byte]!;
      // Replace a character that is not continued
      if (next === REJECT && state !== START) {
        text += "\ufffd";
        state = START; // this byte may begin a character
        next = NEXT[byte]!;
      }
      if (next === REJECT) {
        text += "\ufffd";
        continue;
      }
      c = state === START ? byte & (byte < 0x80 ? 0x7f : byte < 0xe0 ? 0x1f : byte < 0xf0 ? 0x0f : 0x07) : (c << 6) | (byte & 0x3f);
      state = next;
      if (state === START) text += String.fromCodePoint(c);
    }
    return text;
  };
  const end = () => {
    const left = state === START ? "" : "\ufffd";
    state = START;
    return left;
  };
  return { push, end };
}

/** The text of bytes in UTF-8, whole. */
export function decodeUtf8(bytes: Uint8Array): string {
  const decoder = utf8Decoder();
  return decoder.push(bytes) + decoder.end();
}
//# sourceMappingURL=../.maps/tokenizers/utf-8.ts.map
