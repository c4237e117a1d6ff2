/** The index, for a book that has no page with `::index`. */
import { toHtml } from "hast-util-to-html";
import type { BookDocument, BookIndex } from "../tree.ts";
import type { ExtraPage } from "./contents.ts";
import { frontHref } from "./links.ts";
import { indexList } from "./nodes/index.ts";
import { shellHtml, type Way } from "./shell.ts";

/** Where it stands. */
export const indexPage: ExtraPage = { href: "index-of-names.html", text: "Index" };

/** Whether there is anything for an index to list. */
export function hasEntries({ chunkIndex, identifierIndex, termIndex }: BookDocument): boolean {
  return chunkIndex.length + identifierIndex.length + termIndex.length > 0;
}

/** The generated index of terms, chunks and identifiers. */
export function indexHtml(document: BookDocument, previous: Way | null, contents: string): string {
  const lists = sections.flatMap(({ of, title }) => {
    const list = indexList(document, of, { from: indexPage.href, depth: 3 });
    return list.children.length === 0 ? [] : [`<h2 id="${of}">${title}</h2>\n${toHtml(list)}`];
  });
  return shellHtml(document, {
    href: indexPage.href,
    title: indexPage.text,
    description: "",
    kind: "section",
    trail: [{ href: frontHref(document), text: document.meta.title, className: "book" }],
    previous,
    next: null,
    main: `<header class="title">\n<h1>${indexPage.text}</h1>\n</header>\n${lists.join("\n")}`,
    contents,
    source: null,
  });
}

const sections: readonly { readonly of: BookIndex["of"]; readonly title: string }[] = [
  { of: "terms", title: "Terms" },
  { of: "chunks", title: "Chunks and files" },
  { of: "identifiers", title: "Identifiers" },
];
