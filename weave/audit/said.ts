/** What pages say is finished: no commit with changes, no placeholder for an address, no wide space before `%`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { none, type PageMeasure } from "./measure.ts";

/** Every page of text; the program's files are as their authors wrote them. */
export const said: PageMeasure = {
  kind: "pages",
  name: "said",
  module: "weave/audit/said.ts",
  isFor: (html) => /<body class="(?:section|opening|cover)"/.test(html),
  look: {
    in: "files",
    pages: ({ folder }, pages) => pages.map((page) => ({ amount: 0, places: unfinishedIn(readFileSync(join(folder, page), "utf8")).map((fault) => `${page}: ${fault}`) })),
  },
  findings: (_, seen) => [none(`unfinished words, of ${seen.length} pages`, "places", seen.flatMap(({ places }) => places))],
};

const faults: readonly (readonly [RegExp, string])[] = [
  [/[\da-f]{7,}-dirty/g, "a commit with changes"],
  [/\d[ \u00a0]%(?![\w(])/g, "a wide space before %"],
];
const placeholder = /href="(?:https?:)?\/\/(?:[^/"]*\.)?(?:example(?:\.[a-z]+)?|localhost|127\.0\.0\.1|[^/"]*…[^/"]*)[/":]/g;

/** What stands in a page's HTML that is not finished, each with the words around it. */
export function unfinishedIn(html: string): readonly string[] {
  const words = html.replace(/<(pre|code|samp|script|style|annotation)\b[\s\S]*?<\/\1>/g, "").replace(/<(?:"[^"]*"|[^">])*>/g, "");
  return [
    ...faults.flatMap(([fault, name]) => [...words.matchAll(fault)].map(({ index }) => `${name}: ${words.slice(Math.max(0, index - 30), index + 20).replace(/\s+/g, " ").trim()}`)),
    ...[...html.matchAll(placeholder)].map(([found]) => `a placeholder for an address: ${found}`),
  ];
}
