// Tangled from book/interlude-a-tensors/01-tensors.md. Edit the book, then: npm run tangle
/** Shapes: how many numbers there are along each axis, and how shapes broadcast. */

/** The lengths of the axes; a single number has none. */
export type Shape = readonly number[];

/** How many numbers a tensor of the shape has. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((size, length) => size * length, 1);
}

/** Whether two shapes are the same. */
export function sameShape(one: Shape, other: Shape): boolean {
  return one.length === other.length && one.every((length, axis) => length === other[axis]);
}

/** The shape as errors name it: `[2, 3]`. */
export function shapeText(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}

/** The axis counted from the front; −1 is the last. Throws `RangeError` if there is none. */
export function axisOf(operation: string, axis: number, shape: Shape): number {
  const front = axis < 0 ? axis + shape.length : axis;
  if (!Number.isInteger(axis) || front < 0 || front >= shape.length) throw new RangeError(`${operation}: no axis ${axis} in ${shapeText(shape)}`);
  return front;
}

/** The axes counted from the front and in order; all of them if none are named. Throws `RangeError` for one that is not there or comes twice. */
export function axesOf(operation: string, axes: number | readonly number[] | undefined, shape: Shape): readonly number[] {
  if (axes === undefined) return shape.map((_, axis) => axis);
  const named = (typeof axes === "number" ? [axes] : axes).map((axis) => axisOf(operation, axis, shape));
  if (new Set(named).size < named.length) throw new RangeError(`${operation}: an axis comes twice in ${shapeText(named)}`);
  return named.sort((one, other) => one - other);
}

/** Throws `RangeError` unless every length is 0, 1, 2, … */
export function checkShape(operation: string, shape: Shape): void {
  if (!shape.every((length) => Number.isSafeInteger(length) && length >= 0)) throw new RangeError(`${operation}: not a shape, ${shapeText(shape)}`);
}

/**
 * The shape to which all of these broadcast: aligned at their last axes, two lengths fit if they are equal or one of them is 1.
 * Throws `RangeError` if some do not. Source: the Python array API standard, "Broadcasting".
 */
// Find the common shape of a broadcast
export function broadcastShapes(operation: string, ...shapes: readonly Shape[]): Shape {
  const [first = []] = shapes;
  if (shapes.every((shape) => sameShape(shape, first))) return first; // nothing is repeated
  const rank = Math.max(...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, axis) => {
    // aligned at the last axis; an axis that is missing in front has length 1
    const lengths = shapes.map((shape) => shape[axis - rank + shape.length] ?? 1);
    const length = lengths.find((each) => each !== 1) ?? 1;
    if (!lengths.every((each) => each === 1 || each === length))
      throw new RangeError(`${operation}: shapes do not broadcast, ${shapes.map(shapeText).join(" and ")}`);
    return length;
  });
}
//# sourceMappingURL=../.maps/layout/shape.ts.map
