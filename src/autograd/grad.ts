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

/** The derivatives of one number with respect to each of `by`, in their shapes. Throws `RangeError` if it is not one number, and as `vjp` does. */
export function gradient(y: Tensor, by: readonly Tensor[], options: GradientOptions = {}): Tensor[] {
  if (y.size !== 1) throw new RangeError(`gradient: one number has a gradient, not ${shapeText(y.shape)}`);
  const pool = poolOf(y);
  const run = () => vjp(y, by, full(y.shape, 1, y), options);
  return pool && !options.createGraph ? pool.scope(run) : run();
}

/**
 * Jᵀ`cotangent` with respect to each of `by`: backwards through the graph of `y`. Throws `RangeError` if `cotangent` is not shaped as `y` or the graph
 * was consumed, `TypeError` if it has another dtype.
 */
export function vjp(y: Tensor, by: readonly Tensor[], cotangent: Tensor, options: GradientOptions = {}): Tensor[] {
  checkShapes("vjp", y.shape, cotangent.shape);
  checkDTypes("vjp", [y, cotangent]);
  const pool = poolOf(y);
  if (!pool || options.createGraph) return pulledBack(y, by, cotangent, options);
  return pool.scope(() => pulledBack(y, by, cotangent, { ...options, pool }));
}

type Pull = GradientOptions & { readonly pool?: Pool };

function pulledBack(y: Tensor, by: readonly Tensor[], start: Tensor, { createGraph = false, retainGraph = createGraph, pool }: Pull): Tensor[] {
  // Accumulate the cotangents backwards
  const cotangents = new Cotangents(pool);
  if (y.node) cotangents.set(y.node, start);
  const wanted = new Set(by.map(({ node }) => node));
  const lines = dependent(inOrder([y.node]), wanted);
  const share = (line: GraphNode, i: number, cotangent: Tensor) => {
    const pull = () => line.rule.vjp!(i, cotangent, createGraph ? line : detached(line));
    return pool ? pool.scope(pull) : pull();
  };
  checkUnconsumed("vjp", lines, poolOf(y));
  // Visit the nodes in reverse order
  for (const line of [...lines].reverse()) {
    const cotangent = cotangents.get(line);
    line.operands.forEach((operand, i) => {
      if (!cotangent || !operand || !lines.has(operand)) return;
      cotangents.add(operand, share(line, i, cotangent));
    });
    if (!retainGraph) pool?.consumed(line);
    if (!wanted.has(line)) cotangents.delete(line);
  }
  return by.map((x) => (x.node && cotangents.get(x.node)) ?? zeros(x.shape, x));
}

/** The cotangent of each node so far. In a pool, what no node needs any more is released at once. */
class Cotangents {
  readonly #pool: Pool | undefined;
  readonly #of = new Map<GraphNode, Tensor>();
  /** How many nodes need a storage; several may see the same one. */
  readonly #uses = new Map<Storage, number>();

  constructor(pool: Pool | undefined) {
    this.#pool = pool;
  }

  get(node: GraphNode): Tensor | undefined {
    return this.#of.get(node);
  }

  set(node: GraphNode, cotangent: Tensor): void {
    this.#of.set(node, cotangent);
    this.#uses.set(cotangent.storage, (this.#uses.get(cotangent.storage) ?? 0) + 1);
  }

  /** Adds a contribution to the cotangent of a node. */
  add(node: GraphNode, share: Tensor): void {
    const before = this.#of.get(node);
    if (!before) return this.set(node, share);
    this.set(node, add(before, share));
    if (!this.#uses.has(share.storage)) this.#pool?.drop(share);
    this.#letGo(before);
  }

  delete(node: GraphNode): void {
    const cotangent = this.#of.get(node);
    this.#of.delete(node);
    if (cotangent) this.#letGo(cotangent);
  }

  #letGo(cotangent: Tensor): void {
    const uses = this.#uses.get(cotangent.storage)! - 1;
    this.#uses.set(cotangent.storage, uses);
    if (uses > 0) return;
    this.#uses.delete(cotangent.storage);
    this.#pool?.drop(cotangent);
  }
}

function checkUnconsumed(operation: string, lines: Iterable<GraphNode>, pool: Pool | undefined): void {
  if (pool) for (const line of lines) if (pool.wasConsumed(line)) throw new RangeError(`${operation}: an earlier backward pass has freed what this graph saved; it needed retainGraph`);
}

/** J`tangents` for each of `ys`, where `tangents` are those of `by`: forwards through their record. Throws `RangeError` if they are not as many, one has another shape, or the graph was consumed. */
export function jvp(ys: readonly Tensor[], by: readonly Tensor[], tangents: readonly Tensor[], { createGraph = false }: GradientOptions = {}): Tensor[] {
  if (tangents.length !== by.length) throw new RangeError(`jvp: ${tangents.length} rates of change for ${by.length} tensors`);
  const rates = new Map<GraphNode, Tensor>();
  by.forEach(({ node, shape }, i) => {
    checkShapes("jvp", shape, tangents[i]!.shape);
    if (node) rates.set(node, tangents[i]!);
  });
  const lines = dependent(inOrder(ys.map(({ node }) => node)), new Set(rates.keys()));
  checkUnconsumed("jvp", lines, ys[0] && poolOf(ys[0]));
  for (const line of lines) {
    if (rates.has(line)) continue;
    let rate: Tensor | undefined;
    line.operands.forEach((operand, i) => {
      const tangent = operand && rates.get(operand);
      if (!tangent) return;
      const share = line.rule.jvp!(i, tangent, createGraph ? line : detached(line));
      rate = rate ? add(rate, share) : share;
    });
    rates.set(line, rate!);
  }
  return ys.map((y) => (y.node && rates.get(y.node)) ?? zeros(y.shape, y));
}

/** The Hessian of one number times a direction, with respect to each of `by`: its gradient, recorded, then read forwards. Throws as these do. */
export function hessianVector(y: Tensor, by: readonly Tensor[], tangents: readonly Tensor[]): Tensor[] {
  // Differentiate the gradient in forward mode
  return jvp(gradient(y, by, { createGraph: true }), by, tangents);
}

const detached = (at: Context): Context => ({ ...at, saved: at.saved.map(constant) });

/** All nodes that these depend on, in topological order: each after its operands. There may be very many, so the search keeps a stack of its own in place of calling itself. */
// Sort the nodes topologically
function inOrder(ends: readonly (GraphNode | undefined)[]): readonly GraphNode[] {
  const order: GraphNode[] = [];
  const met = new Set<GraphNode>();
  const waiting: { line: GraphNode; done: boolean }[] = [];
  const wait = (lines: readonly (GraphNode | undefined)[]) => {
    for (const line of lines) if (line && !met.has(line)) waiting.push({ line, done: false });
  };
  wait(ends);
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.done) order.push(next.line);
    else if (!met.has(next.line)) {
      met.add(next.line);
      waiting.push({ line: next.line, done: true });
      wait(next.line.operands);
    }
  }
  return order;
}

/** Of nodes in topological order, those that depend on one of the wanted. */
// Select the nodes that depend on the variables
function dependent(order: readonly GraphNode[],
  wanted: ReadonlySet<GraphNode | undefined>): ReadonlySet<GraphNode> {
  const lines = new Set<GraphNode>();
  for (const line of order)
    if (wanted.has(line) || line.operands.some((operand) => operand && lines.has(operand)))
      lines.add(line);
  return lines;
}
//# sourceMappingURL=../.maps/autograd/grad.ts.map
