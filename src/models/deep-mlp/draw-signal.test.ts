// Tangled from book/06-stability/index.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { asTensor } from "../../tensor-core.ts";
import { drawSignal } from "./draw-signal.ts";

const row = (...numbers: number[]) => asTensor(Float64Array.from(numbers));
const constant = (value: number) => row(value, -value);
/** The bars of each histogram within ±4, then those beyond: left edge and height. */
const barsOf = (svg: string) => [...svg.matchAll(/<path d="([^"]*)" fill="(?:quiet|accent)"/g)].map(([, path]) =>
  [...path!.matchAll(/M([\d.]+) [\d.]+v-([\d.]+)/g)].map(([, x, height]) => [Number(x), Number(height)] as const));
const wordsOf = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, words]) => words);
const placesOf = (svg: string) => [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [Number(x), Number(y)] as const);

test("a bin is 0.2 wide, its bar as high as its share of the fullest one, and what lies beyond 4.1 is outside", () => {
  const numbers = [0, 0.09, -0.09, 0.05, 0.11, 0.29, -3, 4.09, 4.11, 1e30, -Infinity];
  const [inside, beyond] = barsOf(drawSignal([row(...numbers), constant(1)], [constant(1), constant(1)]));
  const full = inside!.reduce((one, other) => (other[1] > one[1] ? other : one));
  expect(inside!.map(([, height]) => Math.round((4 * height) / full[1]))).toEqual([1, 4, 2, 1]);
  expect(beyond!.map(([, height]) => Math.round((4 * height) / full[1]))).toEqual([1, 2]);
  const width = inside![2]![0] - inside![1]![0];
  expect(inside!.map(([x]) => Math.round((x - full[0]) / width))).toEqual([-15, 0, 1, 20]);
  expect(beyond!.map(([x]) => Math.round((x - full[0]) / width))).toEqual([-21, 21]);
});

test.each([
  [1, ["layer 0", "layer 1"]],
  [3, ["layer 0", "layer 1", "layer 2", "layer 3"]],
  [50, ["layer 0", "layer 10", "layer 20", "layer 30", "layer 40", "layer 50"]],
])("of %i layers at most six have a histogram, the first and the last among them", (depth, names) => {
  const layers = Array.from({ length: depth + 1 }, () => constant(1));
  const svg = drawSignal(layers, layers);
  expect(wordsOf(svg).filter((words) => /^layer \d/.test(words!))).toEqual(names);
  expect(placesOf(svg)).toHaveLength(depth + 1);
});

test("the sizes of both directions are in the title and beside the histograms", () => {
  const svg = drawSignal([constant(1), constant(0.037), constant(2.5e-9)], [constant(99.9), constant(7), constant(1)]);
  expect(svg).toContain("<title>Histograms of the pre-activations at layers 0, 1, 2, and RMS by layer. Pre-activations from 1.0 at layer 0 to 2.5 × 10⁻⁹ at layer 2; gradient from 1.0 at layer 2 back to 1.0 × 10² at layer 0</title>");
  expect(wordsOf(svg).filter((words) => words!.startsWith("RMS "))).toEqual(["RMS 1.0", "RMS 0.037", "RMS 2.5 × 10⁻⁹"]);
  expect(wordsOf(svg)).toEqual(expect.arrayContaining(["10⁻⁹", "1", "10²"]));
});

