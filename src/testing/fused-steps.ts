// Tangled from book/05-optimisation/09-limits-of-optimisers.md. Edit the book, then: npm run tangle
/** Whether AdamW’s fused kernel does what primitives do. */
import fc from "fast-check";
import { without } from "../backends/without.ts";
import { numbersOf } from "../layout/dtype.ts";
import { adamW } from "../optim/adam.ts";
import { asTensor, Pool, type Backend } from "../tensor-core.ts";

const number = fc.oneof({ weight: 9, arbitrary: fc.double({ min: -1e3, max: 1e3, noNaN: true }) }, fc.constantFrom(0, -0, NaN, Infinity, -Infinity, 1e-42, 3e38));
const below1 = fc.double({ min: 0, max: 0.9999, noNaN: true });

/** Steps of AdamW on random numbers, odd ones among them, on a backend and in primitives on it. Throws as `fc.assert` does where a number differs. */
export function checkFusedSteps(backend: Backend, dtype: "float32" | "float64", shortest = 0): void {
  const numbers = fc.array(fc.tuple(number, number, number), { minLength: shortest, maxLength: shortest + 70 });
  const options = fc.record({ beta1: below1, beta2: below1, epsilon: fc.constantFrom(0, 1e-8, 1e-3), weightDecay: fc.constantFrom(0, 0.01, 0.5) });
  fc.assert(fc.property(numbers, options, (drawn, given) => {
    const rule = adamW((step) => 0.01 / (step + 1), given);
    const after = [new Pool(backend), without("adamw", new Pool(backend))].map((on) => {
      const tree = (i: 0 | 1 | 2) => ({ w: asTensor(numbersOf(dtype, drawn.length).map((_, place) => drawn[place]![i]) as Float32Array, { backend: on }) });
      let weights = { parameters: tree(0), state: rule.init(tree(0)) };
      for (const i of [1, 2, 1] as const) weights = rule.update(weights.parameters, tree(i), weights.state);
      const { mean, square } = weights.state.memory as { readonly mean: typeof weights.parameters; readonly square: typeof weights.parameters };
      return [weights.parameters.w, mean.w, square.w].flatMap((leaf) => [...leaf.dataSync()]);
    });
    return after[0]!.every((each, i) => Object.is(each, after[1]![i]));
  }), { numRuns: 60 });
}
//# sourceMappingURL=../.maps/testing/fused-steps.ts.map
