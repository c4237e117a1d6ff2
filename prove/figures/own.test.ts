import { expect, test } from "vitest";
import { checksum } from "../records/checksum.ts";
import { renderFigure } from "./render.ts";

const drawn = async (svg: string, alt = ""): Promise<string> => {
  const rendered = await renderFigure(svg, { id: "of-its-own", alt });
  return rendered.ok ? rendered.svg : rendered.message;
};
const rect = (attributes: string): string => `<svg viewBox="0 0 9 9"><rect width="9" height="9" ${attributes}/></svg>`;

test("inks stand by their names", async () => {
  expect(await drawn(rect('fill="accent" stroke="second"'))).toContain('fill="var(--accent, #96201f)" stroke="var(--second, #1f5578)"');
});

test.each([
  ["nothing", rect(""), "", "Of its own", ""],
  ["a title", "<svg viewBox='0 0 9 9'><title>A  square</title><rect/></svg>", "", "A square", "A square"],
  ["a title and a description", "<svg viewBox='0 0 9 9'><title>A square</title><desc>It is red.</desc><rect/></svg>", "", "A square", "It is red."],
  ["less than the cell", "<svg viewBox='0 0 9 9'><title>A square</title><desc>It is red.</desc><rect/></svg>", "Four sides.", "A square", "Four sides."],
])("a drawing that says %s of itself", async (_, svg, alt, title, desc) => {
  const file = await drawn(svg, alt);
  expect(/<title[^>]*>(.*)<\/title>/.exec(file)?.[1] ?? "").toBe(title);
  expect(/<desc[^>]*>(.*)<\/desc>/.exec(file)?.[1] ?? "").toBe(desc);
  expect(file.match(/<title/g)).toHaveLength(1);
});

test.each([
  [rect('style="fill: red"'), "an SVG in the book says its looks in attributes, not in `style`"],
  [rect('fill="url(https://example.org/a#b)"'), 'an SVG in the book loads nothing: `fill="url(https://example.org/a#b)"`'],
  [rect('fill="u\\72l(//example.org)"'), 'an SVG in the book loads nothing: `fill="u\\72l(//example.org)"`'],
  ["<svg viewBox='0 0 9 9'><rect><animateTransform/></rect></svg>", "an SVG in the book holds no `<animateTransform>`"],
  ["<svg viewBox='0 0 9 9'><image href='data:image/svg+xml,<svg/>'/></svg>", 'an SVG in the book loads nothing: `href="data:image/svg+xml,<svg/>"`'],
])("%s is refused", async (svg, message) => {
  expect((await drawn(svg)).toLowerCase()).toBe(message.toLowerCase());
});

test("classes go, and the looks of the root; what is painted by a gradient of its own stays", async () => {
  const file = await drawn('<svg viewBox="0 0 9 9" class="a" style="x"><linearGradient id="g"><stop offset="0" stop-color="quiet"/></linearGradient><rect class="wide" width="9" height="9" fill="url(#g)"/></svg>');
  // the one that is left is the file's own, of the layout for a page
  expect(file.match(/class=|style=/g)).toEqual(["class="]);
  expect(file).toContain('fill="url(#drawing-of-its-own-1)"');
  expect(file).toContain('stop-color="var(--quiet, #615b52)"');
});

test("a checksum has 53 bits, and texts that differ in a letter have others", () => {
  expect([checksum(""), checksum("a"), checksum("b")]).toEqual([expect.stringMatching(/^[01][\da-f]{13}$/), expect.stringMatching(/^[01][\da-f]{13}$/), expect.stringMatching(/^[01][\da-f]{13}$/)]);
  expect(new Set(["", "a", "b", "ab", "ba"].map(checksum)).size).toBe(5);
});
