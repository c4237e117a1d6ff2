/** The YAML at the head of a file: what is wrong with it, and what it says of the page. */
import type { Root } from "mdast";
import { isMap, isScalar, parseDocument, type Document, type Node } from "yaml";
import { mistake, type Diagnostic } from "../text/diagnostic.ts";
import type { Offset, Source } from "../text/span.ts";

/** What the front matter of a file says. */
export interface FrontMatter {
  /** The line below the page's title; null where there is none. */
  readonly tagline: string | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the front matter of a tree made from `source`. */
export function readFrontMatter(source: Source, tree: Root): FrontMatter {
  const [first] = tree.children;
  if (first?.type !== "yaml") return { tagline: null, diagnostics: [] };
  // the value begins on the line after `---`
  const from = source.lineStarts[1] ?? 0;
  const report = (message: string, [start, end]: readonly [number, number]): Diagnostic => {
    const offset = (at: number): Offset => Math.min(from + at, source.text.length) as Offset;
    return mistake("front-matter", message, { source, span: { start: offset(start), end: offset(end) } });
  };
  const document = parseDocument(first.value, { prettyErrors: false });
  if (document.errors.length > 0) {
    const reason = (message: string): string => message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, "");
    return { tagline: null, diagnostics: document.errors.map(({ message, pos }) => report(`the front matter is not YAML: ${reason(message)}`, pos)) };
  }
  return taglineOf(document, report);
}

function taglineOf({ contents }: Document.Parsed, report: (message: string, at: readonly [number, number]) => Diagnostic): FrontMatter {
  const pair = isMap(contents) ? contents.items.find(({ key }) => isScalar(key) && key.value === "tagline") : undefined;
  if (!pair) return { tagline: null, diagnostics: [] };
  const { key, value } = pair as { readonly key: Node; readonly value: Node | null };
  const words = isScalar(value) && typeof value.value === "string" ? value.value.trim() : null;
  if (words !== null && words !== "" && !/[\r\n]/.test(words)) return { tagline: words, diagnostics: [] };
  const [start = 0, , end = start] = key.range ?? [];
  const [valueStart = start, valueEnd = end] = value?.range ?? [];
  const at: readonly [number, number] = valueEnd > valueStart ? [valueStart, valueEnd] : [start, end];
  return { tagline: null, diagnostics: [report(`\`tagline\` must be a text of one line, found ${foundIn(value)}`, at)] };
}

function foundIn(value: Node | null): string {
  if (isMap(value)) return "a map";
  if (!isScalar(value)) return value === null ? "nothing" : "a list";
  if (typeof value.value !== "string") return value.value === null ? "nothing" : `the ${typeof value.value} \`${String(value.value)}\``;
  return value.value.trim() === "" ? "an empty text" : `${value.value.trim().split(/\r\n|\r|\n/).length} lines`;
}
