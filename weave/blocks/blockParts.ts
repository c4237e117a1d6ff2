/** The title, caption, level and content of a `:::name` block. */
import type { ContainerDirective } from "mdast-util-directive";
import type { Definition, FootnoteDefinition, Paragraph, PhrasingContent, RootContent } from "mdast";
import type { Diagnostic, Source } from "../../tangle/index.ts";
import { answerLines } from "./answerLines.ts";
import { cardLines } from "./cardLines.ts";
import { inlineMarkdown } from "./inline.ts";
import { placeOfOpening, placeWithin } from "../place.ts";
import type { BlockKind, BookBlock } from "../tree.ts";
import { text } from "../walk.ts";
import { figureTraining } from "./figureTraining.ts";
import { oneLine } from "../words/oneLine.ts";

/** What of a block depends on its kind, and what is wrong with it. */
export interface BlockParts {
  readonly content: Pick<BookBlock, "title" | "caption" | "alt" | "level" | "children" | "training">;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the parts of a directive whose children have been converted already. */
export function blockParts(node: ContainerDirective, kind: BlockKind, source: Source): BlockParts {
  const labels = node.children.filter(isLabel);
  const body = node.children.filter(isContent).filter((child) => !isLabel(child));
  const title = titleOf(node, kind, labels, source);
  const base = { title, caption: [], alt: null, level: null, children: body };
  switch (kind) {
    case "figure":
      return figure(node, { ...base, ...captioned(body) }, source);
    case "table":
      return { content: { ...base, ...captioned(body) }, diagnostics: missing(body, "table", node, source) };
    case "equation":
      return { content: base, diagnostics: equationMistakes(body, node, source) };
    case "exercise":
      return exercise(node, base, source);
    case "card":
      return card(node, base, source);
    case "answer": {
      const { list, diagnostics } = answerLines(node, source);
      return { content: { ...base, children: list === null ? [] : [list] }, diagnostics };
    }
    default:
      return { content: base, diagnostics: [] };
  }
}

function isLabel(child: RootContent): child is Paragraph {
  return child.type === "paragraph" && child.data !== undefined && "directiveLabel" in child.data;
}

// Link and footnote definitions have been taken up by now.
function isContent<T extends RootContent>(child: T): child is Exclude<T, Definition | FootnoteDefinition> {
  return child.type !== "definition" && child.type !== "footnoteDefinition";
}

/** `title="…"`, else `[Title]` after the name, else, for a cost, the function it is of. */
function titleOf(node: ContainerDirective, kind: BlockKind, labels: readonly Paragraph[], source: Source): PhrasingContent[] {
  const { title, of } = node.attributes ?? {};
  if (title) return inlineMarkdown(title, source, node);
  if (labels.length > 0) return labels.flatMap((label) => label.children);
  return kind === "cost" && of ? [{ type: "inlineCode", value: of }] : [];
}

/** A figure's or table's paragraphs are its caption; an image that stands first in one is content. */
function captioned(body: BookBlock["children"]): { caption: PhrasingContent[]; children: BookBlock["children"] } {
  const caption: PhrasingContent[] = [];
  const children: BookBlock["children"] = [];
  for (const child of body) {
    if (child.type !== "paragraph") {
      children.push(child);
      continue;
    }
    const rest = [...child.children];
    while (rest[0]?.type === "image" || (rest[0]?.type === "text" && rest[0].value.trim() === "" && rest[1]?.type === "image")) {
      const image = rest.shift();
      if (image?.type === "image") children.push({ type: "paragraph", children: [image] });
    }
    const words = trimmedStart(rest);
    if (words.length > 0) caption.push(...(caption.length > 0 ? [text(" ")] : []), ...words);
  }
  return { caption, children };
}

function trimmedStart(content: readonly PhrasingContent[]): PhrasingContent[] {
  const [first, ...rest] = content;
  if (first?.type !== "text") return [...content];
  const value = first.value.trimStart();
  return value === "" ? trimmedStart(rest) : [{ ...first, value }, ...rest];
}

function figure(node: ContainerDirective, content: BlockParts["content"], source: Source): BlockParts {
  const alt = oneLine(node.attributes?.alt ?? "");
  const { training, diagnostics } = figureTraining(node, source);
  if (alt !== "") return { content: { ...content, alt, ...(training && { training }) }, diagnostics };
  const diagnostic: Diagnostic = {
    severity: "error",
    code: "figure-without-alt",
    message: "this figure has no `alt`, which says what it shows to someone who cannot see it",
    at: placeOfOpening(source, node),
    cure: "write `:::figure{#id alt=\"…\"}`",
  };
  return { content: { ...content, alt: "" }, diagnostics: [diagnostic, ...diagnostics] };
}

/** Its title is its function, as the author wrote it until it is found in the program; its caption the name of the technique, where `title` gives one. */
function card(node: ContainerDirective, content: BlockParts["content"], source: Source): BlockParts {
  const { list, diagnostics } = cardLines(node, source);
  const of = node.attributes?.["of"] ?? "";
  return { content: { ...content, title: of === "" ? [] : [{ type: "inlineCode", value: of }], caption: node.attributes?.["title"] ? content.title : [], children: [list] }, diagnostics };
}

function exercise(node: ContainerDirective, content: BlockParts["content"], source: Source): BlockParts {
  const written = node.attributes?.level ?? "1";
  if (/^[1-9]$/.test(written)) return { content: { ...content, level: Number(written) }, diagnostics: [] };
  const diagnostic: Diagnostic = {
    severity: "error",
    code: "invalid-level",
    message: `\`${written}\` is not a level: write a digit from 1 up`,
    at: placeWithin(source, node, written === "" ? "level" : written),
  };
  return { content: { ...content, level: 1 }, diagnostics: [diagnostic] };
}

function equationMistakes(body: readonly RootContent[], node: ContainerDirective, source: Source): Diagnostic[] {
  const formulas = body.filter((child) => child.type === "bookMath").length;
  if (formulas === 1) return [];
  const message = formulas === 0 ? "this equation has no formula" : `an equation has one number and one formula, this one has ${formulas}`;
  const code = formulas === 0 ? "equation-without-formula" : "equation-with-many-formulas";
  return [{ severity: "error", code, message, at: placeOfOpening(source, node) }];
}

function missing(body: readonly RootContent[], wanted: "table", node: ContainerDirective, source: Source): Diagnostic[] {
  if (body.some((child) => child.type === wanted || child.type === "bookCode")) return [];
  const message = `this ${wanted} block holds no ${wanted}`;
  return [{ severity: "error", code: `${wanted}-without-rows`, message, at: placeOfOpening(source, node) }];
}
