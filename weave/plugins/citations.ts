/** Makes citations of `[@key, §3]`. */
import type { PhrasingContent, Root, RootContent, Text } from "mdast";
import type { Diagnostic, Source } from "../../tangle/index.ts";
import { answerOf, type WithTree } from "../lazyTree.ts";
import { sourceOffset, span } from "../place.ts";
import type { Plugged } from "./plugged.ts";
import { didYouMean } from "../words/suggest.ts";
import { rewrite, text, walkOpen } from "../walk.ts";

/** What the text calls a work. */
export interface Called {
  readonly work: { readonly key: string };
  readonly authors: string;
  readonly year: string;
}

/** One work of a citation: `@key, locator`. */
interface Item {
  readonly key: string;
  readonly locator: string | null;
}

const bracket = /\[@([^[\]]*)\]?/g;

/** The keys that a file cites, in order, once each. */
export function citedKeys(file: WithTree, source: Source): readonly string[] {
  return answerOf(file, { module: "weave/plugins/citations.ts", name: "cited", answer: (tree) => [...keysIn(tree, source)] });
}

function keysIn(tree: Root, source: Source): ReadonlySet<string> {
  const keys = new Set<string>();
  walkOpen(tree, (node) => {
    if (node.type !== "text" || !node.value.includes("[@")) return;
    for (const match of citationsIn(node, source)) for (const item of itemsOf(match)) if (item) keys.add(item.key);
  });
  return keys;
}

/** The tree with `bookCitation`s. They lead to the bibliography where the book has one: `linked`. */
export function citations(tree: Root, source: Source, works: { readonly cited: ReadonlyMap<string, Called>; readonly all: Iterable<string>; readonly linked: boolean }): Plugged {
  const diagnostics: Diagnostic[] = [];
  const changed = rewrite(tree, (node): RootContent[] | undefined => {
    if (node.type !== "text" || !node.value.includes("[@")) return undefined;
    const pieces: PhrasingContent[] = [];
    let end = 0;
    for (const match of citationsIn(node, source)) {
      const found = citation(match, node);
      if (!found) continue;
      if (match.index > end) pieces.push(text(node.value.slice(end, match.index)));
      pieces.push(found);
      end = match.index + match[0].length;
    }
    if (pieces.length === 0) return undefined;
    return end < node.value.length ? [...pieces, text(node.value.slice(end))] : pieces;
  });
  return { tree: changed, diagnostics };

  function citation(match: RegExpExecArray, node: Text): PhrasingContent | null {
    const items = itemsOf(match).filter((item) => item !== null);
    if (!match[0].endsWith("]") || items.length < itemsOf(match).length) {
      diagnostics.push(unreadable(match, node, source));
      return null;
    }
    for (const { key } of items) if (!works.cited.has(key)) diagnostics.push(unknown(key, match, node));
    const known = items.flatMap(({ key, locator }) => {
      const cited = works.cited.get(key);
      return cited ? [{ cited, locator }] : [];
    });
    if (known.length === 0) return null;
    const children = known.flatMap(({ cited, locator }, index) => [
      ...(index > 0 ? [text("; ")] : []),
      named(cited),
      ...(locator === null ? [] : [text(`, ${locator}`)]),
    ]);
    return { type: "bookCitation", keys: items.map((item) => item.key), children: [text("("), ...children, text(")")] };
  }

  function named({ work, authors, year }: Called): PhrasingContent {
    const words = text(`${authors} ${year}`);
    return works.linked ? { type: "bookReference", target: `bib-${work.key}`, children: [words] } : words;
  }

  function unknown(key: string, match: RegExpExecArray, node: Text): Diagnostic {
    const start = sourceOffset(source, node, match.index + match[0].indexOf(`@${key}`));
    return {
      severity: "error",
      code: "unknown-citation",
      message: `\`book/references.json\` has no reference \`${key}\``,
      at: { source, span: span(start, start + key.length + 1) },
      ...didYouMean(key, works.all),
    };
  }
}

/** The brackets that begin with `[@`, but for those whose bracket is escaped. */
function citationsIn(node: Text, source: Source): readonly RegExpExecArray[] {
  return [...node.value.matchAll(bracket)].filter((match) => {
    const start = sourceOffset(source, node, match.index);
    return source.text[start] === "[" && source.text[start - 1] !== "\\";
  });
}

function itemsOf(match: RegExpExecArray): readonly (Item | null)[] {
  return `@${match[1] ?? ""}`.split(";").map((written) => {
    const found = /^@([^\s,@]+)(?:\s*,\s*([\s\S]+))?$/.exec(written.trim());
    const locator = found?.[2]?.replace(/\s+/g, " ").replace(/(\d)-(?=\d)/g, "$1–") ?? null;
    return found ? { key: found[1] ?? "", locator } : null;
  });
}

function unreadable(match: RegExpExecArray, node: Text, source: Source): Diagnostic {
  const start = sourceOffset(source, node, match.index);
  const line = /^[^\r\n]*/.exec(match[0])?.[0] ?? "";
  return {
    severity: "error",
    code: "unreadable-citation",
    message: "this is not a citation: it is written `[@key]`, `[@key, p. 7]` or `[@one; @two]`, in plain text",
    at: { source, span: span(start, start + line.length) },
  };
}
