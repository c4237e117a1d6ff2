/** What a figure cell finds without importing it: `Plot`, and `graphviz` for graphs. */
import { branded } from "./figure.ts";
import { plotNamespace } from "./namespace.ts";

export { isFigure } from "./render.ts";

/** The names and what they stand for. */
export function figureGlobals(): Record<string, unknown> {
  return { Plot: plotNamespace(), graphviz: (dot: string) => branded({ kind: "graph", dot: String(dot) }) };
}
