/** What a rendered page depends on, as a key: the same key and the same links give the same HTML. */
import { createHash } from "node:crypto";
import { answerOf } from "../lazyTree.ts";
import type { BookDocument, Page } from "../tree.ts";

/** The first 32 digits of a text's SHA-256. */
export function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

/** A key of what a page says: its own tree, and the lists that it prints. Where its links lead is checked apart; its shell is made anew. */
export function pageDigest(document: BookDocument, page: Page, { printsIndex }: { readonly printsIndex: boolean }): string {
  const { id, href, role, number, title, titleText, tagline, headings } = page;
  const sections = role === "opening" ? page.chapter.sections.map(nameOf) : [];
  const lists = printsIndex ? [document.chunkIndex, document.identifierIndex, document.termIndex].map(indexNames) : [];
  const around = { id, href, role, number, title, titleText, tagline, headings, sections, lists };
  return digest(`${JSON.stringify(around)}\n${digestOfTree(page)}`);
}

/** A digest of a page's tree. */
export function digestOfTree(page: Page): string {
  return answerOf(page, { module: "weave/html/fingerprint.ts", name: "digest", answer: (tree) => digest(JSON.stringify(tree)) });
}

const nameOf = ({ href, number, titleText, tagline }: Page): readonly (string | null)[] => [href, number, titleText, tagline];

/** What an index is made from. */
export function indexNames(entries: BookDocument["chunkIndex"]): unknown {
  return entries.map(({ text, see, places }) => [text, see, places.map(({ id, page, primary }) => [id, page.href, page.number, primary])]);
}
