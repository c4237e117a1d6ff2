/** Text → Typst source that means exactly this text. */

/** A Typst string literal, for code and mathematics. */
export function typstString(text: string): string {
  return `"${text.replace(/[\\"]/g, "\\$&").replace(/\r?\n|\r/g, "\\n").replace(/\t/g, "\\t")}"`;
}

/**
 * Markup for running text. Everything that Typst's markup reads as a sign is escaped, `-` and `.` too, of which it makes dashes,
 * minus signs and ellipses; quotation marks are left to it, for it knows each language's.
 */
export function typstMarkup(text: string): string {
  return text
    .replace(/[\\#$*_`<>@[\]~/\-+=]/g, "\\$&")
    .replace(/\.(?=\.)|(?<=\.)\./g, "\\.")
    .replace(/^(\s*\d+)\./, "$1\\.")
    .replace(/\r?\n|\r/g, " ");
}
