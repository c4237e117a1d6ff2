/** Printed text as editions can hold it; works in Node and in a page. */

/** Printed text as it can stand in a Markdown file and in the pages of an EPUB: LF for other line ends, and � for what Markdown, UTF-8 or XML cannot hold. */
export function printable(text: string): string {
  // a round through UTF-8 replaces half surrogates, as writing the chapter would
  return decoder.decode(encoder.encode(text.replace(/\r\n?/g, "\n").replace(unheld, "\uFFFD")));
}

const encoder = new TextEncoder();
// a byte order mark is text here
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Control characters and noncharacters that are no `Char` of XML 1.0, section 2.2. */
const unheld = /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/g;
