// Tangled from book/04-neural-lm/03-eleven-thousand-knobs.md. Edit the book, then: npm run tangle
/** The parameters of a model: tensors, under names. */
// Import what parameters are
import { Tensor } from "../tensor-core.ts";

// Let parameters be a tree
/** Tensors in objects, as deep as one likes. */
export interface Parameters {
  readonly [name: string]: Tensor | Parameters;
}

// Name the leaves
/** The tensors with their paths, such as `hidden.weight`, in order. */
export function leavesOf(
  tree: Parameters,
  path = "",
): readonly (readonly [string, Tensor])[] {
  return branchesOf(tree).flatMap(([name, branch]) =>
    isLeaf(branch)
      ? [[path + name, branch] as const]
      : leavesOf(branch, `${path}${name}.`),
  );
}

/** How many numbers a model has. */
export function sizeOf(tree: Parameters): number {
  return leavesOf(tree).reduce((sum, [, { size }]) => sum + size, 0);
}

function isLeaf(branch: Tensor | Parameters): branch is Tensor {
  return branch instanceof Tensor;
}

/** What a branch bears. Throws `TypeError` for whatever has no names. */
function branchesOf(branch: Parameters): readonly (readonly [string, Tensor | Parameters])[] {
  if (typeof branch === "object" && branch !== null && !Array.isArray(branch)) return Object.entries(branch);
  throw new TypeError(`parameters: tensors in objects, not ${Array.isArray(branch) ? "in a list" : String(branch)}`);
}

// Make another tree of the same shape
/**
 * The tree with each tensor replaced by what `change` makes of it. The
 * type is the tree’s own, so that a model stays a model.
 */
export function mapLeaves<P extends Parameters>(
  tree: P,
  change: (leaf: Tensor, path: string) => Tensor,
): P {
  const walk = (branch: Parameters, path: string): Parameters =>
    Object.fromEntries(branchesOf(branch).map(([name, each]) => [
      name,
      isLeaf(each) ? change(each, path + name)
        : walk(each, `${path}${name}.`),
    ]));
  return walk(tree, "") as P;
}
//# sourceMappingURL=../.maps/nn/parameters.ts.map
