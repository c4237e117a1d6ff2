/** What a `wrong` fence announces: how it will fail. */
import type { Failure } from "../records/outcome.ts";
import type { WrongUnit } from "./unit.ts";

/** How the fence must fail. `unclear` ones are the author's mistake. */
export type Announcement =
  /** `wrong="TS2345"`: in the section's scope; with `chunk`, in the program that has the fence in its place. */
  | { readonly kind: "type-error"; readonly code: string; readonly chunk: string | null }
  /** `wrong="RangeError"`: it throws. */
  | { readonly kind: "exception"; readonly name: string }
  /** `wrong="fails" chunk="…" test="…"`: in place of the chunk it makes just that test fail; with `breaks`, that test among others. */
  | { readonly kind: "failing-test"; readonly chunk: string; readonly test: string; readonly alone: boolean }
  | { readonly kind: "unclear"; readonly failure: Failure };

/** Reads what the fence announces. */
export function announcementOf({ fence }: Pick<WrongUnit, "fence">): Announcement {
  const { expected, chunk, test } = fence.wrong ?? { expected: "", chunk: null, test: null };
  if (expected === "fails" || expected === "breaks") {
    return chunk === null || test === null ? unclear(`\`wrong="${expected}"\` needs \`chunk=\`, the chunk that it stands for, and \`test=\`, the test that then fails`) : { kind: "failing-test", chunk, test, alone: expected === "fails" };
  }
  if (test !== null) return unclear('`test=` belongs to `wrong="fails"` or `wrong="breaks"`, which make a test fail');
  if (fence.language !== "ts") return unclear(`a \`wrong\` fence that stands for no chunk is TypeScript, this one is \`${fence.language}\``);
  if (/^TS\d+$/.test(expected)) return { kind: "type-error", code: expected, chunk };
  if (chunk !== null) return unclear('`chunk=` belongs to `wrong="fails"` or to an error of TypeScript such as `wrong="TS2345"`');
  if (/^[A-Z][\p{L}\p{N}_$]*$/u.test(expected)) return { kind: "exception", name: expected };
  return unclear(`\`${expected}\` is nothing that a fence can announce: write an error of TypeScript (\`TS2345\`), an exception (\`RangeError\`), \`fails\` or \`breaks\``);
}

function unclear(message: string): Announcement {
  return { kind: "unclear", failure: failing("wrong-unclear", message) };
}

/** A failure of the unit as a whole. */
export function failing(code: string, message: string): Failure {
  return { code, message, where: { kind: "unit" }, notes: [] };
}
