/** Headings and pictures. */
import type { Heading, Image } from "mdast";
import { element } from "../hast.ts";
import type { HandlerFor } from "../setting.ts";

/** The handler of `heading`: one level below the page's title. */
export const heading: HandlerFor = () => (state, node: Heading) => {
  const { id } = node.data ?? {};
  return element(`h${Math.max(2, node.depth)}`, id === undefined ? {} : { id }, ...state.all(node));
};

/** The handler of `image`. The edition has the book's folders, so a relative address stays as it is. */
export const image: HandlerFor = () => (_state, node: Image) =>
  element("img", { src: node.url, alt: node.alt ?? "", ...(node.title ? { title: node.title } : {}) });
