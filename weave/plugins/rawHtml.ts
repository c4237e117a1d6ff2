/** Drops HTML comments and makes other raw HTML the text it is. */
import type { Nodes, Root, RootContent } from "mdast";
import type { Diagnostic, Source } from "../../tangle/index.ts";
import { placed } from "../place.ts";
import type { Plugged } from "./plugged.ts";
import { rewrite, text } from "../walk.ts";

/** The tree without `html` nodes; what is shown literally is reported, since three editions cannot share a page's HTML. */
export function rawHtml(tree: Root, source: Source): Plugged {
  const diagnostics: Diagnostic[] = [];
  const changed = rewrite(tree, (node, parent): RootContent[] | undefined => {
    if (node.type !== "html") return undefined;
    const shown = node.value.replace(/<!--[\s\S]*?-->/g, "");
    if (shown.trim() === "") return [];
    diagnostics.push({
      severity: "warning",
      code: "raw-html",
      message: "raw HTML is printed as it is written",
      at: placed(source, node),
    });
    return [isPhrasingParent(parent) ? text(shown) : { type: "paragraph", children: [text(shown)] }];
  });
  return { tree: changed, diagnostics };
}

function isPhrasingParent(parent: Nodes): boolean {
  return !["root", "blockquote", "listItem", "containerDirective", "footnoteDefinition"].includes(parent.type);
}
