// Tangled from book/interlude-b-the-processor/07-webassembly.md. Edit the book, then: npm run tangle
/** The inner loops of a matrix product, emitted for a tile of any size. */
import { f32, f32x4, i32, repeat, v128, when, type Code } from "../instructions.ts";
import { advance, define, type FunctionSource } from "../module.ts";

/** A tile of `rows` × 4 `vectors` elements, and whether a multiplication and an addition are one instruction. */
export interface Tile {
  readonly rows: number;
  readonly vectors: number;
  readonly fused: boolean;
}

const times = (count: number, write: (i: number) => Code): Code => Array.from({ length: count }, (_, i) => write(i)).flat();
const range = (count: number) => Array.from({ length: count }, (_, i) => i);

/** The products of a panel of A with `count` panels of B, side by side. a, b, c: addresses; stride: bytes from row to row of C; k steps; added to C if `adds` is not 0. */
export function tilesOf({ rows, vectors, fused }: Tile): FunctionSource {
  return define("tiles", { parameters: ["i32", "i32", "i32", "i32", "i32", "i32", "i32"] }, ([a, b, c, stride, k, count, adds], fresh) => {
    const [from, end, row] = [fresh("i32"), fresh("i32"), fresh("i32")];
    const sums = range(rows).map(() => range(vectors).map(() => fresh("v128")));
    const wide = range(vectors).map(() => fresh("v128"));
    const factor = fresh("v128");
    const multiplyAdd = (x: Code, y: Code, z: Code) => (fused ? f32x4.relaxedMadd(x, y, z) : f32x4.add(z, f32x4.multiply(x, y)));
    // Emit one step of a tile
    const step: Code = [
      ...times(vectors, (v) => wide[v]!.set(v128.load(b!.get, 16 * v))),
      ...times(rows, (r) => [
        ...factor.set(v128.load32Splat(from.get, 4 * r)),
        ...times(vectors, (v) =>
          sums[r]![v]!.set(multiplyAdd(factor.get, wide[v]!.get, sums[r]![v]!.get))),
      ]),
      ...advance(from, 4 * rows),
      ...advance(b!, 16 * vectors),
    ];
    const isLeft = i32.sub(end.get, b!.get);
    const write = (value: (r: number, v: number) => Code): Code => [
      ...row.set(c!.get),
      ...times(rows, (r) => [...times(vectors, (v) => v128.store(row.get, value(r, v), 16 * v)), ...row.set(i32.add(row.get, stride!.get))]),
    ];
    return when(count!.get, repeat([
      ...times(rows, (r) => times(vectors, (v) => sums[r]![v]!.set(f32x4.const(0)))),
      ...from.set(a!.get),
      ...end.set(i32.add(b!.get, i32.mul(k!.get, i32.const(16 * vectors)))),
      ...when(isLeft, repeat(step, isLeft)),
      ...when(adds!.get, write((r, v) => f32x4.add(v128.load(row.get, 16 * v), sums[r]![v]!.get)), write((r, v) => sums[r]![v]!.get)),
      ...advance(c!, 16 * vectors),
      ...advance(count!, -1),
    ], count!.get));
  });
}

/** Copies k numbers of each of `lines` lines side by side. across, along: bytes from line to line, and within a line. */
export function packOf(name: string, lines: number): FunctionSource {
  return define(name, { parameters: ["i32", "i32", "i32", "i32", "i32"] }, ([to, from, across, along, k], fresh) => {
    const places = range(lines).map(() => fresh("i32"));
    const scattered: Code = [
      ...times(lines, (i) => places[i]!.set(i === 0 ? from!.get : i32.add(places[i - 1]!.get, across!.get))),
      ...repeat([
        ...times(lines, (i) => f32.store(to!.get, f32.load(places[i]!.get), 4 * i)),
        ...times(lines, (i) => places[i]!.set(i32.add(places[i]!.get, along!.get))),
        ...advance(to!, 4 * lines),
        ...advance(k!, -1),
      ], k!.get),
    ];
    const inRows = repeat([
      ...times(lines / 4, (v) => v128.store(to!.get, v128.load(from!.get, 16 * v), 16 * v)),
      ...from!.set(i32.add(from!.get, along!.get)),
      ...advance(to!, 4 * lines),
      ...advance(k!, -1),
    ], k!.get);
    const hasRows = lines % 4 === 0;
    return when(k!.get, hasRows ? when(i32.sub(across!.get, i32.const(4)), scattered, inRows) : scattered);
  });
}
//# sourceMappingURL=../../../.maps/backends/wasm/kernels/matmul.ts.map
