/** The attributes that say how a derivation or a cost is checked: ranges of symbols, tolerances, reasons. */
import type { ContainerDirective } from "mdast-util-directive";
import { mistake, type Diagnostic, type Source } from "../../tangle/index.ts";
import type { SymbolRange } from "./unit.ts";
import { openingOf, span, spanOf } from "./node.ts";

/** What the attributes say, and what is wrong with them. */
export interface Checking {
  readonly ranges: readonly SymbolRange[];
  readonly tolerance: number | null;
  readonly approx: number | null;
  readonly unchecked: string | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads them. Every attribute whose value holds `..` is a range. */
export function checkingOf(node: ContainerDirective, source: Source): Checking {
  const diagnostics: Diagnostic[] = [];
  const written = Object.entries(node.attributes ?? {}).map(([name, value]) => ({ name, value: value ?? "" }));
  const report = (name: string, code: string, message: string): null => {
    diagnostics.push(mistake(code, message, { source, span: attributeSpan(node, name, source) }));
    return null;
  };
  const valueOf = (name: string): string | null => written.find((each) => each.name === name)?.value ?? null;
  const positive = (name: string): number | null => {
    const value = valueOf(name);
    if (value === null || (isNumber(value) && Number(value) > 0)) return value === null ? null : Number(value);
    return report(name, "bad-tolerance", `\`${name}\` is a number above 0, not \`${value}\``);
  };
  const ranges = written.flatMap(({ name, value }): readonly SymbolRange[] => {
    if (named.has(name) || !value.includes("..")) return [];
    const [from = "", to = "", more] = value.split("..").map((each) => each.trim());
    if (more === undefined && isNumber(from) && isNumber(to) && Number(from) <= Number(to)) return [{ name, from: Number(from), to: Number(to) }];
    report(name, "bad-range", `\`${value}\` is no range: write two numbers, the smaller first, as in \`0.1..5\``);
    return [];
  });
  const unchecked = valueOf("unchecked");
  if (unchecked?.trim() === "") report("unchecked", "missing-reason", "`unchecked` needs the reason why no number can check this");
  return { ranges, tolerance: positive("tolerance"), approx: positive("approx"), unchecked, diagnostics };
}

const named: ReadonlySet<string> = new Set(["id", "class", "title", "of", "unchecked", "tolerance", "approx"]);

function isNumber(text: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text);
}

function attributeSpan(node: ContainerDirective, name: string, source: Source): ReturnType<typeof span> {
  const opening = openingOf(source, spanOf(node));
  const line = source.text.slice(opening.start, opening.end);
  const found = new RegExp(`[\\s{]${name.replace(/\W/g, "\\$&")}(?=[\\s=}])`).exec(line);
  return found === null ? opening : span(opening.start + found.index + 1, opening.start + found.index + 1 + name.length);
}
