/** Writes the HTML edition into its staging folder. */
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { hasErrors } from "../../tangle/index.ts";
import type { EditionJob, EditionResult } from "../edition.ts";
import type { SiteFile } from "./assets.ts";
import { openCaches } from "./caches.ts";
import { siteOf } from "./site.ts";

/** Renders what changed and writes every file; writes none if a formula or a picture is wrong. */
export async function writeHtml({ root, document, chapters, output, progress, kept, made = [] }: EditionJob): Promise<EditionResult> {
  const caches = openCaches(root, kept === undefined ? {} : { kept });
  const { files, keys, diagnostics } = await siteOf(root, document, caches, { ...(chapters !== undefined && { chapters }), made, progress });
  if (hasErrors(diagnostics)) return { diagnostics, written: [] };
  progress("writing the pages");
  const written = writeFiles(output, files);
  for (const store of [caches.pages, caches.formulas, caches.listings, caches.scripts]) store.flush();
  caches.names?.flush();
  caches.pages.keep(keys);
  return { diagnostics, written };
}

/** Writes all files below a folder; gives back their paths. */
export function writeFiles(folder: string, files: ReadonlyMap<string, SiteFile>): readonly string[] {
  for (const parent of new Set([...files.keys()].map((path) => dirname(join(folder, path))))) mkdirSync(parent, { recursive: true });
  return [...files].map(([path, file]) => {
    const target = join(folder, path);
    if ("copy" in file) copyFileSync(file.copy, target);
    else writeFileSync(target, "text" in file ? file.text : file.bytes);
    return target;
  });
}
