/** Margin notes: beside the line on a wide page, opened in place by a checkbox on a narrow one, without a script. */
import type { ElementContent } from "hast";
import type { MarginNote } from "../../tree.ts";
import { element } from "../hast.ts";
import type { HandlerFor } from "../setting.ts";

/** The handler of `marginNote`. A note stands inside a paragraph, so what it holds is turned into phrasing content. */
export const marginNote: HandlerFor = () => (state, node: MarginNote) => {
  const box = `${node.id}-open`;
  const number = element("span", { className: ["note-number"], ariaHidden: "true" }, String(node.number));
  const [first, ...rest] = state.all(node).filter((child) => child.type !== "text" || child.value.trim() !== "").map(inPhrasing);
  const content = first?.type === "element" ? [{ ...first, children: [number, ...first.children] }, ...rest] : [number];
  return [
    element("label", { className: ["note-mark"], htmlFor: box, id: `${node.id}-mark` }, String(node.number)),
    element("input", { type: "checkbox", className: ["note-box"], id: box, ariaLabel: `Show note ${node.number}` }),
    element("span", { className: ["note"], id: node.id, role: "note" }, ...content),
  ];
};

/** Blocks that may stand in a note → the class of the `span` in their place, and the role that keeps their meaning. */
const phrasing: Readonly<Record<string, { readonly className: string; readonly role?: string }>> = {
  p: { className: "part" },
  div: { className: "part" },
  blockquote: { className: "part" },
  pre: { className: "pre" },
  ul: { className: "list", role: "list" },
  ol: { className: "list", role: "list" },
  li: { className: "item", role: "listitem" },
};

function inPhrasing(node: ElementContent): ElementContent {
  if (node.type !== "element") return node;
  const children = node.children.map(inPhrasing);
  const change = phrasing[node.tagName];
  if (!change) return { ...node, children };
  const own = Array.isArray(node.properties.className) ? node.properties.className.map(String) : [];
  const role = change.role ? { role: change.role } : {};
  return { ...node, tagName: "span", properties: { ...node.properties, ...role, className: [change.className, ...own] }, children };
}

