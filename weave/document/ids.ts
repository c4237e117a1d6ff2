/** The ids that the author wrote, which must be unique in the book. */
import type { Nodes, Root } from "mdast";
import type { Diagnostic, Location, Source, Span } from "../../tangle/index.ts";
import { answerOf, type WithTree } from "../lazyTree.ts";
import { span, spanOf, spanWithin } from "../place.ts";
import { walkOpen } from "../walk.ts";

/** An id and the node that has it. */
export interface Identified {
  readonly id: string;
  readonly node: Nodes;
}

/** Every id in a tree that is unique in the book: all but those generated for headings. */
export function bookIds(tree: Root): readonly Identified[] {
  const found: Identified[] = [];
  walkOpen(tree, (node) => {
    if (node.type === "heading" && node.data?.explicit && node.data.id) found.push({ id: node.data.id, node });
    if (node.type === "paragraph") found.push(...(node.data?.guesses ?? []).map(({ id }) => ({ id, node })));
    if ((node.type === "bookBlock" || node.type === "bookCode" || node.type === "bookTerm") && node.id) found.push({ id: node.id, node });
  });
  return found;
}

/** The ids of all files, as written, and an error for each that is used again. */
export function declaredIds(files: readonly (WithTree & { readonly at: { readonly section: { readonly source: Source } } })[]): {
  readonly ids: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
} {
  const first = new Map<string, Location>();
  const diagnostics: Diagnostic[] = [];
  for (const file of files) {
    const { source } = file.at.section;
    for (const [id, start, end] of placedIds(file, source)) {
      const at: Location = { source, span: span(start, end) };
      const before = first.get(id);
      if (before) diagnostics.push(duplicate(id, at, before));
      else first.set(id, at);
    }
  }
  return { ids: new Set(first.keys()), diagnostics };
}

/** The ids of a file in its order, each with where the author wrote it. */
function placedIds(file: WithTree, source: Source): readonly (readonly [id: string, start: number, end: number])[] {
  return answerOf(file, {
    module: "weave/document/ids.ts", name: "ids",
    answer: (tree) => inOrder(bookIds(tree)).map(({ id, node }) => {
      const { start, end } = placeOfId(id, node, source);
      return [id, start, end] as const;
    }),
  });
}

/** Where the author wrote the id: `{#id}`, `id="id"` or `id=id`. */
function placeOfId(id: string, node: Nodes, source: Source): Span {
  const { start, end } = spanOf(node);
  const raw = source.text.slice(start, end);
  const found = [`{#${id}`, `#${id}`, `id="${id}"`, `id=${id}`].find((written) => raw.includes(written));
  if (found === undefined) return spanWithin(source, node, id);
  const at = start + raw.indexOf(found) + found.indexOf(id, found.startsWith("id") ? 2 : 0);
  return span(at, at + id.length);
}

// A caption is visited after the content it may stand before.
function inOrder(found: readonly Identified[]): readonly Identified[] {
  return [...found].sort((a, b) => spanOf(a.node).start - spanOf(b.node).start);
}

function duplicate(id: string, at: Location, before: Location): Diagnostic {
  return {
    severity: "error",
    code: "duplicate-id",
    message: `the id \`${id}\` is used twice`,
    at,
    notes: [{ message: `\`${id}\` is used here first`, at: before }],
  };
}
