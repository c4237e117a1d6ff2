// Tangled from book/09-position/04-rotary-embedding.md. Edit the book, then: npm run tangle
/** Rotary position embedding: pairs of numbers rotated by angles from a table. */
// Import what the rotation needs
import { rowMajor } from "../layout/layout.ts";
import { shapeText, sizeOf } from "../layout/shape.ts";
import { add, apply, asTensor, checkReal, concat, constant, contiguous, costOf, emptyLike, multiply, reshape, runFused, slice, stack, subtract, supports, type Rule, type Tensor } from "../tensor-core.ts";
import { checkDTypes } from "../tensor/result.ts";

// Describe the layouts of pairs
/** Which numbers of a row are a pair: i and i + d/2, or 2i and 2i + 1. */
export type RotaryLayout = "half" | "interleaved";

// Rotate pairs of numbers
/**
 * Each pair of x rotated by the angle of its position: […, T, d]. angles:
 * [T, d], as `rotaryAngles` makes them, which are constants.
 * Source: Su and others, “RoFormer: enhanced transformer with rotary
 * position embedding”, 2021.
 */
export function rotary(
  x: Tensor, angles: Tensor, layout: RotaryLayout = "half",
): Tensor {
  checkRotary(x, angles);
  return rotated(x, { angles: constant(angles), layout, count: x.size });
}

/** Queries and keys rotated, values as they are: [3, …, T, d]. */
export function rotaryOfPacked(
  qkv: Tensor, angles: Tensor, layout: RotaryLayout = "half",
): Tensor {
  checkRotary(qkv, angles);
  // Reject what is not packed
  if (qkv.shape[0] !== 3 || qkv.shape.length < 3) throw new RangeError(`rotaryOfPacked: queries, keys and values are [3, …, T, d], not ${shapeText(qkv.shape)}`);
  return rotated(qkv, { angles: constant(angles), layout, count: (2 * qkv.size) / 3 });
}

// Register the rotation as an operation
/** `count` numbers from the first are rotated, the others are copied. */
interface Rotation {
  readonly angles: Tensor;
  readonly layout: RotaryLayout;
  readonly count: number;
}

/** The rotation; its derivative does not depend on x. */
const rotaryRule: Rule<Rotation> = {
  name: "rotary",
  value: ([x], rotation) => rotate(constant(x!), rotation),
  cost: ([x], y, { angles, count }) => costOf(3 * count, [x!, angles], y),
  saves: (_, __, { angles }) => ({ angles }),
  vjp: (_, dY, { saved: { angles }, parameters }) =>
    rotated(dY, { ...parameters, angles: inverse(angles!) }),
  jvp: (_, tangent, { saved: { angles }, parameters }) =>
    rotated(tangent, { ...parameters, angles: angles! }),
};

/** The angles with their signs changed: cosines stay, sines do not. */
function inverse(angles: Tensor): Tensor {
  const { shape: [, d], dtype, backend } = angles;
  const signs = Float64Array.from({ length: d! }, (_, j) => (j < d! / 2 ? 1 : -1));
  return multiply(angles, asTensor(signs, { dtype, backend }));
}

function rotated(x: Tensor, rotation: Rotation): Tensor {
  if (x.size === 0) return x;
  return supports(x, "rotary") ? apply(rotaryRule, rotation, [contiguous(x)]) : rotaryOfPrimitives(x, rotation);
}

/** Runs the kernel on the first numbers, each sequence a row, and copies the others. */
function rotate(x: Tensor, { angles, layout, count }: Rotation): Tensor {
  const y = emptyLike([x], x.shape);
  const [length, d] = [angles.size, angles.shape[1]!];
  const part = (of: Tensor, from: number, to: number) => of.withLayout({ ...rowMajor([(to - from) / length, length]), offset: of.offset + from });
  runFused("rotary", [part(x, 0, count), reshape(contiguous(angles), [length])], part(y, 0, count), [d, layout === "half" ? 0 : 1]);
  if (count < x.size) y.backend.run({ kind: "map", name: "copy", inputs: [part(x, count, x.size)], output: part(y, count, y.size) });
  return y;
}

// Rotate pairs by primitives
/** The same in operations: a cos − b sin and a sin + b cos of each pair (a, b). */
function rotaryOfPrimitives(x: Tensor, { angles, layout, count }: Rotation): Tensor {
  if (count < x.size) {
    const turned = rotaryOfPrimitives(slice(x, [[0, 2]]), { angles, layout, count });
    return concat([turned, slice(x, [[2, 3]])]);
  }
  const half = angles.shape[1]! / 2;
  const axes = x.shape.slice(0, -1).map(() => [] as const);
  const [cosine, sine] = [slice(angles, [[], [0, half]]), slice(angles, [[], [half]])];
  const pairs = layout === "half" ? x : reshape(x, [...x.shape.slice(0, -1), half, 2]);
  const [a, b] = layout === "half" ? [slice(pairs, [...axes, [0, half]]), slice(pairs, [...axes, [half]])] : [slice(pairs, [...axes, [], 0]), slice(pairs, [...axes, [], 1])];
  const [one, other] = [subtract(multiply(a, cosine), multiply(b, sine)), add(multiply(a, sine), multiply(b, cosine))];
  return layout === "half" ? concat([one, other], x.shape.length - 1) : reshape(stack([one, other], x.shape.length), x.shape);
}

// Make a table of angles
/**
 * The table of rotations: [T, d], in row t the cosines of position `first`
 * + t at each of d/2 frequencies, then the sines; dtype and backend are
 * those of `like`. Angles are computed in double precision.
 */
export function rotaryAngles(
  frequencies: readonly number[],
  { length, first = 0, factor = 1 }:
    { readonly length: number; readonly first?: number; readonly factor?: number },
  { dtype, backend }: Pick<Tensor, "dtype" | "backend">,
): Tensor {
  const half = frequencies.length;
  const table = Float64Array.from({ length: length * 2 * half }, (_, k) => {
    const [t, j] = [Math.floor(k / (2 * half)), k % (2 * half)];
    const angle = (first + t) * frequencies[j % half]!;
    return factor * (j < half ? Math.cos(angle) : Math.sin(angle));
  });
  return asTensor(table, { shape: [length, 2 * half], dtype, backend });
}

// Check what is rotated
function checkRotary(x: Tensor, angles: Tensor): void {
  const [T, d] = x.shape.slice(-2);
  if (x.shape.length < 2 || angles.shape.length !== 2 || angles.shape[0] !== T || angles.shape[1] !== d || d! % 2 !== 0) throw new RangeError(`rotary: rows ${shapeText(x.shape)} and angles ${shapeText(angles.shape)} do not fit`);
  checkDTypes("rotary", [x, angles]);
  checkReal("rotary", x);
}
//# sourceMappingURL=../.maps/ops/rotary.ts.map
