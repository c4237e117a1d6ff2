/** The text of a passage without what it only quotes: the words of others, and words about which it speaks. */

/** The text with everything between quotation marks as spaces, at the same length. An apostrophe is no mark. */
export function withoutQuotations(text: string): string {
  return text.replace(/“[^“”]*”|"[^"]*"|‘[^‘’]*’(?!\p{L})/gu, (quotation) => " ".repeat(quotation.length));
}
