/** Coloured code, which is that of all editions: from the store, else by the highlighter, which is loaded only for what the store lacks. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { loadedVersion } from "../../tangle/standing/index.ts";
import { highlighterFor, withoutUses, type Code, type Highlighter, type LoadHighlighter, type Token } from "../highlight.ts";
import { tokenKinds } from "../palette.ts";
import type { BookCode, Page } from "../tree.ts";
import { walk } from "../walk.ts";
import { dropOthers, shardedStore, type Store } from "./store.ts";

/** The store of a book, in a folder of what is kept; those of other versions of what colours are removed. */
export function listingStore(kept: string): Store {
  dropOthers(parentIn(kept), [version()]);
  return shardedStore(join(parentIn(kept), version()));
}

/** Whether code of a book is kept by what colours now. */
export function hasListings(kept: string): boolean {
  return existsSync(join(parentIn(kept), version()));
}

function parentIn(kept: string): string {
  return join(kept, "listings");
}

function version(): string {
  return loadedVersion(["weave/html/listings.ts"]).slice(0, 32);
}

/** A highlighter that knows the listings of a book's pages, and keeps what it has coloured anew. */
export async function keptListings(pages: readonly Page[], kept: string, load?: LoadHighlighter): Promise<Highlighter> {
  const store = listingStore(kept);
  const highlighter = await listingsOf(pages, store, load);
  store.flush();
  return highlighter;
}

/** A highlighter that knows the listings of some pages and nothing else. */
export async function listingsOf(pages: readonly Page[], store: Store, load?: LoadHighlighter): Promise<Highlighter> {
  const codes = pages.flatMap(listingsIn).map((code) => ({ text: withoutUses(code), language: code.language }));
  return coloured(codes, store, load);
}

/** A highlighter that knows some pieces of code and nothing else. */
export async function coloured(codes: readonly Code[], store: Store, load: LoadHighlighter = highlighterFor): Promise<Highlighter> {
  const ready = new Map<string, readonly (readonly Token[])[]>();
  const missing: Code[] = [];
  for (const code of codes) {
    const known = store.get(keyOf(code.text, code.language));
    if (known === undefined) missing.push(code);
    else ready.set(keyOf(code.text, code.language), unpack(known));
  }
  if (missing.length > 0) {
    const highlighter = await load(missing);
    for (const { text, language } of missing) {
      const lines = highlighter.lines(text, language);
      ready.set(keyOf(text, language), lines);
      store.set(keyOf(text, language), pack(lines));
    }
  }
  return {
    lines(code, language) {
      const lines = ready.get(keyOf(code, language));
      if (lines === undefined) throw new Error("internal: a piece of code was not there when the others were coloured");
      return lines;
    },
  };
}

function listingsIn(page: Page): readonly BookCode[] {
  const found: BookCode[] = [];
  walk(page.tree, (node) => {
    if (node.type === "bookCode") found.push(node);
  });
  return found;
}

/** Under this key a piece of code is kept. */
export function keyOf(code: string, language: string): string {
  return createHash("sha256").update(`${language}\n${code}`).digest("hex").slice(0, 32);
}

/** Lines as `[[kind, text, kind, text, …], …]`, the kind by its number. */
export function pack(lines: readonly (readonly Token[])[]): string {
  return JSON.stringify(lines.map((line) => line.flatMap(({ kind, text }) => [tokenKinds.indexOf(kind), text])));
}

/** Of `pack`’s text, the lines. */
export function unpack(packed: string): readonly (readonly Token[])[] {
  const lines = JSON.parse(packed) as (string | number)[][];
  return lines.map((line) =>
    Array.from({ length: line.length / 2 }, (_, index) => ({
      kind: tokenKinds[Number(line[2 * index])] ?? "plain",
      text: String(line[2 * index + 1]),
    })),
  );
}
