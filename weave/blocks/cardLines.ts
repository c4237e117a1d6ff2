/** The lines of a `:::card`: `formula: …`, `cost: …`, `symbols: …`, `use: …`, `fails: …`, `elsewhere: …`. */
import type { ContainerDirective } from "mdast-util-directive";
import type { List, ListItem, Paragraph, PhrasingContent, RootContent } from "mdast";
import { mistake, placeOf, type Diagnostic, type Location, type Offset, type Source } from "../../tangle/index.ts";
import { placed, placeOfOpening, sourceOffset, span, spanOf } from "../place.ts";
import { text } from "../walk.ts";
import { didYouMean } from "../words/suggest.ts";

/** A line's key, in the order in which cards have them. */
export const cardKeys = ["formula", "cost", "symbols", "use", "fails", "elsewhere"] as const;

export type CardKey = (typeof cardKeys)[number];

/** What readers see in place of the keys. */
export const cardLabels: { readonly [K in CardKey]: string } = {
  formula: "Formula", cost: "Cost", symbols: "Symbols", use: "When to use", fails: "How it fails", elsewhere: "Elsewhere",
};

declare module "unist" {
  interface Data {
    /** Of an item of a card's list: which line it is. Its first paragraph is the label, the rest what is said. */
    cardLine?: CardKey | undefined;
  }
}

/** The list that a card holds, and what is wrong with its lines. */
export interface CardLines {
  readonly list: List;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the lines of a directive whose cells have been converted already. */
export function cardLines(node: ContainerDirective, source: Source): CardLines {
  const diagnostics: Diagnostic[] = [];
  const report = (message: string, at: Location, more: Partial<Diagnostic> = {}): void => void diagnostics.push({ ...mistake("card", message, at), ...more });
  const lines = new Map<CardKey, Line>();
  const all = node.children.flatMap((child): readonly Line[] => {
    if (child.type === "definition" || child.type === "footnoteDefinition") return [];
    if (child.type === "paragraph") return linesOf(child, source);
    report("a card holds lines such as `use: …`, and nothing else", placeOfOpening(source, child));
    return [];
  });
  for (const line of all) {
    const { key, at } = line;
    if (key === null) report("a card holds lines such as `use: …`, and this one begins with no key", at);
    else if (!isKey(key)) report(`a card has no line \`${key}\`, only ${listed}`, at, didYouMean(key, cardKeys));
    else if (lines.has(key)) report(`\`${key}\` stands twice in this card`, at);
    else {
      lines.set(key, line);
      if (line.content.length === 0) report(`\`${key}\` says nothing`, at);
      else if (isReferring(key) && !line.content.every(isReference)) report(`\`${key}\` is a reference to a ${referredTo[key]} and nothing else`, at, { cure: `write \`${key}: [](#id)\`` });
    }
  }
  const opening = placeOfOpening(source, node);
  for (const key of ["use", "fails", "elsewhere"] as const) if (!lines.has(key)) report(`this card has no line \`${key}\``, opening);
  if (!lines.has("formula") && !lines.has("cost")) report("this card refers to nothing checked: it has neither `formula` nor `cost`", opening);
  if (!node.attributes?.["of"]) report("this card does not say of which function it is", opening, { cure: "write `:::card{of=\"module/name\"}`" });
  const children = cardKeys.flatMap((key) => (lines.has(key) ? [itemOf(key, lines.get(key)?.content ?? [])] : []));
  return { list: { type: "list", ordered: false, spread: false, children }, diagnostics };
}

/** What the lines refer to that refer to something. */
export const referredTo = { formula: "derivation", cost: "cost" } as const;

/** True for a line that is taken from what it refers to. */
export function isReferring(key: CardKey): key is keyof typeof referredTo {
  return Object.hasOwn(referredTo, key);
}

interface Line {
  readonly key: string | null;
  readonly content: readonly PhrasingContent[];
  /** The key, or the beginning of a line without one. */
  readonly at: Location;
}

const listed = `${cardKeys.slice(0, -1).map((key) => `\`${key}\``).join(", ")} and \`${cardKeys.at(-1)}\``;

function isKey(key: string): key is CardKey {
  return (cardKeys as readonly string[]).includes(key);
}

function isReference(node: PhrasingContent): boolean {
  return node.type === "link" ? node.url.includes("#") : node.type === "text" && /^[\s,;]*$/.test(node.value);
}

function itemOf(key: CardKey, content: readonly PhrasingContent[]): ListItem {
  const label: Paragraph = { type: "paragraph", children: [text(cardLabels[key])] };
  const [first, last] = [content[0]?.position, content.at(-1)?.position];
  const position = first && last ? { position: { start: first.start, end: last.end } } : {};
  return { type: "listItem", spread: false, data: { cardLine: key }, children: [label, { type: "paragraph", children: [...content], ...position }] };
}

/** The lines of a paragraph; one that begins with no key goes on with the one above. */
function linesOf(paragraph: Paragraph, source: Source): readonly Line[] {
  const lines: { key: string | null; content: PhrasingContent[]; at: Location }[] = [];
  for (const pieces of splitAtLineEnds(paragraph.children, source)) {
    const [first, ...rest] = pieces;
    const [whole = "", key] = first?.type === "text" ? (/^\s*([A-Za-z][\w-]*):(?:\s+|$)/.exec(first.value) ?? []) : [];
    const above = lines.at(-1);
    if (first === undefined) continue;
    if (key === undefined || first.type !== "text") {
      if (above) above.content.push(text("\n"), ...pieces);
      else lines.push({ key: null, content: pieces, at: placed(source, first) });
      continue;
    }
    const start = spanOf(first).start + first.value.indexOf(key);
    const left = piece(first, whole.length, first.value.length, source);
    lines.push({ key, content: [...(left.value === "" ? [] : [left]), ...rest], at: { source, span: span(start, start + key.length) } });
  }
  return lines.map((line) => ({ ...line, content: trimmedEnd(line.content) }));
}

function trimmedEnd(content: readonly PhrasingContent[]): readonly PhrasingContent[] {
  const last = content.at(-1);
  if (last?.type !== "text") return content;
  const value = last.value.trimEnd();
  return value === "" ? trimmedEnd(content.slice(0, -1)) : [...content.slice(0, -1), { ...last, value }];
}

function splitAtLineEnds(children: readonly PhrasingContent[], source: Source): readonly PhrasingContent[][] {
  const lines: PhrasingContent[][] = [[]];
  for (const child of children) {
    if (child.type === "break") lines.push([]);
    else if (child.type !== "text") lines.at(-1)?.push(child);
    else {
      let from = 0;
      for (const value of child.value.split("\n")) {
        if (from > 0) lines.push([]);
        if (value !== "") lines.at(-1)?.push(piece(child, from, from + value.length, source));
        from += value.length + 1;
      }
    }
  }
  return lines;
}

type TextNode = Extract<RootContent, { type: "text" }>;

/** A part of a text, at its own place. */
function piece(node: TextNode, from: number, to: number, source: Source): TextNode {
  const value = node.value.slice(from, to);
  if (node.position === undefined) return { ...node, value };
  const point = (index: number) => {
    const offset = index < node.value.length ? sourceOffset(source, node, index) : spanOf(node).end;
    const { line, column } = placeOf(source, offset as Offset);
    return { line, column, offset };
  };
  return { ...node, value, position: { start: point(from), end: point(to) } };
}
