/** The code of a unit that a section's process runs. */
import { announcementOf } from "../units/announcement.ts";
import type { Unit } from "../units/unit.ts";

/** Its code, "" for a formula without a cell; null for a unit that no process runs. */
export function cellCode(unit: Unit): string | null {
  switch (unit.kind) {
    case "run":
    case "figure":
      return textOf(unit.fence);
    case "value":
      return unit.expression;
    case "derivation":
      return unit.unchecked === null ? textOf(unit.verify) : null;
    case "cost":
      return unit.unchecked === null && unit.verify !== null ? textOf(unit.verify) : null;
    case "wrong":
      return announcementOf(unit).kind === "exception" ? textOf(unit.fence) : null;
    // an experiment trains, and is judged by the replay of its first steps
    case "experiment":
    case "fragment":
      return null;
    default:
      return unit satisfies never;
  }
}

function textOf(fence: { readonly lines: readonly { readonly text: string }[] } | null): string {
  return fence?.lines.map(({ text }) => text).join("\n") ?? "";
}
