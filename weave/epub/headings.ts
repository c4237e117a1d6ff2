/** Headings of one file of the package. */
import { escapeText, textOfMarkup } from "./markup.ts";

/** The page with its headings' levels closed up: none is more than one deeper than the heading before it. */
export function levelled(page: string): string {
  const open: { readonly written: number; readonly level: number }[] = [];
  return page.replace(/<(\/?)h([1-6])\b/g, (_, slash: string, digit: string) => {
    if (slash === "") {
      const written = Number(digit);
      while ((open.at(-1)?.written ?? 0) >= written) open.pop();
      const above = open.at(-1);
      open.push({ written, level: above === undefined ? written : above.level + 1 });
    }
    return `<${slash}h${open.at(-1)?.level ?? digit}`;
  });
}

/** The text of the first heading; "" if there is none. */
export function firstHeading(page: string): string {
  return plainText(headingMarkup(page)).trim();
}

/** What the table of contents prints for a page: its number, marked as one, and its title. Few reading systems set formulas there. */
export function entryMarkup(page: string): string {
  const heading = headingMarkup(page);
  const number = /^<span class="number">[^<]*<\/span>/.exec(heading)?.[0] ?? "";
  return number + escapeText(plainText(heading.slice(number.length)));
}

function headingMarkup(page: string): string {
  return /<h[1-6][^>]*>([\s\S]*?)<\/h[1-6]>/.exec(page)?.[1] ?? "";
}

/** The words, formulas as their letters; a note's number is not part of a title. */
function plainText(markup: string): string {
  const wordsAlone = markup.replace(/<a [^>]*role="doc-noteref"[\s\S]*?<\/a>/g, "").replaceAll("<msqrt>", "√");
  return textOfMarkup(wordsAlone).replace(/\u2061/g, "").replace(/\s+/g, " ");
}
