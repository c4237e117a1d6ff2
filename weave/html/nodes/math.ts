/** Mathematics in the line and on lines of its own. */
import type { InlineMath, Math } from "mdast-util-math";
import type { Element } from "hast";
import type { BookMath } from "../../tree.ts";
import { formulaWidth } from "../../formulaWidth.ts";
import { stepsOf, type Step } from "../formulaSteps.ts";
import { element, raw, text } from "../hast.ts";
import type { HandlerFor, PageSetting } from "../setting.ts";

/** Letters that fit the text column; wider displays run into the margin. */
const columnWidth = 48;

/** The handler of `inlineMath`. */
export const inlineMath: HandlerFor = (setting) => (_state, node: InlineMath) => [raw(setting.formula(node.value, "inline"))];

/** The handler of `math`, a display that nothing numbers or names. */
export const math: HandlerFor = (setting) => (_state, node: Math) => display(node.value, setting);

/** The handler of `bookMath`; the anchor is the equation's block around it. */
export const bookMath: HandlerFor = (setting) => (_state, node: BookMath) => {
  const formula = display(node.value, setting);
  if (node.number === null) return formula;
  const number = element("span", { className: ["equation-number"] }, `(${node.number})`);
  return element("div", { className: ["numbered"] }, ...formula, number);
};

/** A long formula scrolls in itself on a narrow page, so it can be focused and scrolled by keyboard. One with reasons has its steps behind it, which stand there in its place. */
function display(latex: string, setting: PageSetting): Element[] {
  const className = formulaWidth(latex) > columnWidth ? ["formula", "wide"] : ["formula"];
  const formula = scrolling(setting.formula(latex, "display"), className);
  const steps = stepsOf(latex);
  return steps === null ? [formula] : [formula, element("div", { className: ["steps"] }, ...steps.flatMap((step) => stepHtml(step, setting)))];
}

function stepHtml({ formula, reason }: Step, setting: PageSetting): Element[] {
  const said = reason.map((part) => ("words" in part ? text(part.words) : raw(light(setting.formula(part.formula, "inline")))));
  return [scrolling(light(setting.formula(formula, "display")), ["formula"]), ...(said.length === 0 ? [] : [element("p", { className: ["reason"] }, ...said)])];
}

/** A formula without its LaTeX, which the whole derivation has already. */
function light(html: string): string {
  return html.replace(/<annotation[^>]*>[^<]*<\/annotation>/g, "");
}

function scrolling(html: string, className: string[]): Element {
  return element("div", { className, tabIndex: 0 }, raw(html));
}
