// Tangled from book/interlude-b-the-processor/07-webassembly.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { ALIGNMENT, Allocator } from "./allocator.ts";

test("blocks in use do not overlap, and what is given back is found again", () => {
  const steps = fc.array(fc.record({ bytes: fc.integer({ min: 0, max: 1000 }), frees: fc.boolean(), which: fc.nat() }), { maxLength: 60 });
  fc.assert(fc.property(steps, (all) => {
    let reached = 0;
    const allocator = new Allocator(64, (bytes) => (reached = Math.max(reached, bytes)));
    const used: { address: number; bytes: number }[] = [];
    for (const { bytes, frees, which } of all) {
      if (frees && used.length > 0) allocator.free(used.splice(which % used.length, 1)[0]!.address);
      else used.push({ address: allocator.allocate(bytes), bytes });
      const sorted = [...used].sort((one, other) => one.address - other.address);
      expect(sorted.every(({ address, bytes: size }, i) => address % ALIGNMENT === 0 && address >= 64 && address + size <= (sorted[i + 1]?.address ?? reached))).toBe(true);
    }
    for (const { address } of used) allocator.free(address);
    expect(allocator.usedBytes).toBe(0);
    // all of it is one block again
    const before = reached;
    if (before > 64) expect(allocator.allocate(before - 64)).toBe(64);
    expect(reached).toBe(before);
  }));
});

test("a block is freed once", () => {
  const allocator = new Allocator(64, () => {});
  const address = allocator.allocate(8);
  allocator.free(address);
  expect(() => allocator.free(address)).toThrow(new RangeError("wasm: no block in use begins at 64"));
});
//# sourceMappingURL=../../.maps/backends/wasm/allocator.test.ts.map
