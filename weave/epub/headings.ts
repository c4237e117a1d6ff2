/** Headings of one file of the package. */
import { textOfMarkup } from "./markup.ts";

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
  return textOfMarkup(/<h[1-6][^>]*>([\s\S]*?)<\/h[1-6]>/.exec(page)?.[1] ?? "").replace(/\s+/g, " ").trim();
}
