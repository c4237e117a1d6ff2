/** The book's own phrasing: references, citations, terms, inline cells. */
import type { BookCitation, BookReference, BookTerm, BookValue } from "../../tree.ts";
import { element } from "../hast.ts";
import type { HandlerFor } from "../setting.ts";

/** The handler of `bookReference`. */
export const bookReference: HandlerFor = (setting) => (state, node: BookReference) => {
  const link = setting.link(node.target);
  const children = state.all(node);
  const content = link?.kind === "chunk" ? [element("span", { className: ["chunk-name"] }, ...children)] : children;
  return link === null ? content : element("a", { className: link.kind === "solution" ? ["ref", "solution-link"] : ["ref"], href: link.href }, ...content);
};

/** The handler of `bookCitation`. */
export const bookCitation: HandlerFor = () => (state, node: BookCitation) => element("span", { className: ["citation"] }, ...state.all(node));

/** The handler of `bookTerm`: a term where it is defined. */
export const bookTerm: HandlerFor = () => (state, node: BookTerm) => element("dfn", { id: node.id }, ...state.all(node));

/** The handler of `bookValue`: an inline cell's value, or that it has not been run. */
export const bookValue: HandlerFor = () => (_state, node: BookValue) =>
  node.value === null
    ? element("span", { className: ["value", "not-run"], title: node.expression }, "not run yet")
    : element("span", { ...answering(node), className: node.stale ? ["value", "stale"] : ["value"], title: node.stale ? `out of date: ${node.expression}` : node.expression }, node.value);

/** By which a page's script finds the number that was guessed. */
function answering({ data }: BookValue): Readonly<Record<string, string>> {
  return data?.answers === undefined ? {} : { dataAnswer: data.answers.join(" ") };
}
