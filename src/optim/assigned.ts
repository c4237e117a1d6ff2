// Tangled from book/05-optimisation/06-muon.md. Edit the book, then: npm run tangle
/** Several optimizers for one tree of parameters. */
// Import what the assignment uses
import { leavesOf, mapLeaves, zipLeaves, type Parameters } from "../nn/parameters.ts";
import type { Tensor } from "../tensor-core.ts";
import { checkState, type Optimizer, type OptimizerState } from "./optimizer.ts";

// Give each leaf to one of several optimizers
/**
 * An optimizer that gives each leaf to one of several, by its path and its
 * value. Each of them sees a list of its leaves, and its memory is a branch
 * of the memory under its key. Throws `RangeError` for a key that none has.
 */
export function assigned<Key extends string>(
  optimizers: Readonly<Record<Key, Optimizer>>,
  keyOf: (path: string, leaf: Tensor) => Key,
): Optimizer {
  const parts = Object.entries(optimizers) as [Key, Optimizer][];
  const name = parts.map(([, each]) => each.name).join(" and ");
  // List the leaves of one optimizer
  /** The leaves of `tree` at the paths whose leaf in `parameters` belongs to a key. */
  const listOf = (key: Key, parameters: Parameters, tree: Parameters): readonly Tensor[] => {
    const listed: Tensor[] = [];
    zipLeaves(parameters, tree, (leaf, other, path) => {
      const found = keyOf(path, leaf);
      if (!Object.hasOwn(optimizers, found)) throw new RangeError(`assigned: there is no optimizer ${JSON.stringify(found)} for \`${path}\``);
      if (found === key) listed.push(other);
      return leaf;
    });
    return listed;
  };
  return {
    name,
    init: (parameters) => ({ name, step: 0, memory: Object.fromEntries(parts.map(([key, each]) =>
      [key, each.init(listOf(key, parameters, parameters)).memory])) }),
    update(parameters, gradients, state) {
      checkState(name, state);
      // Update each list by its optimizer
      const memories = state.memory as Readonly<Record<string, OptimizerState["memory"]>>;
      const results = parts.map(([key, each]) => [key, each.update(
        listOf(key, parameters, parameters), listOf(key, parameters, gradients),
        { name: each.name, step: state.step, memory: memories[key]! })] as const);
      const moved = new Map(results.flatMap(([key, { parameters: list }]) => {
        const paths = leavesOf(parameters).filter(([path, leaf]) => keyOf(path, leaf) === key);
        return paths.map(([path], i) => [path, list[i]!] as const);
      }));
      return {
        parameters: mapLeaves(parameters, (_, path) => moved.get(path)!),
        state: { name, step: state.step + 1, memory: Object.fromEntries(results.map(([key, { state }]) => [key, state.memory])) },
      };
    },
  };
}
//# sourceMappingURL=../.maps/optim/assigned.ts.map
