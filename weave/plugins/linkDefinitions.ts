/** Makes plain links and images of `[words][name]` and drops the definitions. */
import type { Definition, Root, RootContent } from "mdast";
import { rewrite, walk } from "../walk.ts";

/** The tree without references to link definitions; the first definition of a name counts, as CommonMark says. */
export function linkDefinitions(tree: Root): Root {
  const definitions = new Map<string, Definition>();
  walk(tree, (node) => {
    if (node.type === "definition" && !definitions.has(node.identifier)) definitions.set(node.identifier, node);
  });
  if (definitions.size === 0) return tree;
  return inlined(tree);

  function inlined<T extends Root | RootContent>(node: T): T {
    return rewrite(node, (each): RootContent[] | undefined => {
      if (each.type === "definition") return [];
      if (each.type !== "linkReference" && each.type !== "imageReference") return undefined;
      const definition = definitions.get(each.identifier);
      if (!definition) return undefined;
      const common = { url: definition.url, title: definition.title ?? null, ...(each.position && { position: each.position }) };
      return each.type === "linkReference"
        ? [{ type: "link", ...common, children: inlined(each).children }]
        : [{ type: "image", ...common, alt: each.alt ?? "" }];
    });
  }
}
