// Tangled from book/05-optimisation/02-momentum.md. Edit the book, then: npm run tangle
/** Momentum: the heavy ball and Nesterov’s variant of it. */
// Import what momentum uses
import { mapLeaves, zipLeaves, type Parameters } from "../nn/parameters.ts";
import { add, multiply, subtract, zeros, type Tensor } from "../tensor-core.ts";
import { checkState, rateAt, type Optimizer, type OptimizerState, type Rate } from "./optimizer.ts";
import { conditionNumber, type Curvature } from "./quadratic.ts";

// Move along the velocity
/** v ← βv + g, w ← w − ηv. Throws `RangeError` for β < 0 or β ≥ 1. */
export function momentum(rate: Rate, beta: number): Optimizer {
  return withVelocity("momentum", { rate, beta }, (v) => v);
}

/** An optimiser whose step is `direction` of velocity and gradient. */
function withVelocity(
  name: string,
  { rate, beta }: { readonly rate: Rate; readonly beta: number },
  direction: (velocity: Tensor, gradient: Tensor) => Tensor,
): Optimizer {
  // Refuse a momentum that does not decay
  if (!(beta >= 0 && beta < 1)) throw new RangeError(`${name}: a momentum from 0 to below 1, not ${beta}`);
  return {
    name,
    init: (parameters) => ({ name, step: 0, memory: {
      velocity: mapLeaves(parameters, (leaf) => zeros(leaf.shape, leaf)) } }),
    update(parameters, gradients, state) {
      checkState(name, state);
      const by = rateAt(rate, state.step);
      const velocity = zipLeaves(velocityIn(state), gradients,
        // Update the velocity
        (v, g) => add(multiply(v, beta), g),
      );
      const step = zipLeaves(velocity, gradients, direction);
      const moved = zipLeaves(parameters, step,
        (leaf, d) => subtract(leaf, multiply(d, by)));
      return { parameters: moved,
        state: { name, step: state.step + 1, memory: { velocity } } };
    },
  };
}

/** The velocity that a state remembers. Throws `TypeError` if it has none. */
function velocityIn({ name, memory }: OptimizerState): Parameters {
  const velocity = (memory as { readonly velocity?: Parameters }).velocity;
  if (velocity === undefined) throw new TypeError(`${name}: the state has no velocity`);
  return velocity;
}

// Look ahead with Nesterov
/** v ← βv + g, w ← w − η(g + βv). Throws as `momentum` does. */
export function nesterov(rate: Rate, beta: number): Optimizer {
  return withVelocity("nesterov", { rate, beta },
    (v, g) => add(g, multiply(v, beta)));
}

// Choose rate and momentum for a quadratic
/** A learning rate, a momentum, and the factor by which a step contracts. */
export interface Tuned {
  readonly rate: number;
  readonly beta: number;
  readonly contraction: number;
}

/** The best heavy ball on a quadratic. Source: Polyak, 1964. */
export function bestHeavyBall({ mu, L }: Curvature): Tuned {
  const root = (Math.sqrt(L) - Math.sqrt(mu)) / (Math.sqrt(L) + Math.sqrt(mu));
  const rate = 4 / (Math.sqrt(L) + Math.sqrt(mu)) ** 2;
  return { rate, beta: root ** 2, contraction: root };
}

/** Nesterov’s method with the usual constant settings. Source of the method: Nesterov, 1983. */
export function standardNesterov({ mu, L }: Curvature): Tuned {
  const root = Math.sqrt(conditionNumber({ mu, L }));
  return { rate: 1 / L, beta: (root - 1) / (root + 1), contraction: 1 - 1 / root };
}
//# sourceMappingURL=../.maps/optim/momentum.ts.map
