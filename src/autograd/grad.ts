// Tangled from book/interlude-a-tensors/04-vector-jacobian-products.md. Edit the book, then: npm run tangle
/** Reverse mode and forward mode on the computational graph of tensors. */
import { full, zeros } from "../tensor/create.ts";
import { add } from "../primitives/elementwise.ts";
import { checkDTypes, checkShapes } from "../tensor/result.ts";
import { constant, type Context, type GraphNode } from "../tensor/node.ts";
import { shapeText } from "../layout/shape.ts";
import type { Storage } from "../backends/backend.ts";
import { poolOf, type Pool } from "../tensor/pool.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** Options of a backward pass. */
export interface GradientOptions {
  /** Whether the gradient is recorded, so that it can be differentiated again. */
  readonly createGraph?: boolean;
  /** Whether the graph can be used for another backward pass. In a scope of a pool it otherwise cannot: what its nodes save is freed on the way. */
  readonly retainGraph?: boolean;
}

/** The derivatives of one number with respect to each of `variables`, in their shapes. Throws `RangeError` if it is not one number, and as `vjp` does. */
export function gradient(y: Tensor, variables: readonly Tensor[], options: GradientOptions = {}): Tensor[] {
  if (y.size !== 1) throw new RangeError(`gradient: one number has a gradient, not ${shapeText(y.shape)}`);
  const pool = poolOf(y);
  const run = () => vjp(y, variables, full(y.shape, 1, y), options);
  return pool && !options.createGraph ? pool.scope(run) : run();
}

/**
 * Jᵀ`cotangent` with respect to each of `variables`: backwards through the graph of `y`. Throws `RangeError` if `cotangent` is not shaped as `y` or the graph
 * was consumed, `TypeError` if it has another dtype.
 */
export function vjp(y: Tensor, variables: readonly Tensor[], cotangent: Tensor, options: GradientOptions = {}): Tensor[] {
  checkShapes("vjp", y.shape, cotangent.shape);
  checkDTypes("vjp", [y, cotangent]);
  const pool = poolOf(y);
  if (!pool || options.createGraph) return pulledBack(y, variables, cotangent, options);
  return pool.scope(() => pulledBack(y, variables, cotangent, { ...options, pool }));
}

type Pull = GradientOptions & { readonly pool?: Pool };

function pulledBack(y: Tensor, variables: readonly Tensor[], start: Tensor, { createGraph = false, retainGraph = createGraph, pool }: Pull): Tensor[] {
  // Accumulate the cotangents backwards
  const cotangents = new Cotangents(pool);
  if (y.node) cotangents.set(y.node, start);
  const wanted = new Set(variables.map(({ node }) => node));
  const reachable = dependent(topologicalOrder([y.node]), wanted);
  const inScope = <T>(run: () => T): T => (pool ? pool.scope(run) : run());
  // Pull a cotangent back to the operands
  const contribute = (node: GraphNode, cotangent: Tensor) => {
    const { rule, operands } = node;
    const context = createGraph ? node : detached(node);
    const isWanted = operands.map((each) =>
      each !== undefined && reachable.has(each));
    if (rule.vjpAll) {
      const parts = inScope(() => rule.vjpAll!(isWanted, cotangent, context)
        .map((part, i) => (isWanted[i] ? part : undefined)));
      cotangents.accumulate(operands, parts);
      return;
    }
    operands.forEach((operand, i) => {
      if (!isWanted[i]) return;
      const part = inScope(() => rule.vjp!(i, cotangent, context));
      cotangents.accumulate([operand], [part]);
    });
  };
  checkUnconsumed("vjp", reachable, poolOf(y));
  // Visit the nodes in reverse order
  for (const node of [...reachable].reverse()) {
    const cotangent = cotangents.get(node);
    if (cotangent) contribute(node, cotangent);
    if (!retainGraph) pool?.consumed(node);
    if (!wanted.has(node)) cotangents.delete(node);
  }
  return variables.map((x) => (x.node && cotangents.get(x.node)) ?? zeros(x.shape, x));
}

/** The cotangent of each node so far. In a pool, a storage that no node needs any more is released at once. */
class Cotangents {
  readonly #pool: Pool | undefined;
  readonly #of = new Map<GraphNode, Tensor>();
  /** How many nodes have a cotangent in a storage; views may share one. */
  readonly #uses = new Map<Storage, number>();

  constructor(pool: Pool | undefined) {
    this.#pool = pool;
  }

  get(node: GraphNode): Tensor | undefined {
    return this.#of.get(node);
  }

  /** Gives a node its first cotangent, or a sum in place of it. */
  // Set the cotangent of a node
  set(node: GraphNode, cotangent: Tensor): void {
    this.#of.set(node, cotangent);
    this.#retain(cotangent);
  }

