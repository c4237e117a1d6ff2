// Tangled from book/08-transformer/05-training-a-gpt.md. Edit the book, then: npm run tangle
/** GELU and its backward pass, four float32 at a time. */
import { f32x4, i32, repeat, v128, when, type Code } from "../instructions.ts";
import { advance, define, type Fresh, type FunctionSource, type Local } from "../module.ts";
import { exp } from "./exp.ts";

/** The coefficients of t, t², … t⁵ in the approximation of erfc, and that of x in 1 / t. Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26. */
const COEFFICIENTS = [0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429];
const SCALE = 0.3275911 * Math.SQRT1_2;
/** The height of the normal density at zero. */
const PEAK = 1 / Math.sqrt(2 * Math.PI);

/** Sets `cumulative` to Φ(x) and `gaussian` to exp(−x²/2). */
function cumulativeOf(x: Local, { gaussian, cumulative }: { readonly gaussian: Local; readonly cumulative: Local }, fresh: Fresh): Code {
  const t = fresh("v128");
  const polynomial = COEFFICIENTS.slice(0, -1).reduceRight<Code>((rest, each) => f32x4.add(f32x4.multiply(rest, t.get), f32x4.const(each)), f32x4.const(COEFFICIENTS.at(-1)!));
  return [
    ...gaussian.set(exp(f32x4.multiply(f32x4.const(-0.5), f32x4.multiply(x.get, x.get)), fresh)),
    ...t.set(f32x4.divide(f32x4.const(1), f32x4.add(f32x4.multiply(f32x4.abs(x.get), f32x4.const(SCALE)), f32x4.const(1)))),
    ...cumulative.set(f32x4.multiply(f32x4.multiply(polynomial, t.get), f32x4.multiply(f32x4.const(0.5), gaussian.get))),
    ...cumulative.set(v128.bitselect(cumulative.get, f32x4.subtract(f32x4.const(1), cumulative.get), f32x4.less(x.get, f32x4.const(0)))),
  ];
}

/** A loop over n numbers: out, x, for the backward pass dY, n. */
function loopOf(name: string, isBackward: boolean): FunctionSource {
  return define(name, { parameters: isBackward ? ["i32", "i32", "i32", "i32"] : ["i32", "i32", "i32"] }, (parameters, fresh) => {
    const [out, operands, n] = [parameters[0]!, parameters.slice(1, -1), parameters.at(-1)!];
    const [x, gaussian, cumulative] = [fresh("v128"), fresh("v128"), fresh("v128")];
    const [at, dY] = operands as [Local, Local];
    const pass = (lanes: 4 | 1): Code => {
      const load = lanes === 4 ? v128.load : v128.load32Zero;
      const value = isBackward
        ? f32x4.multiply(load(dY.get), f32x4.add(cumulative.get, f32x4.multiply(f32x4.const(PEAK), f32x4.multiply(x.get, gaussian.get))))
        : f32x4.multiply(x.get, cumulative.get);
      return [
        ...x.set(load(at.get)),
        ...cumulativeOf(x, { gaussian, cumulative }, fresh),
        ...(lanes === 4 ? v128.store : v128.store32)(out.get, value),
        ...[out, ...operands].flatMap((each) => advance(each, 4 * lanes)),
        ...advance(n, -lanes),
      ];
    };
    return [
      ...when(i32.shrU(n.get, i32.const(2)), repeat(pass(4), i32.shrU(n.get, i32.const(2)))),
      ...when(n.get, repeat(pass(1), n.get)),
    ];
  });
}

/** The loops by the names of the fused kernels. */
export const geluLoops = (): readonly FunctionSource[] => [loopOf("gelu", false), loopOf("geluBackward", true)];
//# sourceMappingURL=../../../.maps/backends/wasm/kernels/gelu.ts.map
