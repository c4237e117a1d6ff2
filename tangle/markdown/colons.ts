/** Lines of colons that open or close nothing, and containers that nothing closes. */
import type { Root } from "mdast";
import { visit } from "unist-util-visit";
import { mistake, type Diagnostic } from "../text/diagnostic.ts";
import { lineText, offsetAt, type Source } from "../text/span.ts";

/** Every mistake with `:::` in a tree made from `source`. */
export function strayColons(source: Source, tree: Root): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const report = (line: number, message: string): void => {
    const text = lineText(source, line);
    const start = text.search(/:::/);
    const span = { start: offsetAt(source, line, start + 1), end: offsetAt(source, line, text.trimEnd().length + 1) };
    found.push(mistake("stray-colons", message, { source, span }));
  };
  visit(tree, ["paragraph", "heading"], (node) => {
    const { position } = node;
    // A block's label is a paragraph that stands on the block's own opening line.
    if (!position || (node.type === "paragraph" && node.data !== undefined && "directiveLabel" in node.data)) return;
    for (let line = position.start.line; line <= position.end.line; line++) {
      const [, name] = /^[\s>]*:{3,}(.*)$/.exec(lineText(source, line)) ?? [];
      if (name === undefined) continue;
      const closes = name.trim() === "";
      report(line, closes ? "this `:::` closes no block" : "this `:::` opens no block: a name is expected, then `[…]`, `{…}` or nothing");
    }
  });
  visit(tree, "containerDirective", ({ name, position }) => {
    if (!position) return;
    const opening = /:{3,}/.exec(lineText(source, position.start.line).slice(position.start.column - 1))?.[0] ?? ":::";
    const last = lineText(source, position.end.line).slice(0, position.end.column - 1);
    const closing = /^[\s>]*(:{3,})[ \t]*$/.exec(last)?.[1] ?? "";
    if (position.end.line > position.start.line && closing.length >= opening.length) return;
    report(position.start.line, `nothing closes this \`${name}\` block`);
  });
  return found;
}
