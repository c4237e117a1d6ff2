// Tangled from book/05-optimisation/04-adam.md. Edit the book, then: npm run tangle
/** Parameter groups: parts of a model that different optimizers train. */
import { leavesOf, mapLeaves, type Branch, type Parameters } from "../nn/parameters.ts";
import { Tensor } from "../tensor-core.ts";
import { adamW, type AdamOptions } from "./adam.ts";
import { checkState, type Optimizer, type Rate } from "./optimizer.ts";

// Choose the leaves of a group
/** Whether a parameter belongs to a group. */
export type Choice = (leaf: Tensor, path: string) => boolean;

/** Whether a parameter is a matrix, or has more axes: neither a bias nor a gain. */
export const isMatrix: Choice = ({ shape }) => shape.length >= 2;

/** A group of parameters, under a name without a dot. */
export interface ParameterGroup {
  readonly name: string;
  readonly holds: Choice;
  readonly optimizer: Optimizer;
}

/** The tree with only those leaves that are chosen, at their paths; a list becomes an object with its places as names. */
export function chosenLeaves(tree: Parameters, chosen: Choice): Parameters {
  const paths = new Set(leavesOf(tree).filter(([path, leaf]) => chosen(leaf, path)).map(([path]) => path));
  const walk = (branch: Parameters, before: string): Parameters => Object.fromEntries(Object.entries(branch as { readonly [name: string]: Branch })
    .map(([name, each]) => [name, each instanceof Tensor ? each : walk(each, `${before}${name}.`)] as const)
    .filter(([name, each]) => (each instanceof Tensor ? paths.has(before + name) : Object.keys(each).length > 0)));
  return walk(tree, "");
}

// Update each group by its own optimizer
/**
 * Each parameter is updated by the optimizer of the first group that holds it.
 * Throws `TypeError` for a parameter that no group holds.
 */
export function parameterGroups(groups: readonly ParameterGroup[]): Optimizer {
  const name = groups.map(({ name, optimizer }) => `${name}: ${optimizer.name}`).join(", ");
  return {
    name,
    init(parameters) {
      const parts = split(groups, parameters);
      const memory = Object.fromEntries(groups.map((group, i) => [group.name, group.optimizer.init(parts[i]!).memory]));
      return { name, step: 0, memory };
    },
    update(parameters, gradients, state) {
      checkState(name, state);
      // Update the parts, and join them
      const [parts, gradientParts] = [parameters, gradients].map((tree) => split(groups, tree));
      const before = state.memory as { readonly [group: string]: Parameters };
      const after = groups.map(({ name: group, optimizer }, i) =>
        optimizer.update(parts![i]!, gradientParts![i]!,
          { name: optimizer.name, step: state.step, memory: before[group]! }));
      const moved = new Map(after.flatMap((each) => leavesOf(each.parameters)));
      const joined = mapLeaves(parameters, (_, path) => moved.get(path)!);
      const memory = Object.fromEntries(groups.map(({ name: group }, i) =>
        [group, after[i]!.state.memory]));
      return { parameters: joined, state: { name, step: state.step + 1, memory } };
    },
  };
}

/** For each group the part of a tree that it holds and no group before it. */
function split(groups: readonly ParameterGroup[], tree: Parameters): readonly Parameters[] {
  const groupOf: Readonly<Record<string, number>> = Object.fromEntries(leavesOf(tree).map(([path, leaf]) => {
    const place = groups.findIndex(({ holds }) => holds(leaf, path));
    if (place < 0) throw new TypeError(`parameterGroups: no group holds \`${path}\``);
    return [path, place];
  }));
  return groups.map((_, i) => chosenLeaves(tree, (_leaf, path) => groupOf[path] === i));
}

// Decay matrices only
/** AdamW that decays matrices only, and leaves gains and biases without decay. Throws as `adamW` does. */
export function adamWOnMatrices(
  rate: Rate, options: AdamOptions & { readonly weightDecay?: number } = {},
): Optimizer {
  return parameterGroups([
    { name: "decayed", holds: isMatrix, optimizer: adamW(rate, options) },
    { name: "undecayed", holds: () => true,
      optimizer: adamW(rate, { ...options, weightDecay: 0 }) },
  ]);
}
//# sourceMappingURL=../.maps/optim/parameter-groups.ts.map
