// Tangled from book/04-neural-lm/06-what-the-embeddings-learned.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { drawEmbeddings } from "./draw-embeddings.ts";

test("each letter is drawn once, marked ones in another ink, and the end of a line as ¶", () => {
  const svg = drawEmbeddings({ tokens: ["\n", "a", "b"], points: [[0, 0], [1, 1], [-1, 0.5]], highlighted: "a" });
  expect(svg.match(/<text/g)).toHaveLength(3);
  expect(svg).toContain('fill="accent" font-weight="bold">a<');
  expect(svg).toContain(">¶<");
  expect(svg).not.toContain("NaN");
});

test("any character may be a letter", () => {
  const svg = drawEmbeddings({ tokens: ["<", "&"], points: [[0, 0], [1, 1]], highlighted: "<" });
  expect(svg).toContain(">&lt;</text>");
  expect(svg).toContain(">&amp;</text>");
  expect(svg).toContain("of which &lt; are marked");
});

test("points that are all the same are drawn in the middle", () => {
  expect(drawEmbeddings({ tokens: ["a"], points: [[2, 2]], highlighted: "" })).toContain('x="210.0" y="196.0"');
});
//# sourceMappingURL=../../.maps/models/mlp-lm/draw-embeddings.test.ts.map
