/** What `book.yml: front` names, as a page of its own: it is set like any other, and each thing says where it comes from. */
import type { Paragraph, RootContent } from "mdast";
import { mistake, type Diagnostic } from "../../../tangle/index.ts";
import type { BookBlock, BookCode, BookDocument, Page, Target } from "../../tree.ts";
import { text } from "../../walk.ts";
import { frontHref } from "../links.ts";

/** The page, and the ids that are nothing it can show; null where there is nothing to be shown. */
export interface ShownPage {
  readonly page: Page | null;
  readonly diagnostics: readonly Diagnostic[];
}

const path = "book/book.yml";

/** Gathers it from the pages of the book. */
export function shownPage(document: BookDocument): ShownPage {
  const { meta: { front }, targets } = document;
  const found = front.map((id) => ({ id, content: contentOf(targets.get(id)) }));
  const diagnostics = found.filter(({ content }) => content === null).map(({ id }): Diagnostic =>
    mistake("unknown-id", `\`front\` names \`${id}\`, and no page, figure, table or cell of the book has this id`, { path }));
  const children = found.flatMap(({ content }) => content ?? []);
  const [first] = document.pages;
  if (first === undefined || children.length === 0) return { page: null, diagnostics };
  const page: Page = { ...first, id: "front", path, href: frontHref(document), number: null, tree: { type: "root", children: [...children] }, headings: [] };
  return { page, diagnostics };
}

function contentOf(target: Target | undefined): readonly RootContent[] | null {
  if (target === undefined) return null;
  const { id, page } = target;
  if (id === page.id) return beginning(page);
  const found = placed(id, page.tree.children);
  if (found === null) return null;
  const { node, after } = found;
  if (node.type === "bookCode") return [...(node.hide ? [] : [node]), ...after.slice(0, outputs(after)), origin(page)];
  if (node.type === "bookBlock" && (node.kind === "figure" || node.kind === "table")) return [drawn(node), origin(page)];
  return null;
}

/** The paragraphs before the first heading of a page. */
function beginning({ tree: { children } }: Page): readonly RootContent[] {
  const end = children.findIndex(({ type }) => type === "heading");
  return children.slice(0, end === -1 ? undefined : end).filter(({ type }) => type === "paragraph" || type === "list" || type === "blockquote");
}

interface Placed {
  readonly node: BookBlock | BookCode;
  /** What stands after it in the same block. */
  readonly after: readonly RootContent[];
}

function placed(id: string, nodes: readonly RootContent[]): Placed | null {
  for (const [index, node] of nodes.entries()) {
    if ((node.type === "bookBlock" || node.type === "bookCode") && node.id === id) return { node, after: nodes.slice(index + 1) };
    const inside = node.type === "bookBlock" ? placed(id, node.children) : null;
    if (inside !== null) return inside;
  }
  return null;
}

/** How many of the nodes after a cell are what it printed and drew. */
function outputs(after: readonly RootContent[]): number {
  const end = after.findIndex((node) => !(node.type === "bookShown" || (node.type === "bookCode" && node.role === "output") || node.data?.printed === true));
  return end === -1 ? after.length : end;
}

/** Without the code that drew it. */
function drawn(node: BookBlock): BookBlock {
  return { ...node, children: node.children.filter(({ type }) => type !== "bookCode") };
}

/** Where it comes from. */
function origin(page: Page): Paragraph {
  const number = page.role === "opening" ? `Chapter ${page.number},` : page.number;
  const name = page.number === null ? page.titleText : `${number} ${page.titleText}`;
  return { type: "paragraph", data: { hProperties: { className: ["origin"] } }, children: [text("From "), { type: "bookReference", target: page.id, children: [text(name)] }] };
}
