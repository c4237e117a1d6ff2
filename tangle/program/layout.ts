/** A tangled file → its exact text: header, lines, map comment. */
import { posix } from "node:path";
import { nameComment } from "../chunks/comments.ts";
import type { TangledFile, TangledLine } from "./expand.ts";

/** A file of `src/` as it is written, with the origin of each of its lines. */
export interface Layout {
  /** `src/markov/model.ts` */
  readonly path: string;
  readonly file: TangledFile;
  /** Every line of `text` in order; header and map comment have the origin `header`. */
  readonly lines: readonly TangledLine[];
  /** The lines, each ended by LF. */
  readonly text: string;
  /** A file that begins with `#!`. */
  readonly executable: boolean;
  /** `src/.maps/markov/model.ts.map` */
  readonly mapPath: string;
}

/** Lays a file out. A `#!` line stays first; a language without comments gets neither header nor map comment. */
export function layoutOf(file: TangledFile): Layout {
  const mapPath = `src/.maps/${file.path.slice("src/".length)}.map`;
  const first = file.lines[0];
  const executable = first !== undefined && first.indent === "" && first.text.startsWith("#!");
  const shebang = executable ? 1 : 0;
  const lines = [
    ...file.lines.slice(0, shebang),
    ...headerLines(file),
    ...file.lines.slice(shebang),
    ...mapLines(file, mapPath),
  ];
  const text = lines.map((line) => `${line.indent}${line.text}\n`).join("");
  return { path: file.path, file, lines, text, executable, mapPath };
}

function headerLines(file: TangledFile): readonly TangledLine[] {
  const comment = nameComment(file.language, `Tangled from ${file.definedIn}. Edit the book, then: npm run tangle`);
  return comment === null ? [] : [generated(comment)];
}

/** `//# sourceMappingURL=…`; where a comment opens with `#` this is `## sourceMappingURL=…`. */
function mapLines(file: TangledFile, mapPath: string): readonly TangledLine[] {
  const address = posix.relative(posix.dirname(file.path), mapPath).split("/").map(encodeURIComponent).join("/");
  const comment = nameComment(file.language, `# sourceMappingURL=${address}`);
  // tools look for the mark without a space before `#`
  return comment === null ? [] : [generated(comment.replace(" # sourceMappingURL", "# sourceMappingURL"))];
}

function generated(text: string): TangledLine {
  return { indent: "", text, origin: { kind: "header" } };
}
