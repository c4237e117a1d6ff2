import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { figureGlobals } from "./globals.ts";
import { isFigure, renderFigure, type Rendered } from "./render.ts";

const { Plot, graphviz } = figureGlobals() as { Plot: Record<string, (...given: unknown[]) => unknown>; graphviz: (dot: string) => unknown };
const call = (name: string, ...given: unknown[]): unknown => Plot[name]?.(...given);
const points = [{ s: 0.1, loss: 0.002, who: "rival" }, { s: 0.5, loss: 0.04, who: "rival" }, { s: 0.9, loss: 0.16, who: "rival" }];
const order = { id: "cost-of-errors", alt: "A curve & points < 1." };
const line = (options: object = {}): unknown => call("lineY", points, { x: "s", y: "loss", ...options });
const plot = (options: object): unknown => call("plot", options);

async function drawn(value: unknown): Promise<Extract<Rendered, { ok: true }>> {
  const rendered = await renderFigure(value, order);
  if (!rendered.ok) throw new Error(rendered.message);
  return rendered;
}

const element = (svg: string): Element => {
  const found = parseHTML(`<!doctype html><html><body>${svg}</body></html>`).document.querySelector("svg");
  if (found === null) throw new Error("no svg");
  return found;
};

const figures: readonly (readonly [string, () => unknown])[] = [
  ["a plot", () => plot({ x: { label: "error" }, marks: [line({ label: "predicted" }), call("dot", points, { x: "s", y: "loss", fill: "accent" })] })],
  ["panels", () => [plot({ marks: [line()] }), plot({ marks: [line({ stroke: "second" })] })]],
  ["small multiples", () => plot({ marks: [line({ fx: "who" })] })],
  ["a clipped plot", () => plot({ marks: [call("areaY", points, { x: "s", y: "loss", clip: true })] })],
  ["a graph", () => graphviz('digraph { rankdir=LR; x -> "x²" [label="times x", color=accent] }')],
  ["an SVG", () => '<svg viewBox="0 0 40 20"><defs><path id="a" d="M0 0h9.123456"/></defs><use href="#a"/><text x="1" y="9">drawn by hand</text></svg>'],
];

test.each(figures)("%s has the same bytes on every run", async (_, make) => {
  const first = await drawn(make());
  await drawn(plot({ marks: [call("areaY", points, { x: "s", y: "loss", clip: true })] })); // a library that counts goes on counting
  expect((await drawn(make())).svg).toBe(first.svg);
});

test.each(figures)("%s is an image with a title and its description", async (_, make) => {
  const svg = element((await drawn(make())).svg);
  expect(svg.getAttribute("role")).toBe("img");
  const names = (svg.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => svg.querySelector(`#${id}`)?.textContent);
  expect(names).toEqual(["Cost of errors", "A curve & points < 1."]);
});

