/** Graphs in the DOT language, laid out by Graphviz in WebAssembly, in the house's inks and face. */
import { Graphviz } from "@hpcc-js/wasm-graphviz";
import type { Layouts } from "./clean.ts";
import { ink, inks, isInk, letters, type InkName } from "./style.ts";

/** The drawing of a graph. Throws what Graphviz says of a graph that it cannot read. */
export async function graphLayouts(dot: string): Promise<Layouts> {
  const graphviz = await Graphviz.load();
  const drawn = themed(laidOut(graphviz, inked(dot)));
  const [, width = "1", height = "1"] = /viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"/.exec(drawn) ?? [];
  const content = drawn.replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "");
  return { wide: { width: Math.ceil(Number(width)), height: Math.ceil(Number(height)), content }, narrow: null };
}

/** Under what the graph says itself: thin lines, small heads, no boxes filled. Times is near the serif in its widths. */
const looks = [
  `graph [bgcolor=transparent, pad=0.05, nodesep=0.3, ranksep=0.4, fontname=Times, fontsize=${letters.size}, fontcolor="${inks.ink}"]`,
  `node [shape=ellipse, penwidth=1, margin="0.12,0.06", height=0.36, fontname=Times, fontsize=${letters.size}, color="${inks.quiet}", fontcolor="${inks.ink}"]`,
  `edge [penwidth=1, arrowsize=0.6, fontname=Times, fontsize=${letters.size - 1}, color="${inks.quiet}", fontcolor="${inks.quiet}"]`,
].join("; ");

function laidOut(graphviz: Graphviz, dot: string): string {
  const opening = /^[^{]*\{/.exec(dot);
  if (opening === null) throw new TypeError("a graph begins with `digraph {` or `graph {`");
  try {
    return graphviz.dot(`${opening[0]} ${looks}; ${dot.slice(opening[0].length)}`);
  } catch (error) {
    throw new TypeError(`Graphviz: ${(error instanceof Error ? error.message : String(error)).trim().replace(/^Error: /, "")}`);
  }
}

/** `color=accent` names an ink of the house. */
function inked(dot: string): string {
  return dot.replace(/\b((?:fill|font|bg)?color)\s*=\s*"?(\w+)"?/g, (whole, key: string, name: string) => (isInk(name) ? `${key}="${inks[name]}"` : whole));
}

/** The inks as the theme's, the face as the page's; no titles, which would show where the pointer rests. */
function themed(svg: string): string {
  const bare = svg.replace(/<title>[\s\S]*?<\/title>\s*/g, "").replace(/ font-family="[^"]*"/g, "").replace(/ (?:id|class)="[^"]*"/g, "");
  return (Object.keys(inks) as InkName[]).reduce((text, name) => text.replaceAll(inks[name], ink(name)), bare);
}