  /** Adds a contribution to the cotangent of each node that has one. The contributions may be views of one storage. */
  // Add a contribution to a cotangent
  accumulate(
    nodes: readonly (GraphNode | undefined)[],
    parts: readonly (Tensor | undefined)[],
  ): void {
    for (const part of parts) if (part) this.#retain(part);
    nodes.forEach((node, i) => {
      const part = parts[i];
      if (!node || !part) return;
      const before = this.#of.get(node);
      this.set(node, before ? add(before, part) : part);
      if (before) this.#release(before);
      this.#release(part);
    });
  }

  /** Removes the cotangent of a node that was visited. */
  delete(node: GraphNode): void {
    const cotangent = this.#of.get(node);
    this.#of.delete(node);
    if (cotangent) this.#release(cotangent);
  }

  #retain({ storage }: Tensor): void {
    this.#uses.set(storage, (this.#uses.get(storage) ?? 0) + 1);
  }

  // Release a cotangent that no node needs
  #release(cotangent: Tensor): void {
    const uses = this.#uses.get(cotangent.storage)! - 1;
    this.#uses.set(cotangent.storage, uses);
    if (uses > 0) return;
    this.#uses.delete(cotangent.storage);
    this.#pool?.drop(cotangent);
  }
}

function checkUnconsumed(operation: string, nodes: Iterable<GraphNode>, pool: Pool | undefined): void {
  if (pool) for (const node of nodes) if (pool.wasConsumed(node)) throw new RangeError(`${operation}: an earlier backward pass has freed what this graph saved; it needed retainGraph`);
}

/** J`tangents` for each of `ys`, where `tangents` are those of `variables`: forwards through their graph. Throws `RangeError` if they are not as many, one has another shape, or the graph was consumed. */
export function jvp(ys: readonly Tensor[], variables: readonly Tensor[], tangents: readonly Tensor[], { createGraph = false }: GradientOptions = {}): Tensor[] {
  if (tangents.length !== variables.length) throw new RangeError(`jvp: ${tangents.length} tangents for ${variables.length} tensors`);
  const tangentOf = new Map<GraphNode, Tensor>();
  variables.forEach(({ node, shape }, i) => {
    checkShapes("jvp", shape, tangents[i]!.shape);
    if (node) tangentOf.set(node, tangents[i]!);
  });
  const reachable = dependent(topologicalOrder(ys.map(({ node }) => node)), new Set(tangentOf.keys()));
  checkUnconsumed("jvp", reachable, ys[0] && poolOf(ys[0]));
  for (const node of reachable) {
    if (tangentOf.has(node)) continue;
    let sum: Tensor | undefined;
    node.operands.forEach((operand, i) => {
      const tangent = operand && tangentOf.get(operand);
      if (!tangent) return;
      const contribution = node.rule.jvp!(i, tangent, createGraph ? node : detached(node));
      sum = sum ? add(sum, contribution) : contribution;
    });
    tangentOf.set(node, sum!);
  }
  return ys.map((y) => (y.node && tangentOf.get(y.node)) ?? zeros(y.shape, y));
}

/** The Hessian of one number times a direction, with respect to each of `variables`: its gradient, recorded, then read forwards. Throws as these do. */
export function hessianVector(y: Tensor, variables: readonly Tensor[], tangents: readonly Tensor[]): Tensor[] {
  // Differentiate the gradient in forward mode
  return jvp(gradient(y, variables, { createGraph: true }), variables, tangents);
}

const detached = (context: Context): Context => ({ ...context, saved: Object.fromEntries(Object.entries(context.saved).map(([name, x]) => [name, constant(x)])) });

/** All nodes that these depend on, in topological order: each after its operands. There may be very many, so the search keeps a stack of its own in place of calling itself. */
// Sort the nodes topologically
/** All nodes from which `ends` were computed, each after its operands. */
function topologicalOrder(ends: readonly (GraphNode | undefined)[]): readonly GraphNode[] {
  const order: GraphNode[] = [];
  const visited = new Set<GraphNode>();
  const stack: { node: GraphNode; expanded: boolean }[] = [];
  const push = (nodes: readonly (GraphNode | undefined)[]) => {
    for (const node of nodes) if (node && !visited.has(node)) stack.push({ node, expanded: false });
  };
  push(ends);
  for (let top = stack.pop(); top; top = stack.pop()) {
    if (top.expanded) order.push(top.node);
    else if (!visited.has(top.node)) {
      visited.add(top.node);
      stack.push({ node: top.node, expanded: true });
      push(top.node.operands); // on top, so they come before it
    }
  }
  return order;
}

/** Of nodes in topological order, those that depend on one of the wanted. */
// Select the nodes that depend on the variables
/** The nodes of `order` that are wanted or depend on a wanted one; operands come first, so one pass is enough. */
function dependent(order: readonly GraphNode[],
  wanted: ReadonlySet<GraphNode | undefined>): ReadonlySet<GraphNode> {
  const reachable = new Set<GraphNode>();
  for (const node of order)
    if (wanted.has(node) || node.operands.some((operand) => operand && reachable.has(operand)))
      reachable.add(node);
  return reachable;
}
//# sourceMappingURL=../.maps/autograd/grad.ts.map