test.each(figures)("%s has text as text, theme's inks alone, two digits after the point, ids of its own", async (_, make) => {
  const { svg } = await drawn(make());
  expect(svg).toContain("</text>");
  expect(svg.replace(/var\(--(?:ink|quiet|accent|second|rule|paper), #[\da-f]{6}\)/g, "ink")).not.toMatch(/#[\da-f]{3,8}\b|currentColor|rgb\(|"(?:black|white|steelblue)"/);
  expect(svg.match(/\d\.\d{3,}/g)).toBeNull();
  const ids = [...svg.matchAll(/ id="([^"]*)"/g)].map((match) => match[1] ?? "");
  expect(ids.filter((id) => !id.startsWith("drawing-cost-of-errors-"))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [, used] of svg.matchAll(/(?:url\(#|href="#)([^")]*)/g)) expect(ids).toContain(used);
  expect(svg).not.toMatch(/<style|<script|class="plot|aria-label=|font-variant/);
});

test("a plot is laid out twice: for a page and for a phone", async () => {
  const { svg, width, height } = await drawn(plot({ marks: [line()] }));
  expect([width, height]).toEqual([580, 310]);
  expect(svg).toContain('<svg class="narrow" viewBox="0 0 340 250" width="340" height="250" display="none">');
});

test("small multiples stand in a row on a page and in a column on a phone", async () => {
  const data = ["a", "b", "c"].flatMap((who) => points.map((point) => ({ ...point, who })));
  const { svg } = await drawn(plot({ marks: [call("lineY", data, { x: "s", y: "loss", fx: "who", z: null })] }));
  expect(svg).toContain('viewBox="0 0 340 413"');
});

test("series are labelled at their ends, each in the ink of its line", async () => {
  const data = ["copying", "guessing"].flatMap((who, k) => points.map((point) => ({ ...point, loss: point.loss + k, who })));
  const { svg } = await drawn(plot({ marks: [call("lineY", data, { x: "s", y: "loss", stroke: "who" })] }));
  const label = (name: string): string => new RegExp(`<text[^>]*fill="var\\(--(\\w+),[^>]*>${name}</text>`).exec(svg)?.[1] ?? "none";
  const strokes = [...svg.matchAll(/<path d="[^"]*" stroke="var\(--(\w+),/g)].map((match) => match[1]);
  expect(strokes).toEqual(["ink", "accent", "ink", "accent"]);
  expect([label("copying"), label("guessing")]).toEqual(["ink", "accent"]);
});

test("a mark alone, marks in a list, and a mark's own `plot` make plots", async () => {
  const alone = (await drawn(line())).svg;
  expect((await drawn([line()])).svg).toBe(alone);
  expect((await drawn((line() as { plot: () => unknown }).plot())).svg).toBe(alone);
});

test.each([
  ["nothing", undefined, "a figure cell ends in a plot, a list of plots, a graph or an SVG, not in nothing: let its last line be the figure, not a statement"],
  ["a number", 7, "a figure cell ends in a plot, a list of plots, a graph or an SVG, not in a number"],
  ["null", null, "a figure cell ends in a plot, a list of plots, a graph or an SVG, not in null"],
  ["an empty list", [], "a figure cell ends in a plot, a list of plots, a graph or an SVG, not in an empty list"],
  ["a map", new Map(), "a figure cell ends in a plot, a list of plots, a graph or an SVG, not in an object of class `Map`"],
  ["other text", "curve", "a figure cell ends in a plot, a list of plots, a graph or an SVG, not in a string"],
  ["a plot without marks", plot({}), "a plot without marks shows nothing"],
  ["a plot without data", plot({ marks: [call("lineY", [], { x: "a", y: "b" })] }), "this plot draws nothing: its marks have no values"],
  ["a plot of infinities", plot({ marks: [call("dot", [{ x: 1, y: Infinity }], { x: "x", y: "y" })] }), "this plot draws nothing: its marks have no values"],
  ["a line of what are no numbers", plot({ marks: [call("lineY", [Number.NaN, Number.NaN])] }), "this plot draws nothing: its marks have no values"],
  ["a legend", plot({ color: { legend: true }, marks: [line()] }), 'a figure has no legend: label the marks, `Plot.lineY(data, { x, y, label: "measured" })`'],
  ["a width", plot({ width: 640, marks: [line()] }), 'a figure is as wide as the page lets it be; write `size: "margin"`, `"column"` or `"full"`'],
  ["a wrong size", plot({ size: "wide", marks: [line()] }), '`size: "wide"` is no width of a figure; expected "margin", "column" or "full"'],
  ["a title", plot({ title: "Errors", marks: [line()] }), "a plot has no title: the figure's caption says what it shows"],
  ["a grid", plot({ grid: true, marks: [line()] }), "a figure has no grid: label the points that matter, or put a `Plot.ruleY` where one line helps"],
  ["what Plot warns of", plot({ marks: [call("dot", [{ d: "2026-01-01" }, { d: "2026-01-02" }, { d: "2026-01-03" }], { x: "d" })] }), /^Plot warns: Warning: some data associated with the x scale are strings that appear to be dates/],
  ["a broken graph", graphviz("digraph { a -> "), "Graphviz: syntax error in line 1"],
  ["no graph", graphviz("a -> b"), "a graph begins with `digraph {` or `graph {`"],
  ["a script", '<svg viewBox="0 0 1 1"><script>alert(1)</script></svg>', "an SVG in the book holds no `<script>`"],
  ["a style sheet", '<svg viewBox="0 0 1 1"><style>p { color: red }</style></svg>', "an SVG in the book holds no `<style>`"],
  ["a handler", '<svg viewBox="0 0 1 1"><g onclick="x()"/></svg>', "an SVG in the book runs nothing: `onclick`"],
  ["a picture from elsewhere", '<svg viewBox="0 0 1 1"><image href="https://example.org/a.png"/></svg>', 'an SVG in the book loads nothing: `href="https://example.org/a.png"`'],
  ["an SVG without size", "<svg><g/></svg>", "an SVG says its size in `viewBox` or in `width` and `height`"],
])("%s is refused", async (_, value, message) => {
  expect(await renderFigure(value, order)).toEqual({ ok: false, message: typeof message === "string" ? message : expect.stringMatching(message) });
});

test("a label at no place is the cell's mistake, at its line", () => {
  expect(() => line({ label: "here", labelAt: "left" })).toThrow(new TypeError('`labelAt: "left"` is no place; expected one of "last", "first", "top", "bottom"'));
});

test("`show` draws figures, and nothing else", () => {
  expect([plot({ marks: [] }), line(), [line()], graphviz("graph {}"), "<svg viewBox='0 0 1 1'/>"].map(isFigure)).toEqual([true, true, true, true, true]);
  expect([undefined, 1, "text", "a < b", [], [1], {}, { kind: "plot", options: {} }].map(isFigure)).toEqual(Array(8).fill(false));
});
