import { describe, expect, test } from "vitest";
import { createMathematics } from "./math.ts";

const inner = (tex: string): string => {
  const formula = createMathematics()(tex, "inline");
  return formula.kind === "set" ? formula.mathml.replace(/^<math[^>]*>|<\/math>$/g, "") : formula.reason;
};

describe("a formula", () => {
  test("in a line is MathML with its source as alternative text", () => {
    expect(createMathematics()('a <\n "b"', "inline")).toEqual({
      kind: "set",
      mathml: expect.stringMatching(/^<math alttext="a &lt; &quot;b&quot;" xmlns="http:\/\/www\.w3\.org\/1998\/Math\/MathML">/),
    });
  });

  test("in a display has no style of its own, which the style sheet says", () => {
    expect(createMathematics()("x", "display")).toEqual({
      kind: "set",
      mathml: '<math alttext="x" xmlns="http://www.w3.org/1998/Math/MathML" display="block" class="tml-display"><mi>x</mi></math>',
    });
  });

  test("that Temml does not know is refused with its reason", () => {
    expect(createMathematics()("\\nothing", "inline")).toEqual({ kind: "refused", reason: "Unsupported function name: \\nothing" });
  });

  test("with a short row carries no unset options as style", () => {
    const formula = inner("\\begin{aligned} a &= b && \\text{c} \\\\ &= d \\end{aligned}");
    expect(formula).not.toMatch(/undefined|Infinity|font/);
    expect(formula.match(/<mtd columnalign="right" class="tml-right" style="padding-left:[01]em;padding-right:0em">/g)?.length).toBe(4);
  });

  test.each([
    ["c_x \\log q", '<mrow><msub><mi>c</mi><mi>x</mi></msub><mrow><mspace width="0.1667em"></mspace><mi>log</mi>'],
    ["\\frac12 \\max_i x", '</mfrac><mspace width="0.1667em"></mspace><msub><mi>max</mi>'],
    ["f(x) \\exp y", ')</mo></mrow><mrow><mspace width="0.1667em"></mspace><mi>exp</mi>'],
  ])("has a thin space before an operator's name: %s", (tex, expected) => {
    expect(inner(tex)).toContain(expected);
  });

  test("has none in a script", () => {
    expect(inner("\\eta_{\\max}")).toBe("<msub><mi>η</mi><mrow><mi>max</mi><mo>\u2061</mo></mrow></msub>");
  });
});
