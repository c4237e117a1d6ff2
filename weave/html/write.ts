/** Writes the HTML edition into its staging folder. */
import { join } from "node:path";
import { hasErrors } from "../../tangle/index.ts";
import { loadedVersion } from "../../tangle/standing/index.ts";
import { keptUnder } from "../cache.ts";
import type { EditionJob, EditionResult } from "../edition.ts";
import { openCaches } from "./caches.ts";
import { siteBatches } from "./site.ts";
import type { NameKeeper } from "./types/kept.ts";
import { writeFiles } from "./writeFiles.ts";

/** What the writer of HTML is asked for. */
export interface HtmlJob extends EditionJob {
  /** Knows the names in the program, or is looking them up; else what is kept is asked for them. */
  readonly names?: NameKeeper;
}

/** Renders what changed and puts every file there; none if a formula or a picture is wrong. */
export async function writeHtml({ root, document, chapters, output, before, progress, kept, load, names, made = [] }: HtmlJob): Promise<EditionResult> {
  const caches = { ...openCaches(root, kept === undefined ? {} : { kept }), ...(load !== undefined && { load }), ...(names !== undefined && { names }) };
  const { files, keys, diagnostics } = await siteBatches(root, document, caches, { ...(chapters !== undefined && { chapters }), made, progress });
  if (hasErrors(diagnostics)) return { diagnostics, written: [] };
  progress("writing the pages");
  const record = join(kept ?? keptUnder(root), "html-written.json");
  const written = await writeFiles(output, files, before === undefined ? undefined : { folder: before, record, version: loadedVersion(["weave/html/site.ts"]) });
  for (const store of [caches.pages, caches.formulas, caches.listings, caches.scripts, caches.search]) store.flush();
  caches.names?.flush();
  caches.pages.keep(keys);
  return { diagnostics, written };
}
