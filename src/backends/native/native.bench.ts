// Tangled from book/interlude-b-the-processor/06-command-buffers.md. Edit the book, then: npm run tangle
import { bench, describe } from "vitest";
import { recordedSteps } from "../../experiments/recorded-steps.ts";
import { steps } from "../../experiments/steps.ts";
import { cpu } from "../cpu/cpu.ts";
import { useBackend } from "../default.ts";
import { loadAddon } from "./addon.ts";
import { deferredBackend } from "./deferred.ts";
import { nativeBackend } from "./native.ts";

const options = { time: 2000, iterations: 3, warmupTime: 200, warmupIterations: 1 };
const addon = loadAddon();

/** The steps on a backend, under the name of the way in which they are taken. */
function waysOf() {
  useBackend(cpu);
  const onCpu = steps().map(({ name, step }) => ({ name, way: "cpu", step }));
  if (addon === null) return onCpu;
  useBackend(nativeBackend(addon));
  const native = steps().map(({ name, step }) => ({ name, way: "native", step }));
  const deferred = deferredBackend(addon);
  useBackend(deferred);
  const replayed = recordedSteps(deferred.commands).map(({ name, step }) => ({ name, way: "native, replayed", step }));
  useBackend(cpu);
  return [...onCpu, ...native, ...replayed];
}

const ways = waysOf();
describe.each(["names", "novel"])("a step of training on the %s, by backend", (network) => {
  for (const { way, step } of ways.filter(({ name }) => name === network)) bench(`step on the ${network}: ${way}`, () => void step(), options);
});
//# sourceMappingURL=../../.maps/backends/native/native.bench.ts.map
