/** What a cell drew, for the template: the SVG itself and its width. */
import { printDrawing } from "../figures.ts";
import type { BookDrawing } from "../tree.ts";
import { typstString } from "./escape.ts";

/** The call that sets it. */
export function drawingCall(drawing: BookDrawing): string {
  return `#drawing(${typstString(printDrawing(drawing))}, ${drawing.width})`;
}
