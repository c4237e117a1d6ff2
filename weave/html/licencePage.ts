/** The page of the licences: under what text and code may be used, with the whole of the files that say so. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { BookDocument } from "../tree.ts";
import { escapeHtml } from "./hast.ts";
import { frontHref, licenceHref } from "./links.ts";
import { shellHtml } from "./shell.ts";

/** A file of the project that states a licence. */
export interface LicenceFile {
  readonly name: string;
  readonly text: string;
}

/** The files beside `book/` whose names begin with LICENSE or LICENCE. */
export function licenceFiles(root: string): readonly LicenceFile[] {
  try {
    return readdirSync(root).filter((name) => /^LICEN[SC]E/.test(name)).sort().map((name) => ({ name, text: readFileSync(join(root, name), "utf8") }));
  } catch {
    return [];
  }
}

/** The whole HTML file; null for a book that names no licence. */
export function licenceHtml(document: BookDocument, files: readonly LicenceFile[]): string | null {
  const { meta } = document;
  const href = licenceHref(meta);
  if (href === null) return null;
  const { text, code } = meta.licence;
  const said = [
    ...(text === null ? [] : [`Text and figures: ${escapeHtml(text)}.`]),
    ...(code === null ? [] : [`Code, on the pages too: ${escapeHtml(code)}.`]),
  ];
  const bodies = files.map(({ name, text: body }) => `<h2>${escapeHtml(name)}</h2>\n<pre class="licence" tabindex="0">${escapeHtml(body.trim())}</pre>`);
  return shellHtml(document, {
    href,
    title: "Licences",
    description: said.join(" "),
    kind: "section",
    trail: [{ href: frontHref(document), text: meta.title, className: "book" }],
    previous: null,
    next: null,
    main: [`<header class="title">\n<h1>Licences</h1>\n</header>\n<p>${said.join("<br>")}</p>`, ...bodies].join("\n"),
    contents: "",
    source: null,
  });
}
