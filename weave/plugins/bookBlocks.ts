/** Makes `bookBlock`s of `:::name` directives and checks what they may hold. */
import type { ContainerDirective, LeafDirective } from "mdast-util-directive";
import type { Root, RootContent } from "mdast";
import type { Diagnostic, Source } from "../../tangle/index.ts";
import { answerOf } from "../blocks/answerLines.ts";
import { blockNames, containers, guessAttributes, isBlockKind, isLeaf, leaves, takesAttribute } from "../blocks/directives.ts";
import { placeOfOpening, placeWithin, spanOf } from "../place.ts";
import type { Plugged } from "./plugged.ts";
import { didYouMean } from "../words/suggest.ts";
import type { BlockKind, BookBlock, BookCode } from "../tree.ts";
import { rewrite, walk } from "../walk.ts";
import { validId } from "../words/slug.ts";
import { blockParts } from "../blocks/blockParts.ts";

/** The tree with `bookBlock`s, not yet numbered: `id` is what the author wrote, else "". Leaf directives stay. */
export function bookBlocks(tree: Root, source: Source): Plugged {
  const diagnostics: Diagnostic[] = [];
  const changed = rewrite(tree, (node) => convert(node, []));
  return { tree: changed, diagnostics };

  function convert(node: RootContent, around: readonly BlockKind[]): RootContent[] | undefined {
    if (node.type === "leafDirective") return leaf(node);
    if (node.type === "bookCode") diagnostics.push(...misplacedCell(node, around, source));
    if (node.type !== "containerDirective") return undefined;
    if (!isBlockKind(node.name)) {
      diagnostics.push(unknownBlock(node, source));
      return rewrite(node, (child) => convert(child, around)).children;
    }
    return [block(node, node.name, around)];
  }

  function leaf(node: LeafDirective): RootContent[] {
    if (node.name === "guess") {
      const stray = Object.keys(node.attributes ?? {}).find((each) => !["id", ...guessAttributes].includes(each));
      if (stray !== undefined) diagnostics.push(unknownAttribute(node, stray, guessAttributes, source));
      return [node];
    }
    if (isLeaf(node.name)) {
      const known = node.name === "solutions" || node.name === "cards" || node.name === "index" ? ["of"] : [];
      const attribute = Object.keys(node.attributes ?? {}).find((each) => !known.includes(each));
      if (attribute !== undefined) diagnostics.push(unknownAttribute(node, attribute, known, source));
      return [node];
    }
    diagnostics.push(unknownLeaf(node, source));
    return [];
  }

  function block(node: ContainerDirective, kind: BlockKind, around: readonly BlockKind[]): BookBlock {
    const attributes = node.attributes ?? {};
    for (const [name, value] of Object.entries(attributes)) {
      if (!takesAttribute(kind, name, value ?? "")) diagnostics.push(unknownAttribute(node, name, ["id", ...containers[kind]], source));
    }
    if ((kind === "hint" || kind === "solution") && !around.includes("exercise")) diagnostics.push(outsideExercise(node, source));
    if (kind === "answer" && around.at(-1) !== "solution") diagnostics.push(outsideSolution(node, source));
    const inner = rewrite(node, (child) => convert(child, [...around, kind]));
    const parts = blockParts(inner, kind, source);
    diagnostics.push(...parts.diagnostics);
    const id = attributes.id ?? "";
    if (id !== "" && !validId.test(id)) diagnostics.push(invalidId(node, id, source));
    const position = node.position ? { position: node.position } : {};
    return { type: "bookBlock", kind, id, number: null, label: blockNames[kind], ...parts.content, proof: proofOf(kind, inner), drawing: null, ...(kind === "answer" && { data: { answer: answerOf(attributes) } }), ...position };
  }
}

/** Figures wait for their cell, derivations and costs for their check, unless the author says that no number can check them. */
function proofOf(kind: BlockKind, node: ContainerDirective): BookBlock["proof"] {
  if (kind === "derivation" || kind === "cost") {
    const why = node.attributes?.unchecked;
    return why === undefined ? { state: "missing" } : { state: "unchecked", why: why ?? "" };
  }
  if (kind !== "figure") return null;
  let cells = 0;
  walk(node, (each) => {
    if (each.type === "bookCode" && each.role === "figure") cells += 1;
  });
  return cells > 0 ? { state: "missing" } : null;
}

