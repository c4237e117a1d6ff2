/** The pictures that a page shows, copied to the same place in the edition. */
import { join } from "node:path";
import { pathOf } from "../plugins/images.ts";
import type { Page } from "../tree.ts";
import type { SiteFile } from "./assets.ts";

/** The files to copy, by their path in the edition. The document has made sure that they exist. */
export function pictureFiles(root: string, page: Page, addresses: readonly string[]): readonly [string, SiteFile][] {
  return addresses.flatMap((address): [string, SiteFile][] => {
    const path = pathOf(address, page.path);
    return path?.startsWith("book/") ? [[path.slice("book/".length), { copy: join(root, path) }]] : [];
  });
}
