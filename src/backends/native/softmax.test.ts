// Tangled from book/interlude-b-the-processor/04-fused-kernels.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { rowMajor } from "../../layout/layout.ts";
import { loadAddon } from "./addon.ts";
import { nativeBackend } from "./native.ts";

const addon = loadAddon()!;

/** The float32 numbers around a number in order, so many on each side. */
function around(x: number, count: number): readonly number[] {
  const bits = new Int32Array(Float32Array.of(x).buffer)[0]!;
  return Array.from({ length: 2 * count + 1 }, (_, i) => new Float32Array(Int32Array.of(bits - count + i).buffer)[0]!);
}

test.each(addon.paths.map((path) => [path.name, path] as const))("a probability is 0 or a normal float on the path %s", (_, path) => {
  const native = nativeBackend(addon, path);
  // exp crosses the least normal float, 2⁻¹²⁶, between two neighbours
  for (const logit of around(-126 * Math.LN2, 20)) {
    // a logit in a whole vector, and one in the remainder of the row
    const logits = new Float32Array(33).fill(-200);
    logits.set([0, logit]);
    logits[32] = logit;
    const [z, p] = [1, 2].map(() => ({ storage: native.allocate("float32", 33), ...rowMajor([1, 33]) }));
    native.write(z!.storage, logits);
    native.run({ kind: "fused", name: "softmax", inputs: [z!], outputs: [p!], parameters: [] });
    const found = native.readSync(p!.storage, 0, 33);
    for (const each of [found[1]!, found[32]!]) {
      expect(each === 0 || each >= 2 ** -126).toBe(true);
      expect(each > 0).toBe(logit > -126 * Math.LN2);
    }
  }
});
//# sourceMappingURL=../../.maps/backends/native/softmax.test.ts.map
