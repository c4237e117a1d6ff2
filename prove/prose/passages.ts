/** The prose of a section: everything that is read as sentences, at its place, with what is no prose blotted out. */
import type { Image, Nodes, PhrasingContent, Root } from "mdast";
import type { ContainerDirective } from "mdast-util-directive";
import { parseMarkdown, type Offset, type Source, type Span } from "../../tangle/index.ts";

/**
 * What a passage is. `paragraph` and `list` are the main line; `note` is a margin note, `caption` the text of a block that
 * is not the main line (a figure, a table, a derivation, a cost), `exercise` stands in an exercise, its hints and solution,
 * `quotation` is a paragraph of someone else’s, `table` is a row, `attribute` an `alt`, a `title` or a reason on a block, or
 * the alternative text of an image.
 */
export type PassageKind = "paragraph" | "list" | "heading" | "note" | "caption" | "exercise" | "quotation" | "table" | "attribute";

/** One paragraph, heading, row or attribute. */
export interface Passage {
  readonly kind: PassageKind;
  readonly span: Span;
  /** As long as `span`: markup is spaces, and what stands in a sentence without being prose is `blot`s, one for each character. */
  readonly text: string;
  readonly insets: readonly Inset[];
  readonly marks: readonly Mark[];
}

/** Marked words: a link with words of its own, or italics. */
export interface Mark {
  readonly kind: "link" | "italics";
  readonly span: Span;
}

/** What stands in a sentence without being prose. */
export interface Inset {
  readonly kind: "mathematics" | "code" | "cell" | "citation" | "reference";
  readonly span: Span;
  /** What it is without its marks: LaTeX, code, an expression; "" for others. */
  readonly value: string;
}

/** Stands for each character of an inset. */
export const blot = "\uFFFC";

/** The passages of a source, in the order of the text; `tree` is what it parses to. */
export function passagesOf(source: Source, tree: Root = parseMarkdown(source.text)): readonly Passage[] {
  const found: Passage[] = [];
  collect(tree, "paragraph");
  return found.sort((a, b) => a.span.start - b.span.start);

  function collect(node: Nodes, kind: PassageKind): void {
    if (node.type === "paragraph" || node.type === "heading" || node.type === "tableRow") {
      const own = node.type === "heading" ? "heading" : node.type === "tableRow" ? "table" : kind;
      found.push(passageOf(source, node, own), ...alternatives(source, node));
      return;
    }
    if (node.type === "containerDirective") found.push(...attributesOf(source, node));
    if ("children" in node) for (const child of node.children) collect(child, kindInside(node, kind));
  }
}

function kindInside(node: Nodes, kind: PassageKind): PassageKind {
  if (node.type === "footnoteDefinition") return "note";
  if (node.type === "list") return kind === "paragraph" ? "list" : kind;
  if (node.type === "blockquote") return "quotation";
  return node.type === "containerDirective" ? (kinds[node.name] ?? kind) : kind;
}

const kinds: Readonly<Record<string, PassageKind>> = {
  figure: "caption", table: "caption", derivation: "caption", cost: "caption", equation: "caption",
  aside: "note", exercise: "exercise", hint: "exercise", solution: "exercise",
};

function passageOf(source: Source, node: Nodes, kind: PassageKind): Passage {
  const span = spanOf(node);
  let text = "";
  const insets: Inset[] = [];
  const marks: Mark[] = [];
  write(node);
  const whole = text.padEnd(span.end - span.start);
  return { kind, span, marks, ...withCitations(kind === "heading" ? withoutId(whole) : whole, span, insets) };

  function write(inside: Nodes): void {
    if (inside.position === undefined) return;
    const at = spanOf(inside);
    const inset = insetOf(source, inside);
    if (inset === null && inside.type === "link") marks.push({ kind: "link", span: at });
    if (inside.type === "emphasis") marks.push({ kind: "italics", span: at });
    if (inset !== null) insets.push(inset);
    if (inset !== null || inside.type === "image") put(at, blot.repeat(at.end - at.start));
    else if (inside.type === "text") put(at, plain(source.text.slice(at.start, at.end)));
    else if ("children" in inside) writeAll(inside.children, at);
  }

  /** Where the parser made links of bare addresses, their parts and the text beside them have no place of their own. */
  function writeAll(children: readonly Nodes[], around: Span): void {
    let end = around.start;
    children.forEach((child, index) => {
      if (child.position !== undefined) {
        write(child);
        end = spanOf(child).end;
      } else if (index === 0 || children[index - 1]?.position !== undefined) {
        const next = children.slice(index).find(({ position }) => position !== undefined);
        const raw = source.text.slice(end, next === undefined ? around.end : spanOf(next).start);
        put({ start: end, end }, plain(raw.replace(/\S*(?::\/\/|@|www\.)\S+/g, (address) => blot.repeat(address.length))));
      }
    });
  }

  function put({ start }: Span, written: string): void {
    text = text.padEnd(start - span.start) + written;
  }
}

