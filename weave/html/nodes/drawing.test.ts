import { expect, test } from "vitest";
import { drawingOf } from "./drawing.ts";

const drawing = (width: number) => ({
  svg: `<svg width="${width}" height="9"><title id="a-title">A</title><desc id="a-desc">a</desc><svg class="wide"><path d="M0 0"/></svg></svg>`,
  csv: null,
  csvName: null,
  width,
  height: 9,
});

test.each([[260, "margin", false], [300, "column", false], [301, "column", true], [641, "full", true]] as const)(
  "a drawing of %i pixels is set as %s; on a phone it scrolls: %s",
  (width, size, scrolls) => {
    const { properties } = drawingOf(drawing(width), "a line");
    expect(properties["className"]).toEqual(["drawing", `${size}-drawing`]);
    expect(properties["tabIndex"]).toBe(scrolls ? 0 : undefined);
  },
);
