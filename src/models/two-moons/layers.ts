// Tangled from book/03-backpropagation/05-layer-normalisation.md. Edit the book, then: npm run tangle
/** The network of the two moons on tensors: all points at once. */
import { add, asTensor, constant, gradient, matmul, maximum, mean, multiply, subtract, variable, type Tensor } from "../../tensor-core.ts";
import type { Setting } from "./loss.ts";

/** What is done between two layers. */
export type Between = (sums: Tensor) => Tensor;

/** Before a step, and at the end: the loss, without the L2 penalty, how many points are right, and weights and biases in turn with their gradients. */
export interface LayersStep {
  readonly step: number;
  readonly loss: number;
  readonly right: number;
  readonly parameters: readonly Tensor[];
  readonly gradients: readonly Tensor[];
}

/** Weights [inputs, units] and biases [units] of each layer in turn, from parameters in the order of a network of single numbers. */
export function layersOf(widths: readonly number[], parameters: readonly number[]): readonly Tensor[] {
  let first = 0;
  return widths.slice(1).flatMap((units, layer) => {
    const inputs = widths[layer]!;
    const parameterOf = (unit: number, i: number) => parameters[first + unit * (inputs + 1) + i]!;
    const weights = Array.from({ length: inputs }, (_, i) => Array.from({ length: units }, (_, unit) => parameterOf(unit, i + 1)));
    const biases = Array.from({ length: units }, (_, unit) => parameterOf(unit, 0));
    first += units * (inputs + 1);
    return [weights, biases].map((numbers) => asTensor(numbers, { dtype: "float64" }));
  });
}

/** What a network answers to rows of inputs. */
export function answers(parameters: readonly Tensor[], between: Between, inputs: Tensor): Tensor {
  let rows = inputs;
  for (let k = 0; k < parameters.length; k += 2) {
    const sums = add(matmul(rows, parameters[k]!), parameters[k + 1]!);
    rows = k + 2 < parameters.length ? between(sums) : sums;
  }
  return rows;
}

/** Gradient descent on the mean loss of the points, as for single numbers: the rate falls to a tenth. */
export function* descendLayers({ points, widths }: Setting, start: readonly number[], { between, rate, steps }: { readonly between: Between; readonly rate: number; readonly steps: number }): Generator<LayersStep> {
  const [inputs, signs] = [points.map(({ x, y }) => [x, y]), points.map(({ label }) => [label])].map((numbers) => asTensor(numbers, { dtype: "float64" })) as [Tensor, Tensor];
  let parameters = layersOf(widths, start);
  for (let step = 0; ; step++) {
    const variables = parameters.map(variable);
    const agreed = multiply(answers(variables, between, inputs), signs);
    const loss = mean(maximum(subtract(1, agreed), 0));
    const gradients = gradient(loss, variables);
    yield { step, loss: loss.item(), right: constant(agreed).dataSync().filter((each) => each > 0).length, parameters, gradients };
    if (step === steps) return;
    const now = rate * (1 - (0.9 * step) / steps);
    parameters = parameters.map((parameter, k) => subtract(parameter, multiply(gradients[k]!, now)));
  }
}
//# sourceMappingURL=../../.maps/models/two-moons/layers.ts.map
