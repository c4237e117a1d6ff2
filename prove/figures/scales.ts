/** The scales of a plot as a first drawing of it found them. */
import type * as Plot from "@observablehq/plot";

/** A scale: its kind, its domain, and what Plot would call it. */
export interface FoundScale {
  readonly type: string;
  readonly domain: readonly unknown[];
  readonly label: string | null;
}

/** The scales of position, and of small multiples; null for those that the plot does not use. */
export interface FoundScales {
  readonly x: FoundScale | null;
  readonly y: FoundScale | null;
  readonly fx: FoundScale | null;
  readonly fy: FoundScale | null;
}

/** Reads them from a drawing. */
export function scalesOf(drawn: Plot.Plot): FoundScales {
  const find = (name: Plot.ScaleName): FoundScale | null => {
    const scale = drawn.scale(name);
    return scale === undefined ? null : { type: scale.type ?? "linear", domain: [...(scale.domain ?? [])], label: scale.label ?? null };
  };
  return { x: find("x"), y: find("y"), fx: find("fx"), fy: find("fy") };
}
