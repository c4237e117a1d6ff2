// Tangled from book/interlude-b-the-processor/06-command-buffers.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { cpu } from "../backends/cpu/cpu.ts";
import { useBackend } from "../backends/default.ts";
import { loadAddon } from "../backends/native/addon.ts";
import { deferredBackend } from "../backends/native/deferred.ts";
import { recordedSteps } from "./recorded-steps.ts";
import { steps } from "./steps.ts";

test("the recorded steps have the losses of those that are not, to the last bit", () => {
  const on = deferredBackend(loadAddon()!);
  useBackend(on);
  try {
    const [replayed, plain] = [recordedSteps(on.commands), steps()];
    const found = replayed.map(({ loss, step }) => [loss, step(), step()]);
    expect(found).toEqual(plain.map(({ step }) => [step(), step(), step()]));
  } finally {
    useBackend(cpu);
  }
});
//# sourceMappingURL=../.maps/experiments/recorded-steps.test.ts.map