function insetOf(source: Source, node: Nodes): Inset | null {
  const span = spanOf(node);
  const raw = source.text.slice(span.start, span.end);
  if (node.type === "inlineMath") return { kind: "mathematics", span, value: node.value };
  if (node.type === "inlineCode") {
    const cell = /^\{ts\}\s/.test(node.value);
    return { kind: cell ? "cell" : "code", span, value: cell ? node.value.slice(4).trim() : node.value };
  }
  if (node.type !== "link" && node.type !== "linkReference") return null;
  // an address that stands for itself, or a reference whose words are made
  return raw.startsWith("[") && node.children.length > 0 ? null : { kind: "reference", span, value: "" };
}

/** A text as written, as long as it is, without the marks of escapes and of the quotes and lists around it. */
function plain(raw: string): string {
  return raw.replace(/\\(?=[!-/:-@[-`{-~])/g, " ").replace(/(?<=\n)[ \t>]+/g, (marks) => " ".repeat(marks.length));
}

function withoutId(text: string): string {
  return text.replace(/\{#[^{}]*\}\s*$/, (id) => " ".repeat(id.length));
}

/** The text with `[@key, §3]` blotted out. */
function withCitations(text: string, { start }: Span, insets: readonly Inset[]): Pick<Passage, "text" | "insets"> {
  const found = [...insets];
  const blotted = text.replace(/\[@[^[\]]*\]/g, (written, at: number) => {
    found.push({ kind: "citation", span: span(start + at, start + at + written.length), value: "" });
    return blot.repeat(written.length);
  });
  return { text: blotted, insets: found };
}

/** The alternative texts of the images in a node. */
function alternatives(source: Source, node: Nodes): readonly Passage[] {
  if (node.type === "image") return [alternative(source, node)];
  return "children" in node ? (node.children as PhrasingContent[]).flatMap((child) => alternatives(source, child)) : [];
}

function alternative(source: Source, image: Image): Passage {
  const { start, end } = spanOf(image);
  const length = source.text.slice(start, end).lastIndexOf("](");
  return written(source, span(start + 2, start + Math.max(2, length)));
}

/** What a block's opening line says in words. */
function attributesOf(source: Source, node: ContainerDirective): readonly Passage[] {
  const { start, end } = spanOf(node);
  const line = /^[^\r\n]*/.exec(source.text.slice(start, end))?.[0] ?? "";
  return [...line.matchAll(/(?<=[\s{])(?:alt|title|unchecked)=(?:"([^"]*)"|'([^']*)')/g)].map((match) => {
    const value = match[1] ?? match[2] ?? "";
    const to = start + match.index + match[0].length - 1;
    return written(source, span(to - value.length, to));
  });
}

/** A text that stands outside of Markdown's own: only its inline cells are not prose. */
function written(source: Source, at: Span): Passage {
  const insets: Inset[] = [];
  const text = source.text.slice(at.start, at.end).replace(/`\{ts\}\s([^`]*)`/g, (cell, value: string, index: number) => {
    insets.push({ kind: "cell", span: span(at.start + index, at.start + index + cell.length), value: value.trim() });
    return blot.repeat(cell.length);
  });
  return { kind: "attribute", span: at, text, insets, marks: [] };
}

/** True if the character at `index` of the passage's text has such a mark. */
export function isMarked({ span: { start }, marks }: Passage, kind: Mark["kind"], index: number): boolean {
  return marks.some((mark) => mark.kind === kind && mark.span.start <= start + index && start + index < mark.span.end);
}

function spanOf(node: Pick<Nodes, "position">): Span {
  return span(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);
}

function span(start: number, end: number): Span {
  return { start: start as Offset, end: end as Offset };
}
