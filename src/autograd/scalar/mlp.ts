// Tangled from book/02-automatic-differentiation/07-training-an-mlp.md. Edit the book, then: npm run tangle
/** Networks of layers, generic in the number type. */
import type { Arithmetic } from "./arithmetic.ts";

// Compute a layer
/**
 * The weighted sums of a linear layer: for each unit, a bias and
 * a weight for every input, in this order in `parameters`.
 */
export function layer<T>(
  a: Arithmetic<T>,
  parameters: readonly T[],
  inputs: readonly T[],
): readonly T[] {
  const sums: T[] = [];
  for (let first = 0; first < parameters.length; first += inputs.length + 1) {
    let sum = parameters[first];
    inputs.forEach((input, i) => {
      sum = a.add(sum, a.multiply(parameters[first + 1 + i], input));
    });
    sums.push(sum);
  }
  return sums;
}

// Compose the layers
/** How many parameters a network of these widths has. */
export function countParameters(widths: readonly number[]): number {
  return widths.slice(1).reduce((sum, units, i) =>
    sum + units * (widths[i] + 1), 0);
}

/** The outputs of a network; its first width is that of the inputs. */
export function mlp<T>(
  a: Arithmetic<T>,
  widths: readonly number[],
  parameters: readonly T[],
  inputs: readonly T[],
): readonly T[] {
  let activations = inputs;
  let first = 0;
  // Check the parameters and the inputs
  if (inputs.length !== widths[0]) throw new RangeError(`mlp: ${inputs.length} inputs for a network of ${widths[0]}`);
  if (parameters.length !== countParameters(widths)) throw new RangeError(`mlp: ${parameters.length} parameters for a network of ${countParameters(widths)}`);
  widths.slice(1).forEach((units, i) => {
    const end = first + units * (widths[i] + 1);
    const sums = layer(a, parameters.slice(first, end), activations);
    const isLast = i === widths.length - 2;
    activations = isLast ? sums : sums.map((sum) => a.relu(sum));
    first = end;
  });
  return activations;
}
//# sourceMappingURL=../../.maps/autograd/scalar/mlp.ts.map
