// Tangled from book/interlude-c-the-graphics-processor/03-tiles-in-shared-memory.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { randomFrom } from "../random/xoshiro128.ts";
import { countedProduct } from "./products.ts";

const alone = { height: 2, width: 4, rows: 1, columns: 1 };
const tiles = [
  ["one element", alone], ["registers", { ...alone, rows: 2, columns: 3 }],
  ["shared tiles", { ...alone, depth: 3, padding: 0 }], ["shared and register tiles, padded", { ...alone, rows: 3, columns: 2, depth: 2, padding: 1 }],
] as const;

test.each(tiles)("the product is exact at sizes that no tile divides: %s", (_, tile) => {
  const [m, k, n] = [7, 5, 9];
  const { product } = countedProduct({ m, k, n }, tile);
  const expected = Array.from({ length: m * n }, (_, e) => {
    const [i, j] = [Math.floor(e / n), e % n];
    return Array.from({ length: k }, (_, p) => ((i * k + p + 1) % 7) * ((k * n - p * n - j) % 7)).reduce((sum, each) => sum + each, 0);
  });
  expect([...product]).toEqual(expected);
});

test("the tiles of a product have no race", () => {
  for (const [, tile] of tiles) {
    const { findings, product } = countedProduct({ m: 7, k: 5, n: 9 }, tile, randomFrom(1851));
    expect(findings).toEqual([]);
    expect(product).toEqual(countedProduct({ m: 7, k: 5, n: 9 }, tile).product);
  }
});
//# sourceMappingURL=../.maps/gpu/products.test.ts.map
