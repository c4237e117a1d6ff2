/** One file → its tree as far as it can be made without the others, kept by content because parsing is what takes time. */
import type { Paragraph, Root } from "mdast";
import { ownTree } from "../../prove/index.ts";
import type { Diagnostic, Section } from "../../tangle/index.ts";
import { loadedVersion, sourceDigest } from "../../tangle/standing/index.ts";
import { cacheKey, type Cache } from "../cache.ts";
import { formulaMistakes, katexMistake, type FormulaCheck } from "../formulas.ts";
import { pack, unpack } from "./packed.ts";
import { bookBlocks } from "../plugins/bookBlocks.ts";
import { bookCode } from "../plugins/bookCode.ts";
import { bookMath } from "../plugins/bookMath.ts";
import { headings } from "../plugins/headings.ts";
import { inlineCells } from "../plugins/inlineCells.ts";
import { linkDefinitions } from "../plugins/linkDefinitions.ts";
import { marginNotes } from "../plugins/marginNotes.ts";
import { rawHtml } from "../plugins/rawHtml.ts";
import { markInert } from "../plugins/markInert.ts";
import { walk } from "../walk.ts";
import type { Plugged } from "../plugins/plugged.ts";

/** Gives the structure of a file: blocks, code, margin notes, explicit ids; nothing numbered, nothing resolved. */
export type SectionReader = (section: Section) => Plugged;

const kind = "sections";

/**
 * Makes a reader that asks the cache first, and remembers each file's last structure itself, for a server that reads
 * the book again and again. Each distinct formula is checked once.
 */
export function sectionReader(cache: Cache): SectionReader {
  const version = loadedVersion(["weave/document/structure.ts"]);
  const check = once(katexMistake);
  const last = new Map<string, { readonly key: string; readonly made: Plugged }>();
  return (section) => {
    const key = cacheKey(version, section.title, section.path, sourceDigest(section.source));
    const before = last.get(section.path);
    if (before?.key === key) return before.made;
    const kept = cache.get(kind, key);
    const made = kept === null ? structure(section, check) : unpack(kept, section.source);
    if (kept === null) cache.put(kind, key, pack(made));
    last.set(section.path, { key, made });
    return made;
  };
}

/** From the text, whatever is kept. */
function structure(section: Section, check: FormulaCheck): Plugged {
  const { source } = section;
  const parsed = plain(ownTree(source));
  const formulas = formulaMistakes(parsed, source, check);
  const text = rawHtml(linkDefinitions(withoutFrontMatter(parsed)), source);
  const noted = marginNotes(text.tree, source);
  const titled = headings(noted.tree, source, section.title);
  const blocks = bookBlocks(bookMath(bookCode(inlineCells(titled.tree), section), source), source);
  const inTitles = titles(blocks.tree).flatMap((title) => formulaMistakes(title, source, check));
  const diagnostics: Diagnostic[] = [text, noted, titled, blocks].flatMap((each) => each.diagnostics);
  return { tree: markInert(blocks.tree), diagnostics: [...formulas, ...diagnostics, ...inTitles] };
}

/** Line ends become LF. remark-math's hints to remark-rehype go: they repeat each formula, and our writers need none. */
function plain(tree: Root): Root {
  walk(tree, (node) => {
    if (node.type === "inlineMath" || node.type === "math") delete node.data;
    if ("value" in node && typeof node.value === "string" && node.value.includes("\r")) node.value = node.value.replace(/\r\n?/g, "\n");
  });
  return tree;
}

/** `tangle` has checked it. */
function withoutFrontMatter(tree: Root): Root {
  return tree.children[0]?.type === "yaml" ? { ...tree, children: tree.children.slice(1) } : tree;
}

/** The titles of blocks, which stand in attributes, where the parser sees no formulas. */
function titles(tree: Root): readonly Paragraph[] {
  const found: Paragraph[] = [];
  walk(tree, (node) => {
    if (node.type === "bookBlock" && node.title.length > 0) found.push({ type: "paragraph", children: node.title });
  });
  return found;
}

function once(check: FormulaCheck): FormulaCheck {
  const known = new Map<string, ReturnType<FormulaCheck>>();
  return (formula, display) => {
    const key = `${display ? "$$" : "$"}${formula}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = check(formula, display);
    known.set(key, found);
    return found;
  };
}
