/** What is known of a thing, in words that all editions share. */
import { sentence } from "./words/sentence.ts";
import type { Proof, Proved } from "./proof.ts";
import type { BookBlock, BookCode } from "./tree.ts";

/** What is said where there is no mark, or beside one: not run yet, out of date, not checked and why. Nothing where all was shown. */
export function caveats(proof: Proof | null, kind: BookBlock["kind"] | BookCode["role"]): readonly string[] {
  if (proof === null) return [];
  switch (proof.state) {
    case "missing": return [waiting[kind] ?? "not run yet"];
    case "stale": return ["out of date"];
    case "unchecked": return [`not checked: ${proof.why}`];
    case "proved": return proof.exceptions.map(({ row, kind: how, why }) => `expression ${row} ${how === "unchecked" ? "not checked" : "transcribed"}: ${why}`);
    default: return proof satisfies never;
  }
}

const waiting: Readonly<Partial<Record<BookBlock["kind"] | BookCode["role"], string>>> = {
  derivation: "not checked yet", cost: "not counted yet", figure: "not drawn yet", wrong: "not tried yet", fragment: "not parsed yet",
};

/** What is always said beside a cell, whether a mark stands there or not: the conditions of a measurement; where that was recorded which not every machine can run. */
export function alwaysSaid(proof: Proof | null): readonly string[] {
  if (proof?.state !== "proved") return [];
  if (proof.measured) return saidOf(proof);
  return proof.recorded === null ? [] : [sentence(proof.recorded)];
}

/** All that a mark says, a sentence each, the summary first. */
export function saidOf({ summary, details, recorded }: Proved): readonly [string, ...string[]] {
  return [sentence(summary), ...details, ...(recorded === null ? [] : [sentence(recorded)])];
}
