import katex from "katex";
import { expect, test } from "vitest";
import { valid } from "./formulas.ts";

test("what KaTeX writes loses what no browser heeds and the validator rejects, and nothing else", () => {
  const html = katex.renderToString("\\begin{aligned} a \\le \\sqrt{b} \\end{aligned}", { displayMode: true, output: "htmlAndMathml" });
  expect(html).toContain(' columnspacing=""');
  expect(valid(html)).toBe(html.replace(' columnspacing=""', ""));
  expect(valid('<span style="height:-0.5em;top:1em;"></span>')).toBe('<span style="top:1em;"></span>');
  const two = katex.renderToString("\\begin{aligned} a &= b \\end{aligned}", { displayMode: true, output: "mathml" });
  expect(valid(two)).toBe(two);
});

test.each([
  ["a \\bmod b", '<mo lspace="0.22em" rspace="0.22em">mod</mo>'],
  ["x^{a \\bmod n}", '<mo lspace="0.22em" rspace="0.22em">mod</mo>'],
  ["a \\mathrel{\\operatorname{divides}} b", "<mo>divides</mo>"],
  ["\\mathord{ab}", "<mi>ab</mi>"],
  ["a \\overset{n}{=} b", "<mrow><mover><mo>=</mo><mi>n</mi></mover></mrow>"],
  ["\\mathbin{\\mathbin{ab}c}", '<mo lspace="0.22em" rspace="0.22em">abc</mo>'],
])("`%s` has tokens of text only, in its MathML", (latex, expected) => {
  for (const displayMode of [false, true]) {
    const html = katex.renderToString(latex, { displayMode, output: "htmlAndMathml" });
    const [, before = "", after = ""] = /^([\s\S]*<\/math>)([\s\S]*)$/.exec(html) ?? [];
    const token = /<(mi|mo|mn|mtext)\b[^>]*><[a-z]/;
    expect(before).toMatch(token);
    expect(valid(html)).not.toMatch(token);
    expect(valid(html)).toContain(expected);
    // the formula as it is drawn, and its source, are as they were
    expect(valid(html).endsWith(after)).toBe(true);
    expect(valid(html)).toContain(`<annotation encoding="application/x-tex">${latex}</annotation>`);
  }
});
