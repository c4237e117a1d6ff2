/** The pictures that the pages show, copied to the same place in the edition. */
import { existsSync } from "node:fs";
import { join, posix } from "node:path";
import type { Diagnostic } from "../../tangle/index.ts";
import { placed } from "../place.ts";
import type { Page } from "../tree.ts";
import { walk } from "../walk.ts";
import type { SiteFile } from "./assets.ts";

/** The files to copy, by their path in the edition, and the pictures that are not there. */
export function picturesOf(root: string, pages: readonly Page[]): { readonly files: ReadonlyMap<string, SiteFile>; readonly diagnostics: readonly Diagnostic[] } {
  const files = new Map<string, SiteFile>();
  const diagnostics: Diagnostic[] = [];
  for (const page of pages) {
    walk(page.tree, (node) => {
      if (node.type !== "image" || /^[a-z][a-z+.-]*:|^\/|^#/i.test(node.url)) return;
      const address = decodeURI(node.url.replace(/[?#].*$/, ""));
      const path = posix.normalize(posix.join(posix.dirname(page.path), address));
      const at = node.position ? placed(page.source, node) : { path: page.path };
      if (!path.startsWith("book/")) {
        diagnostics.push({ severity: "error", code: "outside-picture", message: `\`${node.url}\` leads out of \`book/\``, at });
      } else if (!existsSync(join(root, path))) {
        diagnostics.push({ severity: "error", code: "missing-picture", message: `there is no file \`${path}\``, at });
      } else files.set(path.slice("book/".length), { copy: join(root, path) });
    });
  }
  return { files, diagnostics };
}
