/** What was found, as the list of a combobox: places by page, each a link with its snippet. */
import { make } from "./dom.ts";
import { passagesName, type SearchData } from "./searchData.ts";
import type { Findings, Hit } from "./searchEngine.ts";
import { marked, snippet } from "./snippet.ts";

/** The groups of places. The snippets of pages whose texts are not here yet follow. */
export function groupsOf({ pages }: Findings, index: SearchData): readonly HTMLElement[] {
  let count = 0;
  return pages.map(({ page, hits }) => {
    const [href = "", title = ""] = index.pages[page] ?? [];
    const heading = make("div", { class: "found-page", id: `found-page-${page}` }, title);
    const first = index.places.findIndex(([of]) => of === page);
    const options = hits.map((hit) => option(hit, { id: `found-${count++}`, href, index }));
    void tell(options, hits, { page, first });
    return make("div", { role: "group", "aria-labelledby": heading.id }, heading, ...options);
  });
}

interface Setting {
  readonly id: string;
  readonly href: string;
  readonly index: SearchData;
}

function option({ place, terms }: Hit, { id, href, index }: Setting): HTMLElement {
  const [, anchor = "", title = ""] = index.places[place] ?? [];
  const address = new URL(encodeURI(href) + (anchor === "" ? "" : `#${encodeURIComponent(anchor)}`), window.book.root).href;
  const name = make("span", { class: "found-title" });
  name.append(marked(title, new Set(terms)));
  return make("a", { role: "option", id, href: address, tabindex: "-1", "aria-selected": "false" }, name, make("span", { class: "found-text" }));
}

/** Puts the snippets in; a page without its texts (a lost connection) has none. */
async function tell(options: readonly HTMLElement[], hits: readonly Hit[], { page, first }: { readonly page: number; readonly first: number }): Promise<void> {
  const texts = await window.book.take(passagesName(page)).catch(() => null);
  if (!Array.isArray(texts)) return;
  for (const [at, { place, terms }] of hits.entries()) {
    const text: unknown = texts[place - first];
    if (typeof text === "string") options[at]?.querySelector(".found-text")?.append(snippet(text, new Set(terms)));
  }
}