test("equal factors are equal distances, in the curve and in the dots, and layers are evenly apart", () => {
  const powers = [0.001, 0.01, 0.1, 1].map(constant);
  const svg = drawSignal(powers, powers);
  const dots = placesOf(svg);
  const curve = [...svg.match(/<path d="(M[^"]*L[^"]*)" stroke="ink"/)![1]!.matchAll(/[ML]([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
  expect(curve).toEqual(dots);
  for (const k of [0, 1]) for (const i of [1, 2]) expect(dots[i + 1]![k]! - dots[i]![k]!).toBeCloseTo(dots[i]![k]! - dots[i - 1]![k]!, 0);
  expect(dots[3]![1]).toBeLessThan(dots[0]![1]);
});

test("no number breaks the drawing: all is within its frame, and the names of the curves do not stand on each other", () => {
  const size = fc.oneof(fc.constantFrom(0, NaN, Infinity, 1e-320, 1e300), fc.double({ min: -300, max: 300, noNaN: true }).map((log) => 10 ** log));
  fc.assert(fc.property(fc.array(fc.tuple(size, size), { minLength: 2, maxLength: 9 }), (sizes) => {
    const svg = drawSignal(sizes.map(([x]) => constant(x)), sizes.map(([, g]) => constant(g)));
    for (const [, attributes] of svg.matchAll(/ (?:d|x|y|cx|cy)="([^"]*)"/g)) {
      expect(attributes).not.toMatch(/NaN|Infinity/);
      for (const [number] of attributes!.matchAll(/\d+(\.\d+)?/g)) expect(Number(number)).toBeLessThanOrEqual(480);
    }
    const heights = [...svg.matchAll(/y="([\d.]+)"[^>]*>(?:pre-activations|gradient)</g)].map(([, y]) => Number(y));
    expect(heights).toHaveLength(2);
    expect(Math.abs(heights[0]! - heights[1]!)).toBeGreaterThanOrEqual(16.9);
  }));
});

test("bars stand on the foot of their histogram over their values, the fullest ends 6 below the top, and words stand beside what they name", () => {
  const svg = drawSignal([row(-4, -4, 4, 0, 9), constant(1)], [constant(1), constant(1)]);
  // 41 bins and a bar on each side of them fill the width from 60 to 280
  const bars = (foot: number, ...heights: readonly (readonly [bin: number, height: number])[]) =>
    heights.map(([bin, height]) => `M${(60 + (220 * (bin + 21)) / 43).toFixed(1)} ${foot}.0v-${height}.0h5.1v${height}.0z`).join("");
  expect([...svg.matchAll(/<path d="([^"]*)" fill="(?:quiet|accent)"/g)].map(([, path]) => path)).toEqual(
    [bars(120, [-20, 114], [0, 57], [20, 57]), bars(120, [21, 57]), bars(240, [-5, 114], [5, 114]), ""]);
  expect(placesOf(svg)).toEqual([[60, 368], [280, 368]]);
  expect([...svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)" text-anchor="(\w+)"[^>]*>([^<]*)</g)].map(([, x, y, anchor, words]) => [words, Number(x), Number(y), anchor])).toEqual([
    ["layer 0", 52, 116, "end"], ["RMS 5.1", 288, 116, "start"], ["layer 1", 52, 236, "end"], ["RMS 1.0", 288, 236, "start"],
    // in the middle of the bins of −4, 0 and 4
    ["−4", 67.7, 258, "middle"], ["0", 170, 258, "middle"], ["4", 272.3, 258, "middle"], ["pre-activation", 288, 258, "start"],
    ["RMS", 52, 280, "end"], ["10⁻¹", 52, 444, "end"], ["1", 52, 372, "end"], ["10¹", 52, 300, "end"],
    // both curves end at 1, so that each name gives way by half a line
    ["pre-activations", 288, 363.5, "start"], ["gradient", 288, 380.5, "start"],
    ["0", 60, 460, "start"], ["layer", 170, 460, "middle"], ["1", 280, 460, "end"],
  ]);
});

test("a power of ten has its name only where it is a line away from that of 1", () => {
  const ofSizes = (small: number) => wordsOf(drawSignal([constant(small), constant(1)], [constant(1), constant(1)])).filter((words) => words!.startsWith("10"));
  expect(ofSizes(1e-6)).toEqual(["10⁻⁶", "10¹"]);
  expect(ofSizes(1e-9)).toEqual(["10⁻⁹"]);
});

test("sizes from 0.01 to below 99.5 are written without a power of ten", () => {
  const sizes = [0.0099, 0.01, 99.4, 99.5].map(constant);
  expect(wordsOf(drawSignal(sizes, sizes)).filter((words) => words!.startsWith("RMS "))).toEqual(["RMS 9.9 × 10⁻³", "RMS 0.010", "RMS 99", "RMS 1.0 × 10²"]);
});

test("lists that do not match are refused", () => {
  const layers = [1, 2, 3].map(constant);
  expect(() => drawSignal(layers, layers.slice(1))).toThrow(new RangeError("drawSignal: 3 layers and 2 gradients"));
  expect(() => drawSignal(layers.slice(2), layers.slice(2))).toThrow(new RangeError("drawSignal: 1 layers and 1 gradients"));
});
//# sourceMappingURL=../../.maps/models/deep-mlp/draw-signal.test.ts.map
