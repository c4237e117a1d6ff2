/** The rule of figures: each has a caption, and an alternative text for those who cannot see it. */
import type { Image } from "mdast";
import type { ContainerDirective } from "mdast-util-directive";
import { visit } from "unist-util-visit";
import { mistake, type Diagnostic, type Offset, type Source, type Span } from "../../../tangle/index.ts";
import type { Passage } from "../passages.ts";
import type { Manuscripted, Rule } from "../manuscript.ts";

/** An error for each `:::figure` without caption or `alt`, and for each image without alternative text. */
export const figures: Rule = ({ sections }) =>
  sections.flatMap((read) => {
    const found: Diagnostic[] = [];
    visit(read.tree, (node) => {
      if (node.type === "containerDirective" && node.name === "figure") found.push(...mistakesIn(node, read));
      if (node.type === "image" && (node.alt ?? "").trim() === "") found.push(imageWithoutAlt(read.section.source, node));
    });
    return found;
  });

function mistakesIn(node: ContainerDirective, { section: { source }, passages }: Manuscripted): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const span = spanOf(node);
  const opening = { source, span: { start: span.start, end: (span.start + firstLine(source, span).length) as Offset } };
  if (!passages.some((passage) => isWithin(passage, span) && passage.kind === "caption" && /\p{L}/u.test(passage.text))) {
    const cure = "write a sentence in it that says what to see, and under which conditions";
    found.push({ ...mistake("figure-without-caption", "this figure has no caption", opening), cure });
  }
  if ((node.attributes?.["alt"] ?? "").trim() === "") {
    const cure = 'write `:::figure{#id alt="…"}`';
    found.push({ ...mistake("figure-without-alt", "this figure has no `alt`, which says what it shows to someone who cannot see it", opening), cure });
  }
  return found;
}

function isWithin({ span }: Passage, { start, end }: Span): boolean {
  return start <= span.start && span.end <= end;
}

function imageWithoutAlt(source: Source, node: Image): Diagnostic {
  const message = "this image has no alternative text, which says what it shows to someone who cannot see it";
  return { ...mistake("image-without-alt", message, { source, span: spanOf(node) }), cure: "write it between the brackets: `![…](…)`" };
}

function firstLine({ text }: Source, { start, end }: Span): string {
  return /^[^\r\n]*/.exec(text.slice(start, end))?.[0].trimEnd() ?? "";
}

function spanOf({ position }: ContainerDirective | Image): Span {
  return { start: (position?.start.offset ?? 0) as Offset, end: (position?.end.offset ?? 0) as Offset };
}
