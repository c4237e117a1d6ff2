/** `::bibliography`: every work that is cited. */
import type { BlockContent } from "mdast";
import { bibliographyEntry } from "../citation.ts";
import type { Collected } from "../collected.ts";
import { text } from "../../walk.ts";
import { paragraph } from "./grouped.ts";

/** An entry for each cited work, in order of authors and years. */
export function bibliography({ cited }: Collected): readonly BlockContent[] {
  if (cited.length === 0) return [paragraph([text("Nothing is cited yet.")])];
  return cited.map((each) => ({
    type: "bookBibliographyEntry",
    id: `bib-${each.work.key}`,
    key: each.work.key,
    children: bibliographyEntry(each),
  }));
}
