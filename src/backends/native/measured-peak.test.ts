// Tangled from book/08-transformer/05-training-a-gpt.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { loadAddon } from "./addon.ts";
import { measuredPeak } from "./measured-peak.ts";

const addon = loadAddon();

test.skipIf(addon === null)(`the peak is one of so many threads${addon === null ? ": skipped, for the native backend is not built here" : ""}`, () => {
  const { peak, threads } = measuredPeak(addon!);
  expect(threads).toBeGreaterThanOrEqual(1);
  expect(peak / threads).toBeGreaterThan(1e8);
});
//# sourceMappingURL=../../.maps/backends/native/measured-peak.test.ts.map
