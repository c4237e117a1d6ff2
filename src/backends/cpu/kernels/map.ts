// Tangled from book/interlude-a-tensors/02-primitives-and-backends.md. Edit the book, then: npm run tangle
/** Functions of each element. Every one has a loop of its own, because a loop that calls different functions cannot be compiled for any. */
import type { MapName, View } from "../../backend.ts";
import { numbersOf, type Numbers } from "../../../layout/dtype.ts";
import { dataOf } from "../storage.ts";
import { erf } from "./erf.ts";
import { eachRow, walkOf } from "./rows.ts";

/** Applies the function `name` to each element of the inputs, which have the shape of the output or are numbers. */
export function map(name: MapName, inputs: readonly (View | number)[], output: View): void {
  const layouts = [output, ...inputs.map((each) => (typeof each === "number" ? { shape: output.shape, strides: output.shape.map(() => 0), offset: 0 } : each))];
  const walk = walkOf(layouts);
  const n = walk.lengths.at(-1) ?? 1;
  const [so = 1, sx = 1, sy = 1, sz = 1] = walk.strides.map((strides) => strides.at(-1) ?? 1);
  const out = dataOf(output);
  const [x, y, z] = inputs.map((each) => (typeof each === "number" ? numbersOf(output.storage.dtype, 1).fill(each) : dataOf(each))) as [Numbers, Numbers, Numbers];
  if (name === "where") return eachRow(layouts, walk, ([o, p, q, r]) => where(out, o!, x, p!, sx, y, q!, sy, z, r!, sz, n));
  if (name === "copy") return eachRow(layouts, walk, ([o, p]) => copy(out, o!, so, x, p!, sx, n));
  if (name === "pow") return eachRow(layouts, walk, ([o, p]) => pow(out, o!, x, p!, sx, n, inputs[1] as number));
  if (name in ofTwo) {
    const loop = ofTwo[name as keyof typeof ofTwo];
    return eachRow(layouts, walk, ([o, p, q]) => loop(out, o!, x, p!, sx, y, q!, sy, n));
  }
  const loop = ofOne[name as keyof typeof ofOne];
  eachRow(layouts, walk, ([o, p]) => loop(out, o!, x, p!, sx, n));
}

// out: n numbers from place o on; x, y, z: read from places p, q, r on, in strides sx, sy, sz
type OfOne = (out: Numbers, o: number, x: Numbers, p: number, sx: number, n: number) => void;
type OfTwo = (out: Numbers, o: number, x: Numbers, p: number, sx: number, y: Numbers, q: number, sy: number, n: number) => void;

const ofOne = {
  negative: (out, o, x, p, sx, n) => { for (let i = 0; i < n; i++, p += sx) out[o + i] = -x[p]!; },
  abs: (out, o, x, p, sx, n) => { for (let i = 0; i < n; i++, p += sx) out[o + i] = Math.abs(x[p]!); },
  sign: (out, o, x, p, sx, n) => { for (let i = 0; i < n; i++, p += sx) out[o + i] = Math.sign(x[p]!); },
  exp: (out, o, x, p, sx, n) => { for (let i = 0; i < n; i++, p += sx) out[o + i] = Math.exp(x[p]!); },
  log: (out, o, x, p, sx, n) => { for (let i = 0; i < n; i++, p += sx) out[o + i] = Math.log(x[p]!); },
  sqrt: (out, o, x, p, sx, n) => { for (let i = 0; i < n; i++, p += sx) out[o + i] = Math.sqrt(x[p]!); },
  tanh: (out, o, x, p, sx, n) => { for (let i = 0; i < n; i++, p += sx) out[o + i] = Math.tanh(x[p]!); },
  sin: (out, o, x, p, sx, n) => { for (let i = 0; i < n; i++, p += sx) out[o + i] = Math.sin(x[p]!); },
  cos: (out, o, x, p, sx, n) => { for (let i = 0; i < n; i++, p += sx) out[o + i] = Math.cos(x[p]!); },
  erf: (out, o, x, p, sx, n) => { for (let i = 0; i < n; i++, p += sx) out[o + i] = erf(x[p]!); },
} satisfies Partial<Record<MapName, OfOne>>;

const ofTwo = {
  // Add two strided rows
  add(out, o, x, p, sx, y, q, sy, n) {
    for (let i = 0; i < n; i++, p += sx, q += sy) {
      out[o + i] = x[p]! + y[q]!;
    }
  },
  subtract: (out, o, x, p, sx, y, q, sy, n) => { for (let i = 0; i < n; i++, p += sx, q += sy) out[o + i] = x[p]! - y[q]!; },
  multiply: (out, o, x, p, sx, y, q, sy, n) => { for (let i = 0; i < n; i++, p += sx, q += sy) out[o + i] = x[p]! * y[q]!; },
  divide: (out, o, x, p, sx, y, q, sy, n) => { for (let i = 0; i < n; i++, p += sx, q += sy) out[o + i] = x[p]! / y[q]!; },
  maximum: (out, o, x, p, sx, y, q, sy, n) => { for (let i = 0; i < n; i++, p += sx, q += sy) out[o + i] = Math.max(x[p]!, y[q]!); },
  minimum: (out, o, x, p, sx, y, q, sy, n) => { for (let i = 0; i < n; i++, p += sx, q += sy) out[o + i] = Math.min(x[p]!, y[q]!); },
  less: (out, o, x, p, sx, y, q, sy, n) => { for (let i = 0; i < n; i++, p += sx, q += sy) out[o + i] = x[p]! < y[q]! ? 1 : 0; },
  lessEqual: (out, o, x, p, sx, y, q, sy, n) => { for (let i = 0; i < n; i++, p += sx, q += sy) out[o + i] = x[p]! <= y[q]! ? 1 : 0; },
  greater: (out, o, x, p, sx, y, q, sy, n) => { for (let i = 0; i < n; i++, p += sx, q += sy) out[o + i] = x[p]! > y[q]! ? 1 : 0; },
  greaterEqual: (out, o, x, p, sx, y, q, sy, n) => { for (let i = 0; i < n; i++, p += sx, q += sy) out[o + i] = x[p]! >= y[q]! ? 1 : 0; },
  equal: (out, o, x, p, sx, y, q, sy, n) => { for (let i = 0; i < n; i++, p += sx, q += sy) out[o + i] = x[p]! === y[q]! ? 1 : 0; },
} satisfies Partial<Record<MapName, OfTwo>>;

function pow(out: Numbers, o: number, x: Numbers, p: number, sx: number, n: number, exponent: number): void {
  for (let i = 0; i < n; i++, p += sx) out[o + i] = x[p]! ** exponent;
}

function copy(out: Numbers, o: number, so: number, x: Numbers, p: number, sx: number, n: number): void {
  if (so === 1 && sx === 1) return out.set(x.subarray(p, p + n), o);
  for (let i = 0; i < n; i++, p += sx, o += so) out[o] = x[p]!;
}

function where(out: Numbers, o: number, x: Numbers, p: number, sx: number, y: Numbers, q: number, sy: number, z: Numbers, r: number, sz: number, n: number): void {
  for (let i = 0; i < n; i++, p += sx, q += sy, r += sz) out[o + i] = x[p]! !== 0 ? y[q]! : z[r]!;
}
//# sourceMappingURL=../../../.maps/backends/cpu/kernels/map.ts.map
