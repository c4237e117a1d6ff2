// Tangled from book/05-optimisation/05-schedules.md. Edit the book, then: npm run tangle
/** Weight averaging: an exponential moving average of the parameters, beside those that are trained. */
import { mapLeaves, type Parameters } from "../nn/parameters.ts";
import { copy } from "../tensor-core.ts";
import { checkBeta, movingAverage } from "./moving-average.ts";
import { checkState, type Optimizer, type OptimizerState } from "./optimizer.ts";

// Average the parameters after each step
/** The optimizer, which also remembers an average of the parameters; it begins with those before the first step. Throws `RangeError` for a `beta` out of range. */
export function withAverage(optimizer: Optimizer, beta: number): Optimizer {
  checkBeta("withAverage", "beta", beta);
  const name = `${optimizer.name}, averaged`;
  return {
    name,
    init(parameters) {
      const average = mapLeaves(parameters, copy);
      return { name, step: 0, memory: { average, rule: optimizer.init(parameters).memory } };
    },
    update(parameters, gradients, state) {
      checkState(name, state);
      const before = state.memory as Memory<typeof parameters>;
      const moved = optimizer.update(parameters, gradients,
        { name: optimizer.name, step: state.step, memory: before.rule });
      const average = movingAverage(before.average, moved.parameters, beta);
      const memory = { average, rule: moved.state.memory };
      return { parameters: moved.parameters, state: { name, step: state.step + 1, memory } };
    },
  };
}

// Read the averaged parameters
interface Memory<P> {
  readonly average: P;
  readonly rule: Parameters;
  readonly [name: string]: P | Parameters;
}

/** The averaged parameters in the state of an optimizer that `withAverage` has made; `like` says of what form they are. Throws `TypeError` for another state. */
export function averageIn<P extends Parameters>(state: OptimizerState, like: P): P {
  const { average } = state.memory as { readonly average?: P };
  if (average === undefined) throw new TypeError(`averageIn: ${state.name} remembers no average`);
  return mapLeaves(average, (leaf) => leaf) satisfies typeof like;
}
//# sourceMappingURL=../.maps/optim/weight-average.ts.map
