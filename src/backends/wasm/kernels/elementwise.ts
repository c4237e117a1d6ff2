// Tangled from book/interlude-b-the-processor/07-webassembly.md. Edit the book, then: npm run tangle
/** Functions of each element, four float32 at a time. */
import type { MapName } from "../../backend.ts";
import { f32x4, i32, repeat, v128, when, type Code } from "../instructions.ts";
import { advance, define, type Fresh, type FunctionSource } from "../module.ts";
import { exp, tanh } from "./exp.ts";

type Lanes = (operands: readonly Code[], fresh: Fresh) => Code;

const truth = (mask: Code): Code => v128.and(mask, f32x4.const(1));

/** What is applied to vectors, by the names of the boundary. */
export const lanewise: Readonly<Partial<Record<MapName, { readonly operands: 1 | 2 | 3; readonly write: Lanes }>>> = {
  negative: { operands: 1, write: ([x]) => f32x4.negative(x!) },
  abs: { operands: 1, write: ([x]) => f32x4.abs(x!) },
  sqrt: { operands: 1, write: ([x]) => f32x4.sqrt(x!) },
  exp: { operands: 1, write: ([x], fresh) => exp(x!, fresh) },
  tanh: { operands: 1, write: ([x], fresh) => tanh(x!, fresh) },
  add: { operands: 2, write: ([x, y]) => f32x4.add(x!, y!) },
  subtract: { operands: 2, write: ([x, y]) => f32x4.subtract(x!, y!) },
  multiply: { operands: 2, write: ([x, y]) => f32x4.multiply(x!, y!) },
  divide: { operands: 2, write: ([x, y]) => f32x4.divide(x!, y!) },
  maximum: { operands: 2, write: ([x, y]) => f32x4.maximum(x!, y!) },
  minimum: { operands: 2, write: ([x, y]) => f32x4.minimum(x!, y!) },
  less: { operands: 2, write: ([x, y]) => truth(f32x4.less(x!, y!)) },
  lessEqual: { operands: 2, write: ([x, y]) => truth(f32x4.lessEqual(x!, y!)) },
  greater: { operands: 2, write: ([x, y]) => truth(f32x4.greater(x!, y!)) },
  greaterEqual: { operands: 2, write: ([x, y]) => truth(f32x4.greaterEqual(x!, y!)) },
  equal: { operands: 2, write: ([x, y]) => truth(f32x4.equal(x!, y!)) },
  where: { operands: 3, write: ([condition, x, y]) => v128.bitselect(x!, y!, f32x4.notEqual(condition!, f32x4.const(0))) },
};


/** A loop over n numbers: out, an address for each operand, n. An operand of stride 0 is one number, the same for all. */
function loopOf(name: string, strides: readonly number[], write: Lanes): FunctionSource {
  return define(name, { parameters: ["i32", ...strides.map(() => "i32" as const), "i32"] }, (parameters, fresh) => {
    const [out, operands, n] = [parameters[0]!, parameters.slice(1, -1), parameters.at(-1)!];
    const same = operands.map(() => fresh("v128"));
    const pass = (lanes: 4 | 1): Code => [
      ...(lanes === 4 ? v128.store : v128.store32)(
        out.get,
        write(operands.map(({ get }, i) => (strides[i] === 0 ? same[i]!.get : lanes === 4 ? v128.load(get) : v128.load32Zero(get))), fresh),
      ),
      ...[out, ...operands.filter((_, i) => strides[i] !== 0)].flatMap((each) => advance(each, 4 * lanes)),
      ...advance(n, -lanes),
    ];
    return [
      ...operands.flatMap(({ get }, i) => (strides[i] === 0 ? same[i]!.set(v128.load32Splat(get)) : [])),
      // n / 4 turns of four numbers, then the rest one by one
      ...when(i32.shrU(n.get, i32.const(2)), repeat(pass(4), i32.shrU(n.get, i32.const(2)))),
      ...when(n.get, repeat(pass(1), n.get)),
    ];
  });
}

/** The name of the loop for operands with these strides, which are 0 or 1. */
export const loopName = (name: MapName, strides: readonly number[]): string => `${name} ${strides.join("")}`;

/** A loop for every function and every way in which its operands repeat. */
export function elementwiseLoops(): readonly FunctionSource[] {
  return Object.entries(lanewise).flatMap(([name, { operands, write }]) =>
    Array.from({ length: 2 ** operands }, (_, bits) => Array.from({ length: operands }, (_, i) => (bits >> i) & 1)).map((strides) =>
      loopOf(loopName(name as MapName, strides), strides, write)));
}
//# sourceMappingURL=../../../.maps/backends/wasm/kernels/elementwise.ts.map
