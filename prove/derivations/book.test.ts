/** The reasons of the book's own derivations are read with the names that their cells bind. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import type { RowReason } from "../math/expression.ts";
import { readDisplay } from "../math/read.ts";

const book = resolve(import.meta.dirname, "../../book");
const files = readdirSync(book, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".md"));

interface Derivation {
  readonly id: string;
  readonly displays: readonly string[];
  readonly bound: ReadonlySet<string>;
}

/** Those that are checked, with what `given` and the ranges bind. */
const derivations = files.flatMap((name) => derivationsIn(readFileSync(join(book, name), "utf8")));

function derivationsIn(text: string): readonly Derivation[] {
  return [...text.matchAll(/^(:{3,})derivation\{([^\n]*)\}\n([^]*?)^\1\s*$/gm)].flatMap(([, , attributes = "", body = ""]) => {
    if (attributes.includes("unchecked=")) return [];
    const ranges = [...attributes.matchAll(/(\w+)="[-\d.]+\.\.[-\d.]+"/g)].map(([, name = ""]) => name);
    const displays = [...body.matchAll(/\$\$([^]*?)\$\$/g)].map(([, latex = ""]) => latex);
    return [{ id: /#([\w-]+)/.exec(attributes)?.[1] ?? "", displays, bound: new Set([...givenIn(body), ...ranges]) }];
  });
}

/** The names in `given({ … })`: what stands at its top level before a colon or a comma. */
function givenIn(body: string): readonly string[] {
  const entries = /given\(\{([^]*?)\}\);/.exec(body)?.[1] ?? "";
  let top = entries;
  for (let before = ""; before !== top; ) [before, top] = [top, top.replace(/\([^()]*\)|\[[^[\]]*\]|\{[^{}]*\}/g, "")];
  return top.split(",").map((entry) => (entry.split(":")[0] ?? "").trim().replaceAll('"', "")).filter((name) => name !== "");
}

/** The reasons of a display, read. Which names are functions the text does not say: those before parentheses, or none. */
function reasonsOf(latex: string, bound: ReadonlySet<string>): readonly RowReason[] {
  const called = new Set([...latex.matchAll(/(?:\\(?:var)?)?([A-Za-z]+)(?:'+|_\{?\w\}?)?\(/g)].map(([, name = ""]) => name));
  const readings = [[...bound].filter((name) => called.has(name)), []].map((functions) => {
    const read = readDisplay(latex, { bound, functions: new Set(functions) });
    return "refusal" in read ? [{ row: 0, refusal: read.refusal }] : read.reasons;
  });
  return readings.find((reasons) => reasons.every((reason) => "formulas" in reason)) ?? readings[0] ?? [];
}

const withReasons = derivations.filter(({ displays }) => displays.some((latex) => latex.includes("&&")));

test("the book has derivations with reasons", () => {
  expect(withReasons.length).toBeGreaterThanOrEqual(100);
});

test.each(withReasons.map((each) => [each.id, each] as const))("%s: its reasons are read, every relation in them", (_, { displays, bound }) => {
  for (const latex of displays) {
    const reasons = reasonsOf(latex, bound);
    expect(reasons.flatMap((reason) => ("refusal" in reason ? [reason.refusal.message] : []))).toEqual([]);
    const relations = reasons.flatMap((reason) => ("formulas" in reason ? reason.formulas.flatMap((formula) => formula.relations) : []));
    expect(relations.length).toBe(printedRelations(latex));
  }
});

test("at least sixty of them state a relation", () => {
  const all = derivations.flatMap(({ displays, bound }) => displays.flatMap((latex) => reasonsOf(latex, bound)));
  expect(all.filter((reason) => "formulas" in reason && reason.formulas.some(({ relations }) => relations.length > 0)).length).toBeGreaterThanOrEqual(60);
});

/** The relations behind `&&` that stand in no words, braces, or indicator. */
function printedRelations(latex: string): number {
  return latex.split(/\\\\/).reduce((sum, row) => {
    let reason = row.split("&&")[1] ?? "";
    reason = reason.replaceAll(/\\text\{[^{}]*\}|\\mathbb\{1\}\[[^\]]*\]/g, "").replaceAll(/_\{[^{}]*\}/g, "");
    return sum + (reason.match(/=|<|>|\\(?:le|ge|ne|approx)(?![a-z])/g)?.length ?? 0);
  }, 0);
}
