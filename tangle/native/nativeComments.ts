/** Native code without what a compiler does not read. */
import { posix } from "node:path";

/** Languages with the comments of C, by the ending of a file's name. */
const likeC: ReadonlySet<string> = new Set([".c", ".h", ".cc", ".cpp", ".cxx", ".hh", ".hpp", ".hxx", ".cu", ".cuh", ".m", ".mm", ".wgsl", ".metal"]);

/**
 * The text without comments, blank lines and space at lines' ends; a text in another language as it is. Strings, also raw ones of
 * C++, are kept whole.
 */
export function withoutComments(text: string, path: string): string {
  if (!likeC.has(posix.extname(path))) return text;
  const kept = text.replace(pieces, (piece) => (piece.startsWith("//") ? "" : piece.startsWith("/*") ? " " : piece));
  return kept.split("\n").map((line) => line.trimEnd()).filter((line) => line !== "").join("\n");
}

// a piece that is no comment is matched so that no comment is found inside of it; a quote between digits (`1'000`) is none, and a line
// that ends in a backslash goes on
const pieces = /R"([^\s()\\]{0,16})\([^]*?\)\1"|"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\\w+|\\[^\n])'|\/\/(?:[^\\\n]|\\[^])*|\/\*[^]*?\*\//g;
