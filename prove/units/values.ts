/** Inline cells `` `{ts} …` `` in prose, captions and alternative texts. */
import type { Image, InlineCode, Text } from "mdast";
import type { ContainerDirective } from "mdast-util-directive";
import { mistake, type Diagnostic, type Offset, type Source } from "../../tangle/index.ts";
import type { ValueUnit } from "./unit.ts";
import { openingOf, rawOf, span, spanOf } from "./node.ts";

/** The cell that inline code is; null for other code. */
export function valueOf(node: InlineCode, source: Source): ValueUnit | null {
  const expression = /^\{ts\}\s+([\s\S]+)$/.exec(node.value)?.[1]?.trim();
  if (expression === undefined || expression === "") return null;
  const within = spanOf(node);
  const lead = /^`+\s*\{ts\}[\s>]*/.exec(rawOf(source, node))?.[0].length ?? 0;
  return { kind: "value", id: "", span: within, expression, expressionStart: (within.start + lead) as Offset };
}

/** Why text that was meant as an inline cell is none: something ends it too soon, or no space follows its mark. Null for other text. */
export function valueMistake(node: Text | InlineCode, source: Source): Diagnostic | null {
  const raw = rawOf(source, node);
  const { start } = spanOf(node);
  const found = node.type === "text" ? /(?<!\\)`+\{ts\}\s/.exec(raw) : /^`+\{ts\}(?=[^\s`])/.exec(raw);
  if (found === null) return null;
  const at = { source, span: span(start + found.index, start + found.index + found[0].trimEnd().length) };
  if (node.type === "inlineCode") return { ...mistake("open-value", "an inline cell has a space after `{ts}`", at), cure: "write `{ts} expression`" };
  return { ...mistake("open-value", "this inline cell does not come to its end", at), cure: "in a table a `|` of the expression is written `\\|`; one with a backtick stands between two: `` {ts} … ``" };
}

/**
 * The cells in the `alt` of a figure. The attribute's value has lost its character references, so the places are those
 * of the cells in the opening line, in the same order.
 */
export function valuesInAlt(figure: ContainerDirective, source: Source): readonly ValueUnit[] {
  const expressions = [...(figure.attributes?.["alt"] ?? "").matchAll(cell)].map((match) => (match[1] ?? "").trim());
  const opening = openingOf(source, spanOf(figure));
  const line = source.text.slice(opening.start, opening.end);
  const places = [...line.matchAll(cell)];
  return expressions.map((expression, index) => {
    const place = places[index];
    if (place === undefined) return { kind: "value", id: "", span: opening, expression, expressionStart: opening.start };
    return { ...valueAt(place, opening.start), expression };
  });
}

/** The cells in the text of an image, `![…](file)`. */
export function valuesInImage(image: Image, source: Source): readonly ValueUnit[] {
  const raw = rawOf(source, image);
  const { start } = spanOf(image);
  return [...raw.slice(0, Math.max(0, raw.lastIndexOf("]("))).matchAll(cell)].map((place) => valueAt(place, start));
}

function valueAt(place: RegExpExecArray, offset: number): ValueUnit {
  const start = offset + place.index;
  const lead = /^`\{ts\}\s+/.exec(place[0])?.[0].length ?? 0;
  return { kind: "value", id: "", span: span(start, start + place[0].length), expression: (place[1] ?? "").trim(), expressionStart: (start + lead) as Offset };
}

const cell = /`\{ts\}\s+([^`]*)`/g;
