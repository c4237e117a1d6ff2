// Tangled from book/interlude-c-the-graphics-processor/02-a-kernel-in-wgsl.md. Edit the book, then: npm run tangle
/** Functions of a number in WGSL, by the names of maps. */
import type { MapName } from "../../backend.ts";

/** WGSL lets an implementation assume that there is no NaN, so the bits decide. */
export const numeric = /* wgsl */ `
// Decide by the bits whether a number is NaN
fn isNan(x: f32) -> bool {
  return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u;
}
fn ofBits(bits: u32) -> f32 {
  return bitcast<f32>(bits);
}
`;

/** The sine of x, or of x and so many quarter turns: what is left of x after quarter turns, by their polynomials. */
const turned = /* wgsl */ `
fn turned(x: f32, quarters: u32) -> f32 {
  let count = round(x * 0.63661977);
  let left = ((x - count * 1.5703125) - count * 0.00048375129) - count * 7.5497899e-8;
  let s = left * left;
  let sine = left * (1.0 + s * (-1.0 / 6.0 + s * (1.0 / 120.0 + s * (-1.0 / 5040.0 + s * (1.0 / 362880.0)))));
  let cosine = 1.0 + s * (-0.5 + s * (1.0 / 24.0 + s * (-1.0 / 720.0 + s * (1.0 / 40320.0))));
  let quarter = (u32(i32(count)) + quarters) & 3u;
  let value = select(sine, cosine, (quarter & 1u) == 1u);
  return select(value, -value, quarter >= 2u);
}
`;

/** What WGSL has under another name, less exactly than is wanted, or not at all. */
export const helpers: Partial<Record<MapName, string>> = {
  exp: /* wgsl */ `
fn expOf(x: f32) -> f32 {
  if (isNan(x)) { return x; }
  if (x > 88.8) { return ofBits(0x7f800000u); }
  return select(exp(x), 0.0, x < -104.0);
}
`,
  log: /* wgsl */ `
fn logOf(x: f32) -> f32 {
  if (isNan(x) || x < 0.0) { return ofBits(0x7fc00000u); }
  if (x == 0.0) { return ofBits(0xff800000u); }
  return select(log(x), x, x > 3.4e38);
}
`,
  tanh: /* wgsl */ `
fn tanhOf(x: f32) -> f32 {
  if (isNan(x)) { return x; }
  let size = abs(x);
  if (size < 0.25) {
    let s = x * x;
    return x * (1.0 + s * (-1.0 / 3.0 + s * (2.0 / 15.0 + s * (-17.0 / 315.0 + s * (62.0 / 2835.0)))));
  }
  return sign(x) * (1.0 - 2.0 / (exp(2.0 * min(size, 10.0)) + 1.0));
}
`,
  erf: /* wgsl */ `
fn erfOf(x: f32) -> f32 {
  if (isNan(x)) { return x; }
  let size = min(abs(x), 4.0);
  if (size < 1.0) {
    let s = x * x;
    let series = 1.0 + s * (-1.0 / 3.0 + s * (1.0 / 10.0 + s * (-1.0 / 42.0 + s * (1.0 / 216.0
      + s * (-1.0 / 1320.0 + s * (1.0 / 9360.0 + s * (-1.0 / 75600.0 + s * (1.0 / 685440.0))))))));
    return 1.1283791671 * x * series;
  }
  let t = 1.0 / (1.0 + 0.3275911 * size);
  let tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return sign(x) * (1.0 - tail * exp(-size * size));
}
`,
  sin: /* wgsl */ `
${turned}
fn sinOf(x: f32) -> f32 {
  return turned(x, 0u);
}
`,
  cos: /* wgsl */ `
${turned}
fn cosOf(x: f32) -> f32 {
  return turned(x, 1u);
}
`,
  pow: /* wgsl */ `
fn powOf(x: f32, y: f32) -> f32 {
  if (y == 0.0) { return 1.0; }
  if (y == 1.0) { return x; }
  if (y == 2.0) { return x * x; }
  if (y == 3.0) { return x * x * x; }
  if (y == -1.0) { return 1.0 / x; }
  if (y == 0.5) { return sqrt(x); }
  let isWhole = floor(y) == y;
  let isOdd = isWhole && floor(0.5 * y) != 0.5 * y;
  if (isNan(x) || (x < 0.0 && !isWhole)) { return ofBits(0x7fc00000u); }
  return select(1.0, -1.0, x < 0.0 && isOdd) * pow(abs(x), y);
}
`,
};

/** Expressions in x, y and z of the type T. */
const expressions: Readonly<Record<MapName, string>> = {
  copy: "x",
  negative: "-x",
  abs: "abs(x)",
  sign: "select(T(x > T(0)) - T(x < T(0)), x, isNan(x))",
  exp: "expOf(x)",
  log: "logOf(x)",
  sqrt: "sqrt(x)",
  tanh: "tanhOf(x)",
  sin: "sinOf(x)",
  cos: "cosOf(x)",
  erf: "erfOf(x)",
  pow: "powOf(x, y)",
  add: "x + y",
  subtract: "x - y",
  multiply: "x * y",
  divide: "x / y",
  maximum: "largest(x, y)",
  minimum: "smallest(x, y)",
  less: "T(x < y)",
  lessEqual: "T(x <= y)",
  greater: "T(x > y)",
  greaterEqual: "T(x >= y)",
  equal: "T(x == y)",
  where: "select(z, y, x != T(0) || isNan(x))",
};

/** The larger and the smaller of two, for each type; NaN where one is. */
export const orders = {
  f32: /* wgsl */ `
${numeric}
fn largest(x: f32, y: f32) -> f32 {
  if (isNan(x)) { return x; }
  return select(max(x, y), y, isNan(y));
}
fn smallest(x: f32, y: f32) -> f32 {
  if (isNan(x)) { return x; }
  return select(min(x, y), y, isNan(y));
}
`,
  i32: /* wgsl */ `
fn isNan(x: i32) -> bool {
  return false;
}
fn largest(x: i32, y: i32) -> i32 {
  return max(x, y);
}
fn smallest(x: i32, y: i32) -> i32 {
  return min(x, y);
}
`,
} as const;

/** A function in WGSL: what it needs, and `f` of as many numbers as are asked for. */
export function functionOf(name: MapName, { type, arity }: { readonly type: "f32" | "i32"; readonly arity: number }): string {
  const parameters = ["x", "y", "z"].slice(0, arity).map((each) => `${each}: T`);
  return `alias T = ${type};\n${orders[type]}\n${helpers[name] ?? ""}\nfn f(${parameters.join(", ")}) -> T {\n  return ${expressions[name]};\n}\n`;
}

/** How many numbers the function takes. */
export function arityOf(name: MapName): 1 | 2 | 3 {
  if (name === "where") return 3;
  return expressions[name].includes("y") && name !== "copy" ? 2 : 1;
}
//# sourceMappingURL=../../../.maps/backends/webgpu/kernels/functions.ts.map
