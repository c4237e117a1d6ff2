/** The pictures that the pages show, copied to the same place in the edition. */
import { join } from "node:path";
import { pathOf } from "../plugins/images.ts";
import type { Page } from "../tree.ts";
import { walk } from "../walk.ts";
import type { SiteFile } from "./assets.ts";

/** The files to copy, by their path in the edition. The document has made sure that they exist. */
export function picturesOf(root: string, pages: readonly Page[]): ReadonlyMap<string, SiteFile> {
  const files = new Map<string, SiteFile>();
  for (const page of pages) {
    walk(page.tree, (node) => {
      const path = node.type === "image" ? pathOf(node.url, page.path) : null;
      if (path?.startsWith("book/")) files.set(path.slice("book/".length), { copy: join(root, path) });
    });
  }
  return files;
}
