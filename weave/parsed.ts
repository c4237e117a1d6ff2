/** A file's Markdown as a tree and the mistakes in its formulas, kept by content because parsing is what takes time. */
import type { Nodes, Root } from "mdast";
import { parseMarkdown, placeOf, type Diagnostic, type Offset, type Source } from "../tangle/index.ts";
import { cacheKey, versionOf, type Cache } from "./cache.ts";
import { formulaMistakes, katexMistake, type FormulaCheck } from "./formulas.ts";
import { span } from "./place.ts";
import { walk } from "./walk.ts";

/** What one text says, without any other file. */
export interface Parsed {
  readonly tree: Root;
  readonly diagnostics: readonly Diagnostic[];
}

/** A formula's mistake as it is kept: where, and what. */
type Mistake = readonly [start: number, end: number, message: string];

const kind = "sections";
const modules = ["tangle/markdown.ts", "tangle/dollar.ts", "weave/parsed.ts", "weave/formulas.ts", "weave/place.ts"];

/** Makes a reader of sources that asks the cache first. Each distinct formula is checked once. */
export function sectionParser(cache: Cache): (source: Source) => Parsed {
  const version = versionOf(modules);
  const check = once(katexMistake);
  return (source) => {
    const key = cacheKey(version, source.text);
    const kept = cache.get(kind, key);
    if (kept !== null) return unpacked(kept, source);
    const tree = plain(parseMarkdown(source.text));
    const diagnostics = formulaMistakes(tree, source, check);
    cache.put(kind, key, packed(tree, diagnostics));
    return { tree, diagnostics };
  };
}

function once(check: FormulaCheck): FormulaCheck {
  const known = new Map<string, ReturnType<FormulaCheck>>();
  return (formula, display) => {
    const key = `${display ? "$$" : "$"}${formula}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = check(formula, display);
    known.set(key, found);
    return found;
  };
}

/** Line ends become LF. remark-math's hints to remark-rehype go: they repeat each formula, and our writers need none. */
function plain(tree: Root): Root {
  walk(tree, (node) => {
    if (node.type === "inlineMath" || node.type === "math") delete node.data;
    if ("value" in node && typeof node.value === "string" && node.value.includes("\r")) node.value = node.value.replace(/\r\n?/g, "\n");
  });
  return tree;
}

/** The tree as JSON. A position is its two offsets: lines and columns, most of the tree's weight, follow from them. */
function packed(tree: Root, diagnostics: readonly Diagnostic[]): string {
  const mistakes = diagnostics.flatMap(({ at, message }): Mistake[] => ("source" in at ? [[at.span.start, at.span.end, message]] : []));
  return JSON.stringify([tree, mistakes], (key, value: unknown) => {
    return key === "position" && isPosition(value) ? [value.start.offset, value.end.offset] : value;
  });
}

function unpacked(json: string, source: Source): Parsed {
  const [tree, mistakes] = JSON.parse(json) as [Root, Mistake[]];
  restore(tree, source);
  walk(tree, (node) => restore(node, source));
  const diagnostics = mistakes.map(([start, end, message]): Diagnostic => ({
    severity: "error",
    code: "invalid-formula",
    message,
    at: { source, span: span(start, end) },
  }));
  return { tree, diagnostics };
}

function restore(node: Nodes, source: Source): void {
  const offsets: unknown = node.position;
  if (!Array.isArray(offsets)) return;
  node.position = { start: point(Number(offsets[0]), source), end: point(Number(offsets[1]), source) };
}

function point(offset: number, source: Source) {
  const { line, column } = placeOf(source, offset as Offset);
  return { line, column, offset };
}

function isPosition(value: unknown): value is { start: { offset: number }; end: { offset: number } } {
  return typeof value === "object" && value !== null && "start" in value && "end" in value;
}
