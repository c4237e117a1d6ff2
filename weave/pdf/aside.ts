/** What print sets aside at a chapter's end: hidden chunks, checks, and the cells that draw figures. */
import type { Nodes } from "mdast";
import type { BookBlock, BookCode, DocumentChapter } from "../tree.ts";
import { asideMarkup, isSetAside } from "./code.ts";
import type { Session } from "./session.ts";

/** All of it in the order of the chapter; empty if there is none. */
export function setAsideMarkup(chapter: DocumentChapter, session: Session): string {
  const found = [chapter.opening, ...chapter.sections].flatMap((page) => setAsideIn(page.tree, null));
  if (found.length === 0) return "";
  return `#set-aside[\n${found.map(({ code, around }) => asideMarkup(code, labelOf(code, around), session)).join("\n\n")}\n]`;
}

interface SetAside {
  readonly code: BookCode;
  readonly around: BookBlock | null;
}

function setAsideIn(node: Nodes, around: BookBlock | null): readonly SetAside[] {
  if (node.type === "bookCode") return isSetAside(node) ? [{ code: node, around }] : [];
  const inside = node.type === "bookBlock" ? node : around;
  return "children" in node ? node.children.flatMap((child) => setAsideIn(child, inside)) : [];
}

function labelOf(code: BookCode, around: BookBlock | null): string {
  if (code.role === "verify") return around === null ? "A check" : `The check of ${around.label}`;
  if (code.role === "figure") return around === null ? "A figure" : `What draws ${around.label}`;
  return "A cell";
}
