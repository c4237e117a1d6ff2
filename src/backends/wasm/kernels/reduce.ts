// Tangled from book/interlude-b-the-processor/07-webassembly.md. Edit the book, then: npm run tangle
/** Sums and maxima of float32, two or four at a time; sums are taken in float64. */
import { f32, f32x4, f64, f64x2, i32, repeat, v128, when, type Code } from "../instructions.ts";
import { advance, define, type FunctionSource, type Local } from "../module.ts";

const two = (address: Code, offset: number): Code => f64x2.promoteLow(v128.load64Zero(address, offset));
const one = (address: Code): Code => f64x2.promoteLow(v128.load32Zero(address));

/** Runs `pass` over n numbers, `count` at a time, and then `last` over the rest, one by one. `count` is a power of two. */
function inSteps(n: Local, count: number, pass: Code, last: Code): Code {
  const turns = i32.shrU(n.get, i32.const(Math.log2(count)));
  return [...when(turns, repeat([...pass, ...advance(n, -count)], turns)), ...when(n.get, repeat([...last, ...advance(n, -1)], n.get))];
}

/** total: address of a float64; adds n numbers from x on, in four sums of two lanes that do not wait for each other. */
const sumRow = define("sum row", { parameters: ["i32", "i32", "i32"] }, ([total, x, n], fresh) => {
  const sums = [0, 8, 16, 24].map((offset) => ({ offset, sum: fresh("v128") }));
  const all = fresh("v128");
  return [
    ...inSteps(n!, 8, [...sums.flatMap(({ offset, sum }) => sum.set(f64x2.add(sum.get, two(x!.get, offset)))), ...advance(x!, 32)],
      [...sums[0]!.sum.set(f64x2.add(sums[0]!.sum.get, one(x!.get))), ...advance(x!, 4)]),
    ...all.set(sums.map(({ sum }) => sum.get).reduce((a, b) => f64x2.add(a, b))),
    ...f64.store(total!.get, f64.add(f64.load(total!.get), f64.add(f64x2.lane(all.get, 0), f64x2.lane(all.get, 1)))),
  ];
});

/** totals: addresses of n float64, to each of which a number of x is added. */
const sumInto = define("sum into", { parameters: ["i32", "i32", "i32"] }, ([totals, x, n]) =>
  inSteps(n!, 2, [...v128.store(totals!.get, f64x2.add(v128.load(totals!.get), two(x!.get, 0))), ...advance(totals!, 16), ...advance(x!, 8)],
    [...f64.store(totals!.get, f64x2.lane(f64x2.add(v128.load64Zero(totals!.get), one(x!.get)), 0)), ...advance(totals!, 8), ...advance(x!, 4)]));

/** total: address of a float32, which becomes the largest of it and n numbers; NaN if one is NaN. */
const maxRow = define("max row", { parameters: ["i32", "i32", "i32"] }, ([total, x, n], fresh) => {
  const most = fresh("v128");
  return [
    ...most.set(v128.load32Splat(total!.get)),
    ...inSteps(n!, 4, [...most.set(f32x4.maximum(most.get, v128.load(x!.get))), ...advance(x!, 16)],
      [...most.set(f32x4.maximum(most.get, v128.load32Splat(x!.get))), ...advance(x!, 4)]),
    ...f32.store(total!.get, [0, 1, 2, 3].map((i) => f32x4.lane(most.get, i)).reduce((a, b) => f32.max(a, b))),
  ];
});

const maxInto = define("max into", { parameters: ["i32", "i32", "i32"] }, ([totals, x, n]) =>
  inSteps(n!, 4, [...v128.store(totals!.get, f32x4.maximum(v128.load(totals!.get), v128.load(x!.get))), ...advance(totals!, 16), ...advance(x!, 16)],
    [...f32.store(totals!.get, f32.max(f32.load(totals!.get), f32.load(x!.get))), ...advance(totals!, 4), ...advance(x!, 4)]));

/** All of them. */
export const reductionLoops: readonly FunctionSource[] = [sumRow, sumInto, maxRow, maxInto];
//# sourceMappingURL=../../../.maps/backends/wasm/kernels/reduce.ts.map
