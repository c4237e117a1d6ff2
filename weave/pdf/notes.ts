/** A margin note's blocks → one run of inlines, since it hangs on a place in a line. */
import type { ListItem, RootContent } from "mdast";
import type { PandocContext } from "../pandoc/hooks.ts";
import { rawInline, type PandocInline } from "../pandoc/syntax.ts";
import { codeMarkup } from "./code.ts";
import { displayFormula } from "./formulas.ts";
import type { Session } from "./session.ts";

/** Paragraphs, with breaks between them; lists, code and displays as they can stand in a narrow column. */
export function noteInlines(blocks: readonly RootContent[], context: PandocContext, session: Session): readonly PandocInline[] {
  return blocks.flatMap((block, index) => [...(index === 0 ? [] : [typst("#parbreak();")]), ...inlinesOf(block, context, session)]);
}

const typst = (text: string): PandocInline => rawInline("typst", text);

function inlinesOf(block: RootContent, context: PandocContext, session: Session): readonly PandocInline[] {
  switch (block.type) {
    case "paragraph": return context.inlines(block.children);
    case "blockquote": return noteInlines(block.children, context, session);
    case "list": return block.children.flatMap((item, index) => itemOf(item, index === 0 ? "• " : "#parbreak();• ", { context, session }));
    case "bookMath": return [typst(displayFormula(block, context, session))];
    case "bookCode": return [typst(`${codeMarkup(block, session)};`)];
    default: throw new Error(`internal: a margin note cannot hold a ${block.type}`);
  }
}

function itemOf(item: ListItem, mark: string, { context, session }: { readonly context: PandocContext; readonly session: Session }): readonly PandocInline[] {
  return [typst(mark), ...noteInlines(item.children, context, session)];
}
