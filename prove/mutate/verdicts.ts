/** Verdicts that were found before, by key. */
import { isRecord } from "../../tangle/index.ts";
import type { Verdict } from "./verdict.ts";

/** A verdict as it is kept. */
export interface KnownVerdict {
  readonly key: string;
  /** What the cells depended on that were asked; null where no cell had to be. */
  readonly cells: string | null;
  readonly verdict: Verdict;
}

/** Finds what is kept under a key; undefined where nothing is, or where cells were asked that are not as they were. */
export type VerdictFinder = (asked: { readonly key: string; readonly cells: () => string }) => KnownVerdict | undefined;

/** Looks them up in a list, of which later entries stand before earlier ones. */
export function verdictFinder(known: readonly KnownVerdict[]): VerdictFinder {
  const byKey = new Map<string, KnownVerdict[]>();
  for (const each of known) {
    const entries = byKey.get(each.key);
    if (entries === undefined) byKey.set(each.key, [each]);
    else entries.push(each);
  }
  return ({ key, cells }) => byKey.get(key)?.findLast((each) => each.cells === null || each.cells === cells());
}

/** Reads what was kept; null for what was cut short, or what another version of these tools wrote. */
export function readKnown(value: unknown): KnownVerdict | null {
  if (!isRecord(value) || typeof value["key"] !== "string") return null;
  const { key, cells = null } = value;
  const verdict = verdictIn(value);
  return verdict === null || (cells !== null && typeof cells !== "string") ? null : { key, cells, verdict };
}

/** The parts of a verdict as they are written. */
export function written({ key, cells, verdict }: KnownVerdict): Readonly<Record<string, string>> {
  const { kind, ...why } = verdict;
  return { verdict: kind, ...why, ...(cells !== null && { cells }), key };
}

function verdictIn({ verdict, by, where, why }: Readonly<Record<string, unknown>>): Verdict | null {
  switch (verdict) {
    case "survived":
    case "still true":
      return { kind: verdict };
    case "noticed":
      return typeof by === "string" ? { kind: verdict, by } : null;
    case "timed out":
      return typeof where === "string" ? { kind: verdict, where } : null;
    case "not tried":
      return typeof why === "string" ? { kind: verdict, why } : null;
    default:
      return null;
  }
}
