/** Puts each footnote where it is referred to, as a margin note. */
import type { FootnoteDefinition, FootnoteReference, Root, RootContent } from "mdast";
import type { Diagnostic, Source } from "../../tangle/index.ts";
import { placed, sourceOffset, span } from "../place.ts";
import type { Plugged } from "./plugged.ts";
import { didYouMean } from "../words/suggest.ts";
import { rewrite, walk } from "../walk.ts";

/** The tree with `marginNote`s in place of footnotes; `numberNotes` gives them their numbers and ids. */
export function marginNotes(tree: Root, source: Source): Plugged {
  const definitions = new Map<string, FootnoteDefinition>();
  walk(tree, (node) => {
    if (node.type === "footnoteDefinition" && !definitions.has(node.identifier)) definitions.set(node.identifier, node);
  });
  const used = new Set<string>();
  const unknown = unknownNotes(tree, source, definitions.keys());
  const changed = definitions.size === 0 ? tree : rewrite(tree, (node) => inline(node, []));
  const unused = [...definitions.values()].filter((each) => !used.has(each.identifier));
  return { tree: changed, diagnostics: [...unknown, ...unused.map((each) => unusedNote(each, source))] };

  function inline(node: RootContent, open: readonly string[]): RootContent[] | undefined {
    if (node.type === "footnoteDefinition") return [];
    return node.type === "footnoteReference" ? note(node, open) : undefined;
  }

  // A note inside itself would never end, so the inner reference is dropped.
  function note(reference: FootnoteReference, open: readonly string[]): RootContent[] {
    const { identifier } = reference;
    const definition = definitions.get(identifier);
    if (!definition || open.includes(identifier)) return [];
    used.add(identifier);
    const { children } = rewrite(definition, (node) => inline(node, [...open, identifier]));
    const content = children.filter((child) => child.type !== "definition" && child.type !== "footnoteDefinition");
    return [{ type: "marginNote", number: 0, id: "", children: content, ...(reference.position && { position: reference.position }) }];
  }
}

/** `[^name]` that GFM left as text because no definition has the name. */
function unknownNotes(tree: Root, source: Source, known: Iterable<string>): Diagnostic[] {
  const names = [...known];
  const diagnostics: Diagnostic[] = [];
  walk(tree, (node) => {
    if (node.type !== "text" || !node.value.includes("[^")) return;
    for (const match of node.value.matchAll(/\[\^([^\]\s]+)\]/g)) {
      const start = sourceOffset(source, node, match.index);
      // Escaped brackets are text on purpose.
      if (!source.text.startsWith(match[0], start) || source.text[start - 1] === "\\") continue;
      diagnostics.push({
        severity: "error",
        code: "unknown-footnote",
        message: `no footnote is named \`${match[1]}\``,
        at: { source, span: span(start, start + match[0].length) },
        ...didYouMean(match[1] ?? "", names),
      });
    }
  });
  return diagnostics;
}

function unusedNote(definition: FootnoteDefinition, source: Source): Diagnostic {
  return {
    severity: "warning",
    code: "unused-footnote",
    message: `nothing refers to the footnote \`${definition.label ?? definition.identifier}\`, so it is not printed`,
    at: placed(source, definition),
  };
}
