// Tangled from book/04-neural-lm/07-depth-and-width.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { randomFrom } from "../random/xoshiro128.ts";
import { drawPiecewiseLinear } from "./draw-piecewise-linear.ts";
import { forward, randomNetwork, sawtoothNetwork, interpolatingNetwork, piecesOf, type Network } from "./piecewise-linear.ts";

const networks = fc.tuple(fc.integer({ min: 0, max: 2 ** 40 }), fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 }))
  .map(([seed, widths]) => randomNetwork([1, ...widths, 1], randomFrom(seed)));

test("the broken line meets the curve at every node", () => {
  const network = interpolatingNetwork((x) => x * x, 4);
  expect([0, 0.25, 0.5, 0.75, 1].map((x) => forward(network, x))).toEqual([0, 0.0625, 0.25, 0.5625, 1]);
});

test("pieces hang together, cover the line, and say what the network says", () => {
  fc.assert(fc.property(networks, fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: 20, maxLength: 20 }), (network, points) => {
    const pieces = piecesOf(network);
    expect([pieces[0]!.from, pieces.at(-1)!.to]).toEqual([-Infinity, Infinity]);
    pieces.slice(1).forEach(({ from, slope }, k) => {
      expect(from).toBe(pieces[k]!.to);
      expect(slope).not.toBe(pieces[k]!.slope);
    });
    for (const x of points) {
      const { slope, offset } = pieces.find(({ to }) => x <= to)!;
      expect(Math.abs(slope * x + offset - forward(network, x))).toBeLessThan(1e-9 * (1 + Math.abs(slope * x) + Math.abs(offset)));
    }
  }));
});

// the scalar reference: which units are awake, at each of many points; where that changes and the slope with it, a piece ends
function countOnGrid(network: Network, from: number, to: number, points: number): number {
  let [pieces, last] = [0, NaN];
  for (let i = 0; i < points; i++) {
    let [value, slope] = [[from + ((to - from) * (i + 0.5)) / points], [1]];
    network.forEach(({ weights, biases }, l) => {
      const sums = biases.map((bias, u) => value.reduce((sum, each, k) => sum + weights[u]![k]! * each, bias));
      const steep = biases.map((_, u) => slope.reduce((sum, each, k) => sum + weights[u]![k]! * each, 0));
      const awake = (u: number) => l === network.length - 1 || sums[u]! > 0;
      [value, slope] = [sums.map((sum, u) => (awake(u) ? sum : 0)), steep.map((each, u) => (awake(u) ? each : 0))];
    });
    if (!(Math.abs(slope[0]! - last) <= 1e-9 * (Math.abs(slope[0]!) + Math.abs(last)))) pieces++;
    last = slope[0]!;
  }
  return pieces;
}

test("a count on a fine grid finds as many", () => {
  fc.assert(fc.property(networks, (network) => {
    const pieces = piecesOf(network, -3, 3);
    // a piece between two points of the grid cannot be seen by it
    fc.pre(pieces.every(({ from, to }) => to - from > 6 / 3000));
    expect(countOnGrid(network, -3, 3, 3000)).toBe(pieces.length);
  }), { numRuns: 50 });
});

test("no more pieces than every layer allows, and one layer has a kink for each unit", () => {
  fc.assert(fc.property(networks, (network) => {
    const hidden = network.slice(0, -1).map(({ biases }) => biases.length);
    expect(piecesOf(network).length).toBeLessThanOrEqual(hidden.reduce((most, m) => most * (m + 1), 1));
    if (hidden.length === 1) expect(piecesOf(network)).toHaveLength(hidden[0]! + 1);
  }));
});

test("every fold doubles the pieces", () => {
  for (let depth = 1; depth <= 12; depth++) {
    const pieces = piecesOf(sawtoothNetwork(depth), 0, 1);
    expect(pieces).toHaveLength(2 ** depth);
    expect(pieces.every(({ slope }) => Math.abs(slope) === 2 ** depth)).toBe(true);
  }
});

test("a drawing has a dot for each kink, and impossible lines are refused", () => {
  expect(drawPiecewiseLinear(piecesOf(sawtoothNetwork(3), 0, 1)).match(/<circle/g)).toHaveLength(7);
  expect(() => interpolatingNetwork(Math.sin, 0)).toThrow(new RangeError("interpolatingNetwork: no interpolation by 0 pieces"));
  expect(() => sawtoothNetwork(0)).toThrow(new RangeError("sawtoothNetwork: 0 tents"));
});
//# sourceMappingURL=../.maps/nn/piecewise-linear.test.ts.map
