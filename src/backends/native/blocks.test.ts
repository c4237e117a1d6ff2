// Tangled from book/interlude-b-the-processor/03-register-blocking-and-packing.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { blocksFor } from "./blocks.ts";

test.each([
  [{ rows: 14, columns: 32 }, [49152, 2097152, 0]],
  [{ rows: 6, columns: 16 }, [32768, 262144, 8388608]],
  [{ rows: 4, columns: 8 }, [0, 0, 0]],
])("blocks for %j and caches %j fit into them, and are whole tiles", (tile, caches) => {
  const { mc, kc, nc } = blocksFor(tile, caches);
  expect([mc % tile.rows, kc % 8, nc % tile.columns]).toEqual([0, 0, 0]);
  expect(4 * kc * tile.columns).toBeLessThanOrEqual(caches[0] || 2 ** 15);
  expect(4 * kc * mc).toBeLessThanOrEqual((caches[1] || 2 ** 18) / 2);
  expect(4 * kc * nc).toBeLessThanOrEqual((caches[2] || 2 ** 22) / 2);
});
//# sourceMappingURL=../../.maps/backends/native/blocks.test.ts.map
