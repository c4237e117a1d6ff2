/** The files of the pages of long indexes. */
import { toHtml } from "hast-util-to-html";
import type { BookDocument, BookIndex, Page } from "../tree.ts";
import { answerOf } from "../lazyTree.ts";
import { nodesOf } from "../nodesOf.ts";
import { escapeHtml } from "./hast.ts";
import type { Batch } from "./batch.ts";
import { digest, indexNames } from "./fingerprint.ts";
import { entriesOf, indexParts, type IndexPart } from "./indexParts.ts";
import { frontHref } from "./links.ts";
import { indexPartList } from "./nodes/index.ts";
import { shellHtml, type Way } from "./shell.ts";

/** A page on which an index stands, and where a reader goes from there. */
export interface IndexHome {
  readonly of: BookIndex["of"];
  readonly way: Way;
  readonly next: Way | null;
}

/** What the pages of a book show of indexes. */
export function indexesOn(page: Page): readonly BookIndex["of"][] {
  return answerOf(page, { module: "weave/html/indexPartPages.ts", name: "indexes", answer: (tree) => nodesOf(tree, "bookIndex").map(({ of }) => of) });
}

/** The pages of each index that is too long for its own, and their addresses. */
export function indexPartBatch(document: BookDocument, homes: readonly IndexHome[], { surroundings, contents }: { readonly surroundings: string; readonly contents: (href: string) => string }): { readonly batch: Batch; readonly hrefs: readonly string[] } {
  const divided = homes.map((home) => ({ home, parts: indexParts(entriesOf(document, home.of), home.of, home.way.href) })).filter(({ parts }) => parts.length > 0);
  const key = (): string => digest(JSON.stringify(["indexes", surroundings, contents(""), divided.map(({ home }) => [home, indexNames(entriesOf(document, home.of))])]));
  return {
    hrefs: divided.flatMap(({ parts }) => parts.map(({ href }) => href)),
    batch: {
      key: divided.length === 0 ? null : key(),
      files: () => divided.flatMap(({ home, parts }) => parts.map((part, at) => [part.href, { text: partHtml(document, part, { home, parts, at, contents: contents(part.href) }) }] as const)),
    },
  };
}

interface PartPlace {
  readonly home: IndexHome;
  readonly parts: readonly IndexPart[];
  readonly at: number;
  readonly contents: string;
}

function partHtml(document: BookDocument, part: IndexPart, { home, parts, at, contents }: PartPlace): string {
  const title = `${home.way.text}: ${part.title}`;
  const wayTo = (index: number): Way | null => {
    const other = parts[index];
    return other === undefined ? null : { href: other.href, text: `${home.way.text}: ${other.title}` };
  };
  return shellHtml(document, {
    href: part.href,
    title,
    description: "",
    kind: "section",
    trail: [{ href: frontHref(document), text: document.meta.title, className: "book" }, home.way],
    previous: at === 0 ? home.way : wayTo(at - 1),
    next: wayTo(at + 1) ?? home.next,
    main: `<header class="title">\n<h1>${escapeHtml(title)}</h1>\n</header>\n${toHtml(indexPartList(part, parts))}`,
    contents,
    source: null,
  });
}
