import { describe, expect, test } from "vitest";
import { contrast, palette, paper, syntax } from "./palette.ts";

const grounds = ["light", "dark", "print"] as const;
const { rule: _hairline, ...texts } = palette;

describe("contrast", () => {
  test("of black on white is 21", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 10);
  });

  test("does not depend on the order", () => {
    expect(contrast("#777777", "#ffffff")).toBe(contrast("#ffffff", "#777777"));
  });

  test("of #777777 on white is the published 4.48", () => {
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  });
});

describe.each(grounds)("on the %s ground", (ground) => {
  test.each(Object.entries({ ...texts, ...syntax }))("%s meets WCAG AA for text", (_name, ink) => {
    expect(contrast(ink[ground], paper[ground])).toBeGreaterThanOrEqual(4.5);
  });

  test("text meets WCAG AAA", () => {
    expect(contrast(palette.ink[ground], paper[ground])).toBeGreaterThanOrEqual(7);
  });
});
