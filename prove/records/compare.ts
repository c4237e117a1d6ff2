/** Two runs of one unit: whether they show the same, and how they differ. */
import { createTwoFilesPatch } from "diff";
import type { DerivationResult, Result } from "./record.ts";

/**
 * Whether two results are the same. The largest difference of a derivation may move by a power of ten: the logarithms of two
 * versions of Node differ in their last digit, and what is left of a subtraction is made of such digits.
 */
export function sameResult(one: Result, other: Result): boolean {
  if (one.kind === "derivation" && other.kind === "derivation") {
    return isNear(one, other) && JSON.stringify({ ...one, difference: null }) === JSON.stringify({ ...other, difference: null });
  }
  return JSON.stringify(one) === JSON.stringify(other);
}

function isNear({ difference: one }: DerivationResult, { difference: other }: DerivationResult): boolean {
  return one === null || other === null ? one === other : Math.abs(one - other) <= 1;
}

/** The lines in which they differ, as a unified diff without its head. */
export function differenceOf(recorded: Result, found: Result): readonly string[] {
  const [before, after] = textOf(recorded) === textOf(found) ? [whole(recorded), whole(found)] : [textOf(recorded), textOf(found)];
  return differingLines({ name: "recorded", text: before }, { name: "now", text: after });
}

/** A text with the name that it has in a difference. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** The lines in which two texts differ, as a unified diff that names both. */
export function differingLines(before: NamedText, after: NamedText): readonly string[] {
  const patch = createTwoFilesPatch(before.name, after.name, `${before.text}\n`, `${after.text}\n`, undefined, undefined, { context: 1 });
  return patch.trimEnd().split("\n").filter((line) => !/^(?:=====|@@)/.test(line));
}

/** What a reader sees of it. */
function textOf(result: Result): string {
  if (result.kind === "run") return result.output.join("\n");
  return result.kind === "value" ? result.text : whole(result);
}

function whole(result: Result): string {
  return JSON.stringify(result, null, 1);
}
