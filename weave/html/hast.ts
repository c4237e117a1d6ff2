/** Short makers of HTML nodes, and text made safe for HTML. */
import type { Element, ElementContent, Text } from "hast";
import type { Raw } from "mdast-util-to-hast";

/** Attributes by hast's names; null leaves one out. */
export type Attributes = Readonly<Record<string, string | number | boolean | string[] | null>>;

/** An element; text children may be given as strings. */
export function element(tagName: string, attributes: Attributes, ...children: (ElementContent | string)[]): Element {
  const content = children.map((child) => (typeof child === "string" ? text(child) : child));
  return { type: "element", tagName, properties: { ...attributes }, children: content };
}

/** A text node. */
export function text(value: string): Text {
  return { type: "text", value };
}

/** HTML that is known to be well formed and safe, put in as it is. */
export function raw(value: string): Raw {
  return { type: "raw", value };
}

/** The text with `&`, `<`, `>` and `"` written as references, for content and quoted attributes alike. */
export function escapeHtml(value: string): string {
  return value.replace(/[&<>"]/g, (sign) => references[sign] ?? sign);
}

const references: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
