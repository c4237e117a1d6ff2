// Tangled from book/04-neural-lm/03-mlp-language-model.md. Edit the book, then: npm run tangle
/** The parameters of a model: tensors, under names and in lists. */
// Import the tensor type
import { Tensor } from "../tensor-core.ts";

// Define parameters as a tree of tensors
/** Tensors in objects and lists, nested to any depth. */
export type Parameters =
  | { readonly [name: string]: Branch }
  | readonly Branch[];

/** A tensor, or more of the tree. */
export type Branch = Tensor | Parameters;

// List the leaves with their paths
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

/** The tree with each tensor replaced by what `change` makes of it and of the tensor at the same path of another tree. Throws `TypeError` if that has none there, or more elsewhere. */
export function zipLeaves<P extends Parameters>(tree: P, other: Parameters, change: (leaf: Tensor, other: Tensor, path: string) => Tensor): P {
  const others = new Map(leavesOf(other));
  const zipped = mapLeaves(tree, (leaf, path) => {
    const partner = others.get(path);
    if (!partner) throw new TypeError(`zipLeaves: the second tree has no \`${path}\``);
    others.delete(path);
    return change(leaf, partner, path);
  });
  for (const path of others.keys()) throw new TypeError(`zipLeaves: the first tree has no \`${path}\``);
  return zipped;
}

function isLeaf(branch: Branch): branch is Tensor {
  return branch instanceof Tensor;
}

function isList(branch: Branch): branch is readonly Branch[] {
  return Array.isArray(branch);
}

/** What a branch bears, in order. Throws `TypeError` for whatever is neither object nor list, and for a name that is empty or has a dot, whose path would be another’s. */
function branchesOf(branch: Parameters): readonly (readonly [string, Branch])[] {
  if (typeof branch !== "object" || branch === null) throw new TypeError(`parameters: tensors in objects and lists, not ${String(branch)}`);
  const branches = Object.entries(branch as Readonly<Record<string, Branch>>);
  const odd = branches.find(([name]) => name === "" || name.includes("."));
  if (odd) throw new TypeError(`parameters: a name with a dot or without a character, ${JSON.stringify(odd[0])}`);
  return branches;
}

// Map each leaf to a new one
/**
 * The tree with each leaf replaced by the result of `change`. Its type
 * stays that of `tree`, so that a model stays a model.
 */
export function mapLeaves<P extends Parameters>(
  tree: P,
  change: (leaf: Tensor, path: string) => Tensor,
): P {
  const walk = (branch: Branch, path: string): Branch => {
    if (isLeaf(branch)) return change(branch, path);
    const changed = branchesOf(branch).map(([name, each]) =>
      [name, walk(each, path === "" ? name : `${path}.${name}`)] as const);
    return isList(branch)
      ? changed.map(([, each]) => each)
      : Object.fromEntries(changed);
  };
  return walk(tree, "") as P;
}
//# sourceMappingURL=../.maps/nn/parameters.ts.map
