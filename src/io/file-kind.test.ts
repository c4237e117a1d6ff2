// Tangled from book/04-neural-lm/11-limits-of-the-network.md. Edit the book, then: npm run tangle
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { fileKind } from "./file-kind.ts";

const bytesOf = (...parts: readonly (string | number)[]) => Uint8Array.from(parts.flatMap((part) => (typeof part === "number" ? [part] : [...Buffer.from(part)])));

test.each([
  [bytesOf(), "an empty file"],
  [bytesOf("the sea"), "a text"],
  [bytesOf('{"step": 1}\n'), "a text"],
  [new TextEncoder().encode("é".repeat(4000)).subarray(1), undefined],
  [new TextEncoder().encode(`a${"é".repeat(4000)}`), "a text"],
  [new Uint8Array(64), "a file of NUL bytes, as a power cut can leave it"],
  [new Uint8Array(gzipSync("the sea")), "a gzip archive"],
  [bytesOf("PK", 3, 4, "archive/data.pkl"), "a ZIP archive, as PyTorch writes"],
  [bytesOf(0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9), "a Python pickle, as PyTorch wrote before version 1.6"],
  [bytesOf("GGUF", 3, 0, 0, 0), "a GGUF file"],
  [bytesOf(0x93, "NUMPY", 1, 0), "a NumPy array"],
  [bytesOf(0x89, "PNG\r\n", 26, "\n"), "a PNG image"],
  // the length of a header of 640 bytes, and of one of 35,615
  [bytesOf(0x80, 2, 0, 0, 0, 0, 0, 0), undefined],
  [bytesOf(0x1f, 0x8b, 0, 0, 0, 0, 0, 0), undefined],
])("%#: %s", (bytes, kind) => {
  expect(fileKind(bytes)).toBe(kind);
});
//# sourceMappingURL=../.maps/io/file-kind.test.ts.map
