/** The book made anew after a change, in one process that keeps what did not change. */
import { hasErrors, render, type Diagnostic } from "../../tangle/index.ts";
import { readDocument } from "../build.ts";
import type { Cache } from "../cache.ts";
import { createHighlighter, type Highlighter } from "../highlight.ts";
import type { SiteFile } from "../html/assets.ts";
import { openCaches } from "../html/caches.ts";
import { siteOf } from "../html/site.ts";
import { notRunWarning } from "../warnings.ts";

/** What the server shows. */
export interface Edition {
  /** The last files that could be made; empty before the first. */
  readonly files: ReadonlyMap<string, SiteFile>;
  /** The author's mistakes as text; null where there is none. Then `files` are older than the book. */
  readonly mistakes: string | null;
  /** Warnings as text, "" without any. */
  readonly warnings: string;
  /** Paths whose text is not what it was. */
  readonly changed: readonly string[];
}

/** Makes the book under a root again and again; each call gives the edition as it is then. */
export function rebuilderOf(root: string, disk: Cache): () => Promise<Edition> {
  const caches = { ...openCaches(root, { unknownNames: "leave" }), load: keptHighlighter() };
  const cache = inMemory(disk);
  let files: ReadonlyMap<string, SiteFile> = new Map();
  const remade = async (): Promise<Edition> => {
    const { document, diagnostics } = readDocument(root, { cache, staleness: "show" });
    if (document === null || hasErrors(diagnostics)) return { files, mistakes: textOf(diagnostics), warnings: "", changed: [] };
    const site = await siteOf(root, document, caches);
    if (hasErrors(site.diagnostics)) return { files, mistakes: textOf(site.diagnostics), warnings: "", changed: [] };
    const changed = changedIn(files, site.files);
    files = site.files;
    for (const store of [caches.pages, caches.formulas, caches.listings, caches.scripts]) store.flush();
    return { files, mistakes: null, warnings: `${textOf(diagnostics)}${notRunWarning(document) ?? ""}`, changed };
  };
  // our own mistakes are shown as well, so that one chapter's trouble does not end the server
  return () => remade().catch((error: unknown) => ({ files, mistakes: error instanceof Error ? (error.stack ?? error.message) : String(error), warnings: "", changed: [] }));
}

function textOf(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(render).join("");
}

/** Paths that are new, gone or different. A picture may have changed in its file, which its path does not show: it always counts. */
function changedIn(before: ReadonlyMap<string, SiteFile>, after: ReadonlyMap<string, SiteFile>): readonly string[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])];
  return paths.filter((path) => {
    const [old, now] = [before.get(path), after.get(path)];
    return !old || !now || !("text" in old && "text" in now) ? !path.startsWith("assets/") || !old : old.text !== now.text;
  });
}

/** A cache that asks the disk once for each text. */
function inMemory(disk: Cache): Cache {
  const known = new Map<string, string>();
  return {
    get(kind, key) {
      const text = known.get(`${kind}/${key}`) ?? disk.get(kind, key);
      if (text !== null) known.set(`${kind}/${key}`, text);
      return text;
    },
    put(kind, key, text) {
      known.set(`${kind}/${key}`, text);
      disk.put(kind, key, text);
    },
  };
}

/** Loads a highlighter once, and again only for a language that it does not know. */
function keptHighlighter(): (languages: readonly string[]) => Promise<Highlighter> {
  let loaded: { readonly languages: ReadonlySet<string>; readonly highlighter: Promise<Highlighter> } | null = null;
  return (languages) => {
    if (loaded && languages.every((language) => loaded?.languages.has(language))) return loaded.highlighter;
    const all = new Set([...(loaded?.languages ?? []), ...languages]);
    loaded = { languages: all, highlighter: createHighlighter([...all]) };
    return loaded.highlighter;
  };
}
