// Tangled from book/interlude-b-the-processor/07-webassembly.md. Edit the book, then: npm run tangle
/** The exponential function and the hyperbolic tangent of four float32. */
import { f32x4, i32, i32x4, v128, type Code } from "../instructions.ts";
import type { Fresh } from "../module.ts";

/** c₀ + x (c₁ + x (c₂ + …)), by Horner. */
function polynomial(x: Code, coefficients: readonly number[]): Code {
  return coefficients.slice(0, -1).reduceRight((rest, each) => f32x4.add(f32x4.multiply(rest, x), f32x4.const(each)), f32x4.const(coefficients.at(-1)!));
}

const LOG2E = Math.LOG2E;
// ln 2 in two parts; the first has so few bits that its products with whole numbers up to 2¹⁵ are exact
const LN2_HIGH = 0.693359375;
const LN2_LOW = Math.LN2 - LN2_HIGH;

/** 2ⁿ for whole n from −126 to 127: n + 127 in the bits of the exponent. */
const powerOfTwo = (n: Code): Code => i32x4.shl(i32x4.add(n, i32x4.splat(127)), i32.const(23));

/** eˣ. */
export function exp(x: Code, fresh: Fresh): Code {
  const [r, n, half] = [fresh("v128"), fresh("v128"), fresh("v128")];
  const taylor = [1, 1, 1 / 2, 1 / 6, 1 / 24, 1 / 120, 1 / 720, 1 / 5040];
  return [
    // beyond these, the result is infinite or 0 in float32
    ...r.set(f32x4.maximum(f32x4.minimum(x, f32x4.const(89)), f32x4.const(-104))),
    ...n.set(f32x4.nearest(f32x4.multiply(r.get, f32x4.const(LOG2E)))),
    ...r.set(f32x4.subtract(f32x4.subtract(r.get, f32x4.multiply(n.get, f32x4.const(LN2_HIGH))), f32x4.multiply(n.get, f32x4.const(LN2_LOW)))),
    ...n.set(i32x4.truncate(n.get)),
    // n may be outside of the exponents: two factors, each of which is inside
    ...half.set(i32x4.shrS(n.get, i32.const(1))),
    ...f32x4.multiply(f32x4.multiply(polynomial(r.get, taylor), powerOfTwo(half.get)), powerOfTwo(i32x4.sub(n.get, half.get))),
  ];
}

/** tanh x: an odd polynomial near 0, and 1 − 2 / (e²ˣ + 1) elsewhere, where nothing cancels. */
export function tanh(x: Code, fresh: Fresh): Code {
  const [value, size, square, far] = [fresh("v128"), fresh("v128"), fresh("v128"), fresh("v128")];
  const series = [1, -1 / 3, 2 / 15, -17 / 315, 62 / 2835, -1382 / 155925, 21844 / 6081075, -929569 / 638512875];
  const sign = v128.and(value.get, f32x4.const(-0));
  return [
    ...value.set(x),
    ...size.set(f32x4.abs(value.get)),
    ...square.set(f32x4.multiply(value.get, value.get)),
    ...far.set(f32x4.subtract(f32x4.const(1), f32x4.divide(f32x4.const(2), f32x4.add(exp(f32x4.add(size.get, size.get), fresh), f32x4.const(1))))),
    ...v128.bitselect(f32x4.multiply(value.get, polynomial(square.get, series)), v128.or(far.get, sign), f32x4.less(size.get, f32x4.const(0.5))),
  ];
}
//# sourceMappingURL=../../../.maps/backends/wasm/kernels/exp.ts.map
