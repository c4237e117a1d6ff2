/** The YAML at the head of a file, which must at least be YAML. */
import type { Root } from "mdast";
import { parseDocument } from "yaml";
import { mistake, type Diagnostic } from "../text/diagnostic.ts";
import type { Offset, Source } from "../text/span.ts";

/** What is wrong with the front matter of a tree made from `source`. */
export function checkFrontMatter(source: Source, tree: Root): readonly Diagnostic[] {
  const [first] = tree.children;
  if (first?.type !== "yaml") return [];
  // the value begins on the line after `---`
  const from = source.lineStarts[1] ?? 0;
  return parseDocument(first.value, { prettyErrors: false }).errors.map(({ message, pos: [start, end] }) => {
    const offset = (at: number): Offset => Math.min(from + at, source.text.length) as Offset;
    const reason = message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, "");
    return mistake("front-matter", `the front matter is not YAML: ${reason}`, { source, span: { start: offset(start), end: offset(end) } });
  });
}
