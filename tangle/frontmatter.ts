/** The YAML at the head of a file, which must at least be YAML. */
import type { Root } from "mdast";
import { parseDocument } from "yaml";
import { mistake, type Diagnostic } from "./diagnostic.ts";
import type { Offset, Source } from "./span.ts";

/** What is wrong with the front matter of a tree made from `source`. */
export function checkFrontMatter(source: Source, tree: Root): readonly Diagnostic[] {
  const [first] = tree.children;
  const start = first?.position?.start.offset;
  if (first?.type !== "yaml" || start === undefined) return [];
  // The value begins on the line after `---`.
  const from = (first.position?.start.line ?? 1) < source.lineStarts.length ? (source.lineStarts[first.position?.start.line ?? 1] ?? start) : start;
  return parseDocument(first.value, { prettyErrors: false }).errors.map(({ message, pos: [at, end] }) => {
    const clamp = (offset: number): Offset => Math.min(from + offset, source.text.length) as Offset;
    const text = message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, "");
    return mistake("front-matter", `the front matter is not YAML: ${text}`, { source, span: { start: clamp(at), end: clamp(Math.max(end, at)) } });
  });
}
