// Tangled from book/05-optimisation/07-mup.md. Edit the book, then: npm run tangle
/** Maximal update parametrization (muP): how initialisation and learning rates change with the width. */
// Import what muP uses
import { mapLeaves, zipLeaves, type Parameters } from "../nn/parameters.ts";
import { shapeText, type Shape } from "../layout/shape.ts";
import { multiply, type Tensor } from "../tensor-core.ts";
import type { Optimizer } from "./optimizer.ts";
import { parameterGroups } from "./parameter-groups.ts";

// Compare the shapes of two widths
/** Which sides of a leaf grow with the width of the network. */
export type LeafKind = "input" | "hidden" | "output" | "vector" | "fixed";

/** The kind of a leaf, by its shapes in a base network and in a wide one: a matrix is [inputs, outputs]. Throws `RangeError` for more than two axes. */
export function kindOf(base: Shape, wide: Shape): LeafKind {
  // Refuse shapes that do not correspond
  if (base.length !== wide.length || wide.length > 2) throw new RangeError(`muP: ${shapeText(base)} and ${shapeText(wide)} are not the shapes of one vector or matrix`);
  const [inputs, outputs] = wide.map((side, axis) => side !== base[axis]);
  if (wide.length < 2) return inputs ? "vector" : "fixed";
  if (inputs) return outputs ? "hidden" : "output";
  return outputs ? "input" : "fixed";
}

// Scale a leaf by its kind
/** By what muP multiplies of a leaf, relative to the base network. */
export interface MupScale {
  readonly kind: LeafKind;
  /** The standard deviation of the initialisation. */
  readonly std: number;
  /** The learning rate of Adam. */
  readonly rate: number;
  /** The leaf itself, wherever the network uses it. */
  readonly multiplier: number;
}

/** The scale of a leaf with r times the inputs of the base network. Source: Yang and others, 2022, in the form with an output multiplier. */
export function mupScale(base: Shape, wide: Shape): MupScale {
  const kind = kindOf(base, wide);
  const r = wide.length === 2 ? wide[0]! / base[0]! : 1;
  switch (kind) {
    // Scale a hidden matrix
    case "hidden": return { kind, std: 1 / Math.sqrt(r), rate: 1 / r, multiplier: 1 };
    // Scale the output layer
    case "output": return { kind, std: 1, rate: 1, multiplier: 1 / r };
    case "input":
    case "vector":
    case "fixed": return { kind, std: 1, rate: 1, multiplier: 1 };
    default: return kind satisfies never;
  }
}
/** The scale of each leaf of a wide network by its path. Throws `TypeError` if the trees have different leaves. */
export function mupScales(base: Parameters, wide: Parameters): ReadonlyMap<string, MupScale> {
  const scales = new Map<string, MupScale>();
  zipLeaves(wide, base, (leaf, other, path) => {
    scales.set(path, mupScale(other.shape, leaf.shape));
    return leaf;
  });
  return scales;
}

// Scale the learning rate of each leaf
/** An optimizer for a wide network: `make` gives one whose learning rate is multiplied by a factor, and each leaf goes to that of its factor. */
export function mupOptimizer(
  scales: ReadonlyMap<string, MupScale>,
  make: (factor: number) => Optimizer,
): Optimizer {
  const factors = new Set([...scales.values()].map(({ rate }) => rate));
  return parameterGroups([...factors].map((factor) => ({
    // a name of a group has no dot
    name: `rate times ${String(factor).replace(".", "·")}`,
    holds: (_, path) => scaleAt(scales, path).rate === factor,
    optimizer: make(factor),
  })));
}

// Multiply the output layer
/** The loss of a wide network, in which leaves stand with their multipliers. */
export function mupLoss<P extends Parameters, Rest extends readonly unknown[]>(
  scales: ReadonlyMap<string, MupScale>, lossOf: (parameters: P, ...rest: Rest) => Tensor,
) {
  return (parameters: P, ...rest: Rest): Tensor =>
    lossOf(multiplied(scales, parameters), ...rest);
}

/** The tree with each leaf times its multiplier. */
export function multiplied<P extends Parameters>(scales: ReadonlyMap<string, MupScale>, parameters: P): P {
  return mapLeaves(parameters, (leaf, path) => {
    const { multiplier } = scaleAt(scales, path);
    return multiplier === 1 ? leaf : multiply(leaf, multiplier);
  });
}
function scaleAt(scales: ReadonlyMap<string, MupScale>, path: string): MupScale {
  const scale = scales.get(path);
  if (scale === undefined) throw new TypeError(`muP: there is no scale for \`${path}\``);
  return scale;
}

/** The tree with each leaf times its factor of the standard deviation: leaves that were drawn with the standard deviations of the base network become those of the wide one. */
export function mupInitialised<P extends Parameters>(scales: ReadonlyMap<string, MupScale>, drawn: P): P {
  return mapLeaves(drawn, (leaf: Tensor, path) => {
    const { std } = scaleAt(scales, path);
    return std === 1 ? leaf : multiply(leaf, std);
  });
}
//# sourceMappingURL=../.maps/optim/mup.ts.map
