/** Characters that no bundled face has: print shows their code points, and the author is told. */
import type { Diagnostic } from "../../tangle/index.ts";
import { span } from "../place.ts";
import type { BookDocument } from "../tree.ts";

/** The Typst source with `‹U+65E5›` for each of the characters; this is safe in its markup and in its strings. */
export function spelledOut(source: string, characters: readonly string[]): string {
  return characters.reduce((text, each) => text.replaceAll(each, `‹${codePoints(each)}›`), source);
}

/** A warning for each, at its first place in the book. */
export function unknownCharacters(characters: readonly string[], document: BookDocument): readonly Diagnostic[] {
  return characters.map((each) => {
    const page = document.pages.find(({ source }) => source.text.includes(each));
    const start = page?.source.text.indexOf(each) ?? 0;
    return {
      severity: "warning",
      code: "missing-glyph",
      message: `no face of the PDF edition has \`${each}\`, so its code point is printed, ${codePoints(each)}`,
      at: page === undefined ? { path: "book/contents.md" } : { source: page.source, span: span(start, start + each.length) },
    };
  });
}

const codePoints = (text: string): string =>
  [...text].map((each) => `U+${(each.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`).join(" ");