function misplacedCell(node: BookCode, around: readonly BlockKind[], source: Source): Diagnostic[] {
  if (node.role === "verify" && !around.includes("derivation") && !around.includes("cost")) {
    const message = "a `verify` cell stands in a `:::derivation` or a `:::cost`";
    return [{ severity: "error", code: "misplaced-cell", message, at: placeOfOpening(source, node) }];
  }
  if (node.role === "figure" && !around.includes("figure")) {
    const message = "a `figure` cell stands in a `:::figure`, which has its caption and its `alt`";
    return [{ severity: "error", code: "misplaced-cell", message, at: placeOfOpening(source, node) }];
  }
  return [];
}

function unknownBlock(node: ContainerDirective, source: Source): Diagnostic {
  const cure = isLeaf(node.name) ? { cure: `write \`::${node.name}\`` } : didYouMean(node.name, Object.keys(containers));
  return {
    severity: "error",
    code: "unknown-directive",
    message: `no block is named \`${node.name}\``,
    at: placeWithin(source, node, node.name),
    ...cure,
  };
}

function unknownLeaf(node: LeafDirective, source: Source): Diagnostic {
  const cure = isBlockKind(node.name) ? { cure: `write \`:::${node.name}\` and close it with \`:::\`` } : didYouMean(node.name, [...leaves, "guess"]);
  return {
    severity: "error",
    code: "unknown-directive",
    message: `no generated part is named \`${node.name}\``,
    at: placeWithin(source, node, node.name),
    ...cure,
  };
}

function unknownAttribute(
  node: ContainerDirective | LeafDirective,
  name: string,
  known: readonly string[],
  source: Source,
): Diagnostic {
  const colons = node.type === "leafDirective" ? "::" : ":::";
  return {
    severity: "error",
    code: "unknown-attribute",
    message: `\`${colons}${node.name}\` has no attribute \`${name}\``,
    at: placeOfAttribute(node, name, source),
    ...didYouMean(name, known),
  };
}

function placeOfAttribute(node: ContainerDirective | LeafDirective, name: string, source: Source): Diagnostic["at"] {
  const opening = placeOfOpening(source, node);
  if (!("source" in opening)) return opening;
  const line = source.text.slice(opening.span.start, opening.span.end);
  const braces = Math.max(0, line.indexOf("{"));
  const found = line.indexOf(name, braces);
  return found < 0 ? opening : placeWithin(source, { position: positionAt(opening.span.start + found, name.length) }, name);
}

function positionAt(offset: number, length: number): RootContent["position"] {
  const point = { line: 1, column: 1 };
  return { start: { ...point, offset }, end: { ...point, offset: offset + length } };
}

function outsideExercise(node: ContainerDirective, source: Source): Diagnostic {
  return {
    severity: "error",
    code: "outside-exercise",
    message: `\`:::${node.name}\` stands outside an exercise`,
    at: placeOfOpening(source, node),
    cure: "open the exercise with more colons: `::::exercise`",
  };
}

function outsideSolution(node: ContainerDirective, source: Source): Diagnostic {
  return { severity: "error", code: "outside-solution", message: "an `:::answer` stands in the `:::solution` that gives it", at: placeOfOpening(source, node), cure: "open the solution with more colons: `::::solution`" };
}

function invalidId(node: ContainerDirective, id: string, source: Source): Diagnostic {
  return {
    severity: "error",
    code: "invalid-id",
    message: `\`${id}\` cannot be an id: write letters, digits, \`-\`, \`_\`, \`.\` and \`:\``,
    at: placeWithin(source, { position: opening(node, source) }, id),
  };
}

function opening(node: ContainerDirective, source: Source): RootContent["position"] {
  const { start, end } = spanOf(node);
  return positionAt(start, Math.max(0, source.text.slice(start, end).search(/[\r\n]|$/)));
}
