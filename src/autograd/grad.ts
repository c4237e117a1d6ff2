// Tangled from book/interlude-a-the-tensor-core/03-sums-where-we-copied.md. Edit the book, then: npm run tangle
/** Reads the record of a tensor backwards, and forwards. */
import { full, zeros } from "../tensor/create.ts";
import { add } from "../primitives/elementwise.ts";
import { checkDTypes, checkShapes } from "../tensor/result.ts";
import { constant, type At, type Origin } from "../tensor/node.ts";
import { shapeText } from "../layout/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** With `record`, what is computed can be differentiated again; without, the record is read and none is written. */
export interface Reading {
  readonly record?: boolean;
}

/** The derivatives of one number by each of `by`, in their shapes. Throws `RangeError` if it is not one number. */
export function gradient(y: Tensor, by: readonly Tensor[], reading: Reading = {}): Tensor[] {
  if (y.size !== 1) throw new RangeError(`gradient: one number has a gradient, not ${shapeText(y.shape)}`);
  return vjp(y, by, full(y.shape, 1, y), reading);
}

/** Jᵀ`bar` by each of `by`: backwards through the record of `y`. Throws `RangeError` if `bar` is not shaped as `y`, `TypeError` if it has another dtype. */
export function vjp(y: Tensor, by: readonly Tensor[], bar: Tensor, { record = false }: Reading = {}): Tensor[] {
  checkShapes("vjp", y.shape, bar.shape);
  checkDTypes("vjp", [y, bar]);
  const bars = new Map<Origin, Tensor>();
  if (y.origin) bars.set(y.origin, bar);
  const wanted = new Set(by.map(({ origin }) => origin));
  const lines = dependent(inOrder([y.origin]), wanted);
  // Read the record backwards
  for (const line of [...lines].reverse()) {
    const bar = bars.get(line);
    if (!bar) continue;
    line.operands.forEach((operand, i) => {
      if (!operand || !lines.has(operand)) return;
      const share = line.rule.vjp!(i, bar, record ? line : unrecorded(line));
      const before = bars.get(operand);
      bars.set(operand, before ? add(before, share) : share);
    });
    if (!wanted.has(line)) bars.delete(line);
  }
  return by.map((x) => (x.origin && bars.get(x.origin)) ?? zeros(x.shape, x));
}

/** J`dots` for each of `ys`, where `dots` are the rates of change of `by`: forwards through their record. Throws `RangeError` if they are not as many, or one has another shape. */
export function jvp(ys: readonly Tensor[], by: readonly Tensor[], dots: readonly Tensor[], { record = false }: Reading = {}): Tensor[] {
  if (dots.length !== by.length) throw new RangeError(`jvp: ${dots.length} rates of change for ${by.length} tensors`);
  const rates = new Map<Origin, Tensor>();
  by.forEach(({ origin, shape }, i) => {
    checkShapes("jvp", shape, dots[i]!.shape);
    if (origin) rates.set(origin, dots[i]!);
  });
  const lines = dependent(inOrder(ys.map(({ origin }) => origin)), new Set(rates.keys()));
  for (const line of lines) {
    if (rates.has(line)) continue;
    let rate: Tensor | undefined;
    line.operands.forEach((operand, i) => {
      const dot = operand && rates.get(operand);
      if (!dot) return;
      const share = line.rule.jvp!(i, dot, record ? line : unrecorded(line));
      rate = rate ? add(rate, share) : share;
    });
    rates.set(line, rate!);
  }
  return ys.map((y) => (y.origin && rates.get(y.origin)) ?? zeros(y.shape, y));
}

/** The Hessian of one number times a direction, by each of `by`: its gradient, recorded, then read forwards. Throws as these do. */
export function hessianVector(y: Tensor, by: readonly Tensor[], dots: readonly Tensor[]): Tensor[] {
  // Read the recorded gradient forwards
  return jvp(gradient(y, by, { record: true }), by, dots);
}

const unrecorded = (at: At): At => ({ ...at, kept: at.kept.map(constant) });

/** All lines that these go back to, each after its operands. There may be very many, so the walk keeps a list of its own in place of calling itself. */
function inOrder(ends: readonly (Origin | undefined)[]): readonly Origin[] {
  const order: Origin[] = [];
  const met = new Set<Origin>();
  const waiting: { line: Origin; done: boolean }[] = [];
  const wait = (lines: readonly (Origin | undefined)[]) => {
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
function dependent(order: readonly Origin[], wanted: ReadonlySet<Origin | undefined>): ReadonlySet<Origin> {
  const lines = new Set<Origin>();
  for (const line of order) if (wanted.has(line) || line.operands.some((operand) => operand && lines.has(operand))) lines.add(line);
  return lines;
}
//# sourceMappingURL=../.maps/autograd/grad.ts.map
