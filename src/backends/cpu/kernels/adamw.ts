// Tangled from book/05-optimisation/04-adam.md. Edit the book, then: npm run tangle
/** The update of AdamW in one loop. */
import type { Numbers } from "../../../layout/dtype.ts";
import type { FusedLoop } from "../storage.ts";

/** The factors of the loop, from the kernel’s parameters: the learning rate, beta1, beta2, epsilon, both bias corrections 1 − beta^t, and the weight decay. */
export function factorsOf([rate = 0, beta1 = 0, beta2 = 0, epsilon = 0, c1 = 1, c2 = 1, weightDecay = 0]: readonly number[]): Factors {
  return [beta1, 1 - beta1, beta2, 1 - beta2, rate / c1, 1 / c2, epsilon, 1 - rate * weightDecay];
}

type Factors = readonly [beta1: number, rest1: number, beta2: number, rest2: number, size: number, spread: number, epsilon: number, keep: number];

/** Parameters, gradients, means and mean squares of gradients: writes the parameters, means and mean squares after a step. */
export const adamw: FusedLoop = (inputs, outputs, parameters) => {
  const operands = [...inputs, ...outputs].map(({ numbers }) => numbers) as unknown as Operands;
  const loop = operands[0] instanceof Float32Array ? inSingle : inDouble;
  loop(operands, factorsOf(parameters));
};

type Operands = readonly [p: Numbers, g: Numbers, m: Numbers, v: Numbers, moved: Numbers, means: Numbers, squares: Numbers];

const round = Math.fround;

function inSingle([p, g, m, v, moved, means, squares]: Operands, factors: Factors): void {
  const [beta1, rest1, beta2, rest2, size, spread, epsilon, keep] = factors.map(round) as unknown as Factors;
  // Update parameters in one loop
  for (let i = 0; i < p.length; i++) {
    const mean = round(round(beta1 * m[i]!) + round(rest1 * g[i]!));
    const square = round(round(beta2 * v[i]!)
      + round(rest2 * round(g[i]! * g[i]!)));
    const root = round(Math.sqrt(round(square * spread)));
    const step = round(round(mean * size) / round(root + epsilon));
    means[i] = mean;
    squares[i] = square;
    moved[i] = round(p[i]! * keep) - step;
  }
}

/** The same in float64, of which every operation is rounded anyhow. */
function inDouble([p, g, m, v, moved, means, squares]: Operands, [beta1, rest1, beta2, rest2, size, spread, epsilon, keep]: Factors): void {
  for (let i = 0; i < p.length; i++) {
    const mean = beta1 * m[i]! + rest1 * g[i]!;
    const square = beta2 * v[i]! + rest2 * (g[i]! * g[i]!);
    means[i] = mean;
    squares[i] = square;
    moved[i] = p[i]! * keep - (mean * size) / (Math.sqrt(square * spread) + epsilon);
  }
}
//# sourceMappingURL=../../../.maps/backends/cpu/kernels/adamw.ts.map
