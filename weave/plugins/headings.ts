/** Takes `{#id}` off headings, and makes the page's title the first node of the tree. */
import type { Heading, PhrasingContent, Root } from "mdast";
import type { Diagnostic, Source } from "../../tangle/index.ts";
import { placed, placeWithin } from "../place.ts";
import type { Plugged } from "./plugged.ts";
import { rewrite, text, textOf } from "../walk.ts";
import { slugOf, validId } from "../words/slug.ts";

/**
 * The tree with explicit ids in `heading.data`. Its first child is the title, the only heading of depth 1: the first one
 * of the file, else one made of `fallback`, the title in the contents.
 */
export function headings(tree: Root, source: Source, fallback: string): Plugged {
  const diagnostics: Diagnostic[] = [];
  const title = tree.children.find((node) => node.type === "heading" && node.depth === 1);
  const rest = rewrite({ ...tree, children: tree.children.filter((node) => node !== title) }, (node) => {
    if (node.type !== "heading") return undefined;
    if (node.depth > 1) return [named(node)];
    diagnostics.push(secondTitle(node, source));
    return [named({ ...node, depth: 2 })];
  });
  const first: Heading = title?.type === "heading" ? named(title) : { type: "heading", depth: 1, children: [text(fallback)] };
  return { tree: { ...rest, children: [first, ...rest.children] }, diagnostics };

  function named(heading: Heading): Heading {
    const last = heading.children.at(-1);
    const match = last?.type === "text" ? /^([\s\S]*?)\s*\{#([^{}]*)\}\s*$/.exec(last.value) : null;
    if (!match) return heading;
    const [, before = "", id = ""] = match;
    const kept: PhrasingContent[] = heading.children.slice(0, -1);
    const children = before === "" ? kept : [...kept, text(before)];
    if (validId.test(id)) return { ...heading, children, data: { ...heading.data, id, explicit: true } };
    diagnostics.push(invalidId(heading, source, id));
    return { ...heading, children };
  }
}

/** The ids GitHub would give the headings that have none, unique on their page: not in `taken`, which are its other ids. */
export function generateHeadingIds(tree: Root, taken: Iterable<string>): Root {
  const known = new Set(taken);
  return rewrite(tree, (node, parent) => {
    if (node.type !== "heading") return undefined;
    const isTitle = parent.type === "root" && parent.children[0] === node;
    if (isTitle || (node.data?.id !== undefined && (node.data.explicit || !known.has(node.data.id)))) {
      if (node.data?.id !== undefined) known.add(node.data.id);
      return undefined;
    }
    const slug = slugOf(textOf(node)) || "section";
    let id = slug;
    for (let count = 1; known.has(id); count++) id = `${slug}-${count}`;
    known.add(id);
    return [{ ...node, data: { ...node.data, id } }];
  });
}

function secondTitle(heading: Heading, source: Source): Diagnostic {
  return {
    severity: "warning",
    code: "second-title",
    message: "a file has one heading of level 1, its title; this one is set at level 2",
    at: placed(source, heading),
  };
}

function invalidId(heading: Heading, source: Source, id: string): Diagnostic {
  return {
    severity: "error",
    code: "invalid-id",
    message: `\`${id}\` cannot be an id: write letters, digits, \`-\`, \`_\`, \`.\` and \`:\``,
    at: placeWithin(source, heading, `{#${id}}`),
  };
}
