/** Formulas of the tree → Typst, with a number by which each asks for its spoken form. */
import type { InlineMath } from "mdast-util-math";
import type { PandocContext } from "../pandoc/hooks.ts";
import { placed, sourceOffset, span } from "../place.ts";
import type { BookMath } from "../tree.ts";
import { anchored, formulaNumber, type Session } from "./session.ts";
import { typstString } from "./escape.ts";

/** A formula in a line. */
export function inlineFormula(node: InlineMath, context: PandocContext, session: Session): string {
  const typst = typstFormula(node, context, session);
  return `#spoken(${formulaNumber(node.value, session)}, $${typst}$);`;
}

/** A display, numbered or not. The anchor is that of the block around it, if there is one. */
export function displayFormula(node: BookMath, context: PandocContext, session: Session): string {
  const typst = typstFormula(node, context, session);
  const id = node.id === null ? "" : `, id: ${anchored(node.id, session)}`;
  const number = node.number === null ? "" : `, number: ${typstString(node.number)}`;
  const setter = node.value.length > SURELY_NARROW ? "wide-formula" : "display-formula";
  const whole = stayTogether([node]) ? "" : ", whole: false";
  return `#${setter}(${formulaNumber(node.value, session)}, $ ${typst} $${id}${number}${whole});`;
}

/** Whether displays are kept on one page, so that no line of theirs stands alone on the next. */
export function stayTogether(displays: readonly BookMath[]): boolean {
  return displays.reduce((sum, { value }) => sum + value.split("\\\\").length, 0) <= WHOLE_ROWS;
}

/** Displays of so many rows take less than a page; a longer one must be split. */
const WHOLE_ROWS = 12;

/** A formula of so few letters of LaTeX fits in the text's width, so it need not be measured. */
const SURELY_NARROW = 90;

/** What cannot be set is the author's to change: an error at its place. */
function typstFormula(node: InlineMath | BookMath, { page }: PandocContext, session: Session): string {
  const found = session.translate(node.value);
  if (found.kind === "set") return found.typst;
  const at = node.position === undefined ? null : sourceOffset(page.source, node, Math.min(found.offset, Math.max(0, node.value.length - 1)));
  session.diagnostics.push({
    severity: "error",
    code: "unsupported-formula",
    message: found.reason,
    at: at === null ? placed(page.source, node) : { source: page.source, span: span(at, at + 1) },
  });
  return "";
}
