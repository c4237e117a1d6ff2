/** `::derivations` and `::costs`: catalogues, chapter by chapter. */
import type { BlockContent, Heading, PhrasingContent, RootContent } from "mdast";
import { answerOf, type Question } from "../../lazyTree.ts";
import type { Collected, MovedDraft } from "../collected.ts";
import type { Draft } from "../draft.ts";
import type { BlockKind, BookBlock } from "../../tree.ts";
import { rewrite, text, walk } from "../../walk.ts";
import { chapterHeading, item, paragraph } from "./grouped.ts";
import { plain, plainCopy } from "./plainCopy.ts";

/** Every derivation: its number, a link, its title. */
export function derivations(book: Collected, depth: Heading["depth"]): readonly BlockContent[] {
  const groups = byChapter(book, "derivation");
  if (groups.length === 0) return [paragraph([text("Nothing is derived yet.")])];
  return groups.flatMap(({ draft, blocks }): BlockContent[] => [
    { ...chapterHeading(draft, book), depth },
    { type: "list", ordered: false, spread: false, children: blocks.map((block) => item(named(block))) },
  ]);
}

/** Every cost with its table. */
export function costs(book: Collected, depth: Heading["depth"]): readonly BlockContent[] {
  const groups = byChapter(book, "cost");
  if (groups.length === 0) return [paragraph([text("No cost is stated yet.")])];
  return groups.flatMap(({ draft, blocks }): BlockContent[] => [
    { ...chapterHeading(draft, book), depth },
    ...blocks.flatMap((block) => [paragraph(named(block)), ...tables(block)]),
  ]);
}

function named(block: Pick<BookBlock, "id" | "label" | "title">): PhrasingContent[] {
  const reference: PhrasingContent = { type: "bookReference", target: block.id, children: [text(block.label)] };
  return block.title.length === 0 ? [reference] : [reference, text(": "), ...plainCopy(block.title)];
}

function tables(block: ListedBlock): BlockContent[] {
  return block.children.filter((child) => child.type === "table").map((table) => rewrite(table, plain));
}

type Listed = "derivation" | "cost";

function byChapter({ drafts }: Collected, kind: Listed): { draft: Draft; blocks: ListedBlock[] }[] {
  const groups: { draft: Draft; blocks: ListedBlock[] }[] = [];
  for (const moved of drafts) {
    const { draft } = moved;
    const blocks = answerOf(draft, listedOn(moved, kind));
    const last = groups.at(-1);
    if (blocks.length === 0) continue;
    if (last && last.draft.chapter === draft.chapter) last.blocks.push(...blocks);
    else groups.push({ draft, blocks: [...blocks] });
  }
  return groups;
}

/** What a list shows of a block. */
type ListedBlock = Pick<BookBlock, "id" | "label" | "title" | "children">;

function listedOn({ solutions }: MovedDraft, kind: Listed): Question<readonly ListedBlock[]> {
  return {
    module: "weave/document/generated/catalogue.ts", name: kind,
    answer: ({ children }) => blocksOf([...children, ...solutions().map(({ block }) => block)], kind).map(({ id, label, title, children: content }) =>
      ({ id, label, title, children: kind === "cost" ? content.filter(({ type }) => type === "table") : [] })),
  };
}

function blocksOf(content: readonly RootContent[], kind: BlockKind): BookBlock[] {
  const found: BookBlock[] = [];
  walk({ type: "root", children: [...content] }, (node) => {
    if (node.type === "bookBlock" && node.kind === kind) found.push(node);
  });
  return found;
}
