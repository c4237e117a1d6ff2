// Tangled from book/05-optimisation/04-adam.md. Edit the book, then: npm run tangle
/** Adafactor (Shazeer and Stern, 2018), without a moving average of the gradient. */
import { leavesOf, mapLeaves, zipLeaves } from "../nn/parameters.ts";
import { add, divide, expandDims, maximum, mean, multiply, sqrt, subtract, type Tensor } from "../tensor-core.ts";
import { checkConstant, movingAverage, zerosLike } from "./moving-average.ts";
import { checkState, rateAt, type Optimizer, type Rate } from "./optimizer.ts";
import { chosenLeaves, isMatrix } from "./parameter-groups.ts";

// Choose the constants of Adafactor
/** The constants of Adafactor. */
export interface AdafactorOptions {
  /** The squares are averaged with beta = 1 − t^(−power) at step t. */
  readonly power?: number;
  /** The greatest RMS of an update before it is multiplied by the rate. */
  readonly threshold?: number;
  /** In each step the parameters are also multiplied by 1 − rate · weightDecay. */
  readonly weightDecay?: number;
  /** Added to the squares. */
  readonly epsilon1?: number;
  /** The least RMS that a parameter is taken to have. */
  readonly epsilon2?: number;
}

// Average the rows and the columns of the squares
/** Mean over the last axis of a matrix; a vector as it is. */
const rowsOf = (squares: Tensor): Tensor =>
  isMatrix(squares, "") ? mean(squares, -1) : squares;

/** Mean over the axis before the last. */
const columnsOf = (squares: Tensor): Tensor => mean(squares, -2);

/** The matrix of rank one with these means of rows and of columns. */
export function rankOne(rows: Tensor, columns: Tensor): Tensor {
  const shares = divide(rows, mean(rows, -1, { keepDims: true }));
  return multiply(expandDims(shares, -1), expandDims(columns, -2));
}

// Step by a matrix of rank one
/** Adafactor. Throws `RangeError` for constants out of range. */
export function adafactor(rate: Rate, { power = 0.8, threshold = 1, weightDecay = 0, epsilon1 = 1e-30, epsilon2 = 1e-3 }: AdafactorOptions = {}): Optimizer {
  // Refuse constants of Adafactor out of range
  for (const [name, value] of Object.entries({ power, threshold, weightDecay, epsilon1, epsilon2 })) checkConstant("adafactor", name, value);
  return {
    name: "adafactor",
    init(parameters) {
      const rows = zerosLike(mapLeaves(parameters, rowsOf));
      const columns = zerosLike(mapLeaves(chosenLeaves(parameters, isMatrix), columnsOf));
      return { name: "adafactor", step: 0, memory: { rows, columns } };
    },
    update(parameters, gradients, state) {
      checkState("adafactor", state);
      const t = state.step + 1;
      // Update the means of rows and of columns
      const before = state.memory as { readonly rows: typeof parameters; readonly columns: typeof parameters };
      const beta = 1 - t ** -power;
      const squares = mapLeaves(gradients, (g) => add(multiply(g, g), epsilon1));
      const rows = movingAverage(before.rows, mapLeaves(squares, rowsOf), beta);
      const columns = movingAverage(before.columns,
        mapLeaves(chosenLeaves(squares, isMatrix), columnsOf), beta);
      // Take a step of Adafactor
      const byPath = new Map(leavesOf(columns));
      const by = rateAt(rate, state.step);
      const updates = zipLeaves(gradients, rows, (g, row, path) => {
        const column = byPath.get(path);
        const update = divide(g, sqrt(column ? rankOne(row, column) : row));
        return divide(update, maximum(multiply(rms(update), 1 / threshold), 1));
      });
      const moved = zipLeaves(parameters, updates, (leaf, update) => {
        const size = multiply(maximum(rms(leaf), epsilon2), Math.min(by, t ** -0.5));
        return subtract(multiply(leaf, 1 - by * weightDecay), multiply(update, size));
      });
      return { parameters: moved, state: { ...state, step: t, memory: { rows, columns } } };
    },
  };
}

/** The root of the mean square of a tensor’s numbers: a scalar. */
function rms(x: Tensor): Tensor {
  return sqrt(mean(multiply(x, x)));
}
//# sourceMappingURL=../.maps/optim/adafactor.ts.map
