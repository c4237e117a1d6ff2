// Tangled from book/02-automatic-differentiation/05-computational-graph.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { escaped } from "./escaped.ts";

test("what could be a tag is none", () => {
  expect(escaped("a < b && c > d: &lt;")).toBe("a &lt; b &amp;&amp; c &gt; d: &amp;lt;");
});
//# sourceMappingURL=../.maps/format/escaped.test.ts.map
