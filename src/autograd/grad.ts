// Tangled from book/interlude-a-the-tensor-core/03-sums-where-we-copied.md. Edit the book, then: npm run tangle
/** Reads the record of a tensor backwards, and forwards. */
import { full, zeros } from "../tensor/create.ts";
import { add } from "../primitives/elementwise.ts";
import { checkDTypes, checkShapes } from "../tensor/result.ts";
import { constant, type Context, type GraphNode } from "../tensor/node.ts";
import { shapeText } from "../layout/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** With `record`, what is computed can be differentiated again; without, the record is read and none is written. */
export interface GradientOptions {
  readonly record?: boolean;
}

/** The derivatives of one number by each of `by`, in their shapes. Throws `RangeError` if it is not one number. */
export function gradient(y: Tensor, by: readonly Tensor[], reading: GradientOptions = {}): Tensor[] {
  if (y.size !== 1) throw new RangeError(`gradient: one number has a gradient, not ${shapeText(y.shape)}`);
  return vjp(y, by, full(y.shape, 1, y), reading);
}

/** Jᵀ`cotangent` by each of `by`: backwards through the record of `y`. Throws `RangeError` if `cotangent` is not shaped as `y`, `TypeError` if it has another dtype. */
export function vjp(y: Tensor, by: readonly Tensor[], cotangent: Tensor, { record = false }: GradientOptions = {}): Tensor[] {
  checkShapes("vjp", y.shape, cotangent.shape);
  checkDTypes("vjp", [y, cotangent]);
  const cotangents = new Map<GraphNode, Tensor>();
  if (y.node) cotangents.set(y.node, cotangent);
  const wanted = new Set(by.map(({ node }) => node));
  const lines = dependent(inOrder([y.node]), wanted);
  // Read the record backwards
  for (const line of [...lines].reverse()) {
    const cotangent = cotangents.get(line);
    if (!cotangent) continue;
    line.operands.forEach((operand, i) => {
      if (!operand || !lines.has(operand)) return;
      const share = line.rule.vjp!(i, cotangent, record ? line : detached(line));
      const before = cotangents.get(operand);
      cotangents.set(operand, before ? add(before, share) : share);
    });
    if (!wanted.has(line)) cotangents.delete(line);
  }
  return by.map((x) => (x.node && cotangents.get(x.node)) ?? zeros(x.shape, x));
}

/** J`dots` for each of `ys`, where `dots` are the rates of change of `by`: forwards through their record. Throws `RangeError` if they are not as many, or one has another shape. */
export function jvp(ys: readonly Tensor[], by: readonly Tensor[], tangents: readonly Tensor[], { record = false }: GradientOptions = {}): Tensor[] {
  if (tangents.length !== by.length) throw new RangeError(`jvp: ${tangents.length} rates of change for ${by.length} tensors`);
  const rates = new Map<GraphNode, Tensor>();
  by.forEach(({ node, shape }, i) => {
    checkShapes("jvp", shape, tangents[i]!.shape);
    if (node) rates.set(node, tangents[i]!);
  });
  const lines = dependent(inOrder(ys.map(({ node }) => node)), new Set(rates.keys()));
  for (const line of lines) {
    if (rates.has(line)) continue;
    let rate: Tensor | undefined;
    line.operands.forEach((operand, i) => {
      const tangent = operand && rates.get(operand);
      if (!tangent) return;
      const share = line.rule.jvp!(i, tangent, record ? line : detached(line));
      rate = rate ? add(rate, share) : share;
    });
    rates.set(line, rate!);
  }
  return ys.map((y) => (y.node && rates.get(y.node)) ?? zeros(y.shape, y));
}

/** The Hessian of one number times a direction, by each of `by`: its gradient, recorded, then read forwards. Throws as these do. */
export function hessianVector(y: Tensor, by: readonly Tensor[], tangents: readonly Tensor[]): Tensor[] {
  // Read the recorded gradient forwards
  return jvp(gradient(y, by, { record: true }), by, tangents);
}

const detached = (at: Context): Context => ({ ...at, saved: at.saved.map(constant) });

/** All lines that these go back to, each after its operands. There may be very many, so the walk keeps a list of its own in place of calling itself. */
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

/** Of lines in order, those that go back to one of the wanted. */
function dependent(order: readonly GraphNode[], wanted: ReadonlySet<GraphNode | undefined>): ReadonlySet<GraphNode> {
  const lines = new Set<GraphNode>();
  for (const line of order) if (wanted.has(line) || line.operands.some((operand) => operand && lines.has(operand))) lines.add(line);
  return lines;
}
//# sourceMappingURL=../.maps/autograd/grad.ts.map
