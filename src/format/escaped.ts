// Tangled from book/02-automatic-differentiation/05-computational-graph.md. Edit the book, then: npm run tangle
/** Text that stands between the tags of a drawing. */

/** The text with its signs <, > and & written so that they are not taken for tags. */
export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
//# sourceMappingURL=../.maps/format/escaped.ts.map
