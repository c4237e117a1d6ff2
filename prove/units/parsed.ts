/** The tree of a chapter's file, parsed once for its units and for the page that is made of it. */
import type { Root } from "mdast";
import { parseMarkdown, type Source } from "../../tangle/index.ts";

const trees = new WeakMap<Source, Root>();

/** To be read only. */
export function parsedSource(source: Source): Root {
  const tree = trees.get(source) ?? parseMarkdown(source.text);
  trees.set(source, tree);
  return tree;
}

/** For who changes it: nobody else is given the same tree afterwards. */
export function ownTree(source: Source): Root {
  const tree = parsedSource(source);
  trees.delete(source);
  return tree;
}
