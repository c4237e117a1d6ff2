// Tangled from book/03-backpropagation/07-vanishing-gradients.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { rmsSingularValue } from "../linear-algebra/singular-values.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { vjp, variable } from "../tensor-core.ts";
import { gradientNorms, sampleChain, jacobiansOf, applyLayer, predictedNorms, type LayerChain } from "./gradient-flow.ts";
import { drawGradientNorms } from "./draw-gradient-flow.ts";

const chains: readonly LayerChain[] = [
  { depth: 5, width: 6, gain: 1 },
  { depth: 5, width: 6, gain: 1.5, activation: "tanh" },
  { depth: 5, width: 6, gain: 1.4, activation: "relu", residual: true },
  { depth: 5, width: 6, gain: 1, residual: true, preNorm: true },
];

test.each(chains)("the gradients of %j are products of the Jacobians of its layers", (chain) => {
  const sample = sampleChain(chain, randomFrom(1851));
  let cotangent = [...sample.cotangent.dataSync()];
  const lengths = [Math.hypot(...cotangent)];
  for (const J of [...jacobiansOf(chain, sample)].reverse()) {
    cotangent = cotangent.map((_, j) => cotangent.reduce((sum, each, i) => sum + each * J[i]![j]!, 0));
    lengths.unshift(Math.hypot(...cotangent));
  }
  gradientNorms(chain, sample).forEach((each, i) => expect(each).toBeCloseTo(lengths[i]!, 10));
});

test("a layer without an activation is its weights, so what is predicted is their RMS singular value", () => {
  const chain: LayerChain = { depth: 1, width: 4, gain: 2 };
  const sample = sampleChain(chain, randomFrom(1));
  const x = variable(sample.input);
  const y = applyLayer(chain, sample.weights[0]!, x);
  expect(gradientNorms(chain, sample)[0]).toBe(Math.hypot(...vjp(y, [x], sample.cotangent)[0]!.dataSync()));
  const rows = [0, 1, 2, 3].map((i) => [...sample.weights[0]!.dataSync()].slice(4 * i, 4 * i + 4));
  expect(predictedNorms(chain, sample)).toEqual([expect.closeTo(rmsSingularValue(rows), 12), 1]);
});

test("a drawing has a dot for each place", () => {
  const svg = drawGradientNorms([1e-20, 1e-10, 1], [1e-19, 1e-9, 1]);
  expect(svg.match(/<circle/g)).toHaveLength(3);
  expect(svg).toContain('10<tspan dy="-5" font-size="10">−20</tspan>');
  expect(drawGradientNorms([0, 1], [0, 1])).not.toContain("NaN");
});
//# sourceMappingURL=../.maps/nn/gradient-flow.test.ts.map
