// Tangled from book/04-neural-lm/11-limits-of-the-network.md. Edit the book, then: npm run tangle
/** What a file is that is not what was expected, by its first bytes. */

/** Signatures with which files of a kind begin, and what the kind is called. */
const SIGNATURES: readonly (readonly [signature: string, kind: string])[] = [
  ["PK\x03\x04", "a ZIP archive, as PyTorch writes"],
  ["\x1f\x8b\x08", "a gzip archive"],
  ["\x28\xb5\x2f\xfd", "a Zstandard archive"],
  ["\x80\x02\x8a\n\x6c\xfc\x9c\x46", "a Python pickle, as PyTorch wrote before version 1.6"],
  ["GGUF", "a GGUF file"],
  ["\x93NUMPY", "a NumPy array"],
  ["\x89HDF\r\n\x1a\n", "an HDF5 file"],
  ["\x89PNG\r\n\x1a\n", "a PNG image"],
  ["%PDF-", "a PDF document"],
  ["\x7fELF", "a program"],
];

/** How many of the first bytes are looked at to recognise a text. */
const TEXT_SAMPLE = 4096;

/** What the file with these bytes is, such as `a PNG image`; undefined if that cannot be told from its first bytes. */
export function fileKind(bytes: Uint8Array): string | undefined {
  if (bytes.length === 0) return "an empty file";
  const start = String.fromCharCode(...bytes.subarray(0, 16));
  const known = SIGNATURES.find(([signature]) => start.startsWith(signature));
  if (known) return known[1];
  if (bytes.every((byte) => byte === 0)) return "a file of NUL bytes, as a power cut can leave it";
  return isText(bytes.subarray(0, TEXT_SAMPLE)) ? "a text" : undefined;
}

/** UTF-8 without control characters but those that set lines and columns; its last character may be cut. */
function isText(bytes: Uint8Array): boolean {
  if (bytes.some((byte) => byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13)) return false;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
//# sourceMappingURL=../.maps/io/file-kind.ts.map
