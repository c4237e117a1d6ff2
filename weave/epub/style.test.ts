import { describe, expect, test } from "vitest";
import { palette, paper } from "../palette.ts";
import { styleSheet } from "./style.ts";

describe("the style sheet", () => {
  const sheet = styleSheet();

  test("holds colours, not variables", () => {
    expect(sheet).not.toContain("var(");
    expect(sheet).toContain(`color: ${palette.ink.light}; background-color: ${paper.light};`);
  });

  test("gives each coloured rule its dark colours, and nothing else of it", () => {
    const dark = sheet.slice(sheet.indexOf("@media (prefers-color-scheme: dark)"));
    expect(dark).toContain(`body { color: ${palette.ink.dark}; background-color: ${paper.dark}; }`);
    expect(dark).not.toContain("margin:");
  });

  test("sets what wraps of an indented line two characters further in", () => {
    expect(sheet).toContain("pre .i4 { padding-left: 3.6em; text-indent: -3.6em; }");
  });
});
