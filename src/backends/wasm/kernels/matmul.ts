// Tangled from book/interlude-b-the-processor/07-webassembly.md. Edit the book, then: npm run tangle
/** The inner loops of a matrix product, emitted for a tile of any size. */
import { call, f32, f32x4, i32, repeat, v128, when, type Code } from "../instructions.ts";
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

/** The functions of a product, in the order in which a module begins with them, for they call each other by their places in it. */
export function productLoops(tile: Tile): readonly FunctionSource[] {
  const { rows, vectors } = tile;
  const [columns, inner] = [4 * vectors, [tilesOf(tile), packOf("packRows", rows), packOf("packColumns", 4 * vectors), packSome, addRows]];
  const [tiles, packRows, packColumns, packRest, add] = inner.map((_, index) => (...operands: readonly Code[]) => call(index, operands)) as [Called, Called, Called, Called, Called];

  /** Packs n columns of B, panel by panel; the strides are those of `packOf`. */
  const packPanels = define("packPanels", { parameters: ["i32", "i32", "i32", "i32", "i32", "i32"] }, ([to, from, across, along, k, n]) => {
    const isWhole = i32.lessU(i32.const(columns - 1), n!.get);
    return when(n!.get, repeat([
      ...when(isWhole,
        packColumns(to!.get, from!.get, across!.get, along!.get, k!.get),
        packRest(to!.get, from!.get, across!.get, along!.get, k!.get, i32.least(n!.get, i32.const(columns)), i32.const(4 * columns))),
      ...to!.set(i32.add(to!.get, i32.mul(k!.get, i32.const(4 * columns)))),
      ...from!.set(i32.add(from!.get, i32.mul(across!.get, i32.const(columns)))),
      ...n!.set(i32.sub(n!.get, i32.least(n!.get, i32.const(columns)))),
    ], n!.get));
  });

  /** Rows of C, m × n: `panel` is room for a packed panel of A, and `edge` for tiles that are not whole, as many as there are in a row. */
  const multiplyRows = define("multiplyRows", { parameters: Array.from({ length: 12 }, () => "i32" as const) }, ([a, across, along, b, c, stride, k, m, n, adds, panel, edge], fresh) => {
    const [there, whole, rest] = [fresh("i32"), fresh("i32"), fresh("i32")];
    const count = i32.divU(i32.add(rest.get, i32.const(columns - 1)), i32.const(columns));
    // bytes of a row of C in whole tiles
    const past = i32.mul(whole.get, i32.const(4 * columns));
    const aside: Code = [
      ...tiles(panel!.get, i32.add(b!.get, i32.mul(past, k!.get)), edge!.get, i32.mul(count, i32.const(4 * columns)), k!.get, count, i32.const(0)),
      ...add(edge!.get, i32.mul(count, i32.const(4 * columns)), i32.add(c!.get, past), stride!.get, there.get, rest.get, adds!.get),
    ];
    // Multiply the panels of some rows by a block
    return repeat([
      ...there.set(i32.least(m!.get, i32.const(rows))),
      ...when(i32.equal(there.get, i32.const(rows)),
        [...packRows(panel!.get, a!.get, across!.get, along!.get, k!.get),
          ...whole.set(i32.divU(n!.get, i32.const(columns)))],
        [...packRest(panel!.get, a!.get, across!.get, along!.get, k!.get, there.get, i32.const(4 * rows)),
          ...whole.set(i32.const(0))]),
      ...tiles(panel!.get, b!.get, c!.get, stride!.get, k!.get, whole.get, adds!.get),
      ...rest.set(i32.sub(n!.get, i32.mul(whole.get, i32.const(columns)))),
      ...when(rest.get, aside),
      ...a!.set(i32.add(a!.get, i32.mul(there.get, across!.get))),
      ...c!.set(i32.add(c!.get, i32.mul(there.get, stride!.get))),
      ...m!.set(i32.sub(m!.get, there.get)),
    ], m!.get);
  });
  return [...inner, packPanels, multiplyRows];
}

type Called = (...operands: readonly Code[]) => Code;

/** Copies k numbers of each of a few lines into panels of lines `side` bytes apart. What the panel has beyond these lines stays as it was. */
const packSome = define("packSome", { parameters: ["i32", "i32", "i32", "i32", "i32", "i32", "i32"] }, ([to, from, across, along, k, lines, side], fresh) => {
  const [source, target, left] = [fresh("i32"), fresh("i32"), fresh("i32")];
  return when(k!.get, repeat([
    ...source.set(from!.get), ...target.set(to!.get), ...left.set(k!.get),
    ...repeat([
      ...f32.store(target.get, f32.load(source.get)),
      ...target.set(i32.add(target.get, side!.get)), ...source.set(i32.add(source.get, along!.get)), ...advance(left, -1),
    ], left.get),
    ...from!.set(i32.add(from!.get, across!.get)), ...advance(to!, 4), ...advance(lines!, -1),
  ], lines!.get));
});

/** Copies m × n numbers, or adds them if `adds` is not 0. */
const addRows = define("addRows", { parameters: ["i32", "i32", "i32", "i32", "i32", "i32", "i32"] }, ([from, fromStride, to, toStride, m, n, adds], fresh) => {
  const [source, target, left] = [fresh("i32"), fresh("i32"), fresh("i32")];
  const place = (value: Code): Code => repeat([...f32.store(target.get, value), ...advance(source, 4), ...advance(target, 4), ...advance(left, -1)], left.get);
  return repeat([
    ...source.set(from!.get), ...target.set(to!.get), ...left.set(n!.get),
    ...when(adds!.get, place(f32.add(f32.load(target.get), f32.load(source.get))), place(f32.load(source.get))),
    ...from!.set(i32.add(from!.get, fromStride!.get)), ...to!.set(i32.add(to!.get, toStride!.get)), ...advance(m!, -1),
  ], m!.get);
});

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
