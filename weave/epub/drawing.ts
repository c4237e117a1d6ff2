/** What a cell drew, inline, so that it has the book's face and its colours in the light and in the dark. */
import { bookDrawing } from "../figures.ts";
import { rawBlock, type PandocBlock } from "../pandoc/syntax.ts";
import type { BookDrawing } from "../tree.ts";
import type { Fragments } from "./fragments.ts";
import { element } from "./markup.ts";
import { repairedSvg } from "./svg.ts";

/** The drawing; `alt` is what it says to someone who cannot see it. */
export function drawingBlock(drawing: BookDrawing, alt: string, fragments: Fragments): PandocBlock {
  return rawBlock("html", fragments.add(() => element("div", { class: "drawing" }, repairedSvg(bookDrawing(drawing, alt)))));
}
