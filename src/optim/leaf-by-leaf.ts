// Tangled from book/11-memory/04-liveness.md. Edit the book, then: npm run tangle
/** An optimiser that updates one tensor after the other, and frees what it replaces. */
// Import what updates by leaf
import { leavesOf, mapLeaves } from "../nn/parameters.ts";
import { poolOf, type Tensor } from "../tensor-core.ts";
import { inScopeOf } from "../tensor/in-scope-of.ts";
import type { Optimizer } from "./optimizer.ts";

/** Optimisers whose rule for one tensor reads no other, and whose memory has trees like that of the parameters. */
const independent = new Set(["sgd", "momentum", "adam", "adamw"]);

// Update leaf by leaf
/**
 * The same updates, bit for bit; in a memory pool the old parameters and the old
 * state of a tensor are freed before the next one is updated. Throws `RangeError`
 * for an optimiser whose rule reads several tensors at once.
 */
export function leafByLeaf(optimizer: Optimizer): Optimizer {
  // Refuse a rule that reads several tensors
  if (!independent.has(optimizer.name)) throw new RangeError(`leafByLeaf: ${optimizer.name} is none of ${[...independent].join(", ")}, whose rules read one tensor at a time`);
  return {
    ...optimizer,
    update(parameters, gradients, state) {
      const [gradientOf, memoryOf] = [gradients, state.memory].map((tree) => new Map(leavesOf(tree)));
      const [moved, remembered] = [new Map<string, Tensor>(), new Map<string, Tensor>()];
      for (const [path, leaf] of leavesOf(parameters)) {
        const old = Object.fromEntries(Object.keys(state.memory)
          .map((name) => [name, { leaf: memoryOf!.get(`${name}.${path}`)! }]));
        const one = inScopeOf(leaf, () => optimizer.update({ leaf },
          { leaf: gradientOf!.get(path)! }, { ...state, memory: old }));
        moved.set(path, one.parameters.leaf);
        for (const [name, tensor] of leavesOf(one.state.memory)) {
          remembered.set(name.replace(/leaf$/, path), tensor);
        }
        poolOf(leaf)?.release([leaf, old]);
      }
      return {
        parameters: mapLeaves(parameters, (_, path) => moved.get(path)!),
        state: { ...state, step: state.step + 1,
          memory: mapLeaves(state.memory, (_, path) => remembered.get(path)!) },
      };
    },
  };
}
//# sourceMappingURL=../.maps/optim/leaf-by-leaf.ts.map
