// Tangled from book/01-markov-chains/07-arithmetic-coding.md. Edit the book, then: npm run tangle
/** The file that a code is kept in: what it is, how it was made, how long it is, and whether it is whole. */
import { crc32 } from "./crc-32.ts";

/** A code with what its decoder must know. */
export interface PackedFile {
  /** The longest context of the model. */
  readonly order: number;
  /** How many bytes were compressed. */
  readonly length: number;
  readonly code: Uint8Array;
}

/*
 * 0   magic number: 89 4e 47 43, no text begins so
 * 4   version of the format, and of the model
 * 5   order
 * 6   length of what was compressed, 4 bytes, as all numbers the highest first
 * 10  length of the code, 8 bytes
 * 18  CRC-32 of all other bytes of the file
 * 22  code
 */
const MAGIC = Uint8Array.of(0x89, 0x4e, 0x47, 0x43);
const VERSION = 1;
const CHECKSUM = 18;

/** How many bytes stand before the code. */
export const HEADER = 22;

/** The bytes of the file. */
export function pack({ order, length, code }: PackedFile): Uint8Array {
  const file = new Uint8Array(HEADER + code.length);
  file.set([...MAGIC, VERSION, order]);
  file.set(code, HEADER);
  const view = viewOf(file);
  view.setUint32(6, length);
  view.setBigUint64(10, BigInt(code.length));
  view.setUint32(CHECKSUM, checksumOf(file));
  return file;
}

/**
 * What was packed. Throws `RangeError` that says what is wrong with the file: not of this kind, of another version, cut off, too long or damaged.
 */
export function unpack(file: Uint8Array): PackedFile {
  const start = file.subarray(0, MAGIC.length);
  if (start.some((byte, i) => byte !== MAGIC[i])) throw wrong(`not a file of compress: it begins with ${hexOf(start)}, not ${hexOf(MAGIC)}`);
  if (file.length < HEADER) throw wrong(`the file is cut off: its header has ${HEADER} bytes, and the file ${file.length}`);
  if (file[4] !== VERSION) throw wrong(`the file has version ${file[4]} of the format; only version ${VERSION} can be read`);
  const view = viewOf(file);
  const whole = BigInt(HEADER) + view.getBigUint64(10);
  if (whole !== BigInt(file.length)) throw wrong(`the file is ${file.length < whole ? "cut off" : "too long"}: it should have ${whole} bytes, not ${file.length}`);
  const [noted, found] = [view.getUint32(CHECKSUM), checksumOf(file)];
  if (noted !== found) throw wrong(`the file is damaged: its checksum is ${hex(noted, 8)}, and that of its bytes ${hex(found, 8)}`);
  return { order: file[5]!, length: view.getUint32(6), code: file.subarray(HEADER) };
}

const checksumOf = (file: Uint8Array) => crc32(file.subarray(HEADER), crc32(file.subarray(0, CHECKSUM)));
const viewOf = (file: Uint8Array) => new DataView(file.buffer, file.byteOffset, file.length);
const wrong = (what: string) => new RangeError(`decompress: ${what}`);
const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0");
const hexOf = (bytes: Uint8Array) => Array.from(bytes, (byte) => hex(byte, 2)).join(" ");
//# sourceMappingURL=../.maps/compress/file-format.ts.map
