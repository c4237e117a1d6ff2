// Tangled from book/interlude-a-tensors/02-primitives-and-backends.md. Edit the book, then: npm run tangle
/** Maximum, its index, and mean. */
import { add, divide, equal, multiply } from "./elementwise.ts";
import { checkReal, costOf, emptyLike } from "../tensor/result.ts";
import { apply, type Context, type Rule } from "../tensor/node.ts";
import { axesOf, axisOf, shapeText, sizeOf, type Shape } from "../layout/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { permuteDims, reshape, keepDimsLayout, sum, withOnes } from "./views.ts";

/** The rules of the largest, and of its place. */
export const reductionRules = {
  max: {
    name: "max",
    value([x], axes) {
      const y = emptyLike([x!], x!.shape.filter((_, axis) => !axes.includes(axis)));
      y.backend.run({ kind: "reduce", name: "max", input: x!, output: { storage: y.storage, ...keepDimsLayout(y, x!.shape, axes) } });
      return y;
    },
    cost: ([x], y) => costOf(x!.size, [x!], y),
    saves: ([x], y) => ({ x: x!, y }),
    vjp: (_, cotangent, context) => multiply(winners(context), keptDims(cotangent, context)),
    jvp: (_, tangent, context) => sum(multiply(winners(context), tangent), context.parameters),
  } as Rule<readonly number[]>,
  argmax: {
    name: "argmax",
    value([x]) {
      const y = emptyLike([x!], x!.shape.slice(0, -1), "int32");
      y.backend.run({ kind: "argmax", input: x!, output: y });
      return y;
    },
    cost: ([x], y) => costOf(x!.size, [x!], y),
  } as Rule<undefined>,
};

/** The result of a reduction with its axes kept, so that it broadcasts against the operand. */
const keptDims = (y: Tensor, { parameters: axes, shapes: [shape] }: Context<readonly number[]>) => reshape(y, withOnes(shape!, axes));

/** One, divided evenly among the elements that are the maximum. */
function winners(context: Context<readonly number[]>): Tensor {
  const { x, y } = context.saved;
  const largest = equal(x!, keptDims(y!, context));
  // Divide the gradient among equal maxima
  return divide(largest, sum(largest, context.parameters, { keepDims: true }));
}

/** The maximum over axes, all of them if none are named. Where several elements are the maximum, they share the derivative. Throws `RangeError` if there is none. */
export function max(x: Tensor, axes?: number | readonly number[], { keepDims = false } = {}): Tensor {
  const gone = axesOf("max", axes, x.shape);
  if (gone.some((axis) => x.shape[axis] === 0)) throw new RangeError(`max: nothing to choose from in ${shapeText(x.shape)}`);
  if (gone.length === 0) return x;
  const y = apply(reductionRules.max, gone, [x]);
  return keepDims ? reshape(y, withOnes(x.shape, gone)) : y;
}

/** The mean over axes, all of them if none are named. Throws `TypeError` for int32. */
export function mean(x: Tensor, axes?: number | readonly number[], { keepDims = false } = {}): Tensor {
  checkReal("mean", x);
  const count = sizeOf(axesOf("mean", axes, x.shape).map((axis) => x.shape[axis]!));
  return divide(sum(x, axes, { keepDims }), count);
}

/** The first place of the largest along an axis, as indices. Throws `RangeError` if there is none. */
export function argmax(x: Tensor, axis: number): Tensor {
  const front = axisOf("argmax", axis, x.shape);
  if (x.shape[front] === 0) throw new RangeError(`argmax: nothing to choose from in ${shapeText(x.shape)}`);
  const others = [...x.shape.keys()].filter((each) => each !== front);
  return apply(reductionRules.argmax, undefined, [permuteDims(x, [...others, front])]);
}
//# sourceMappingURL=../.maps/primitives/reductions.ts.map
