// Tangled from book/05-optimisation/09-limits-of-optimisers.md. Edit the book, then: npm run tangle
import { bench, describe } from "vitest";
import { backendNames, backendOrReason } from "../backends/choose.ts";
import { without } from "../backends/without.ts";
import { Pool } from "../tensor-core.ts";
import { adamUpdate } from "./adam-update.ts";

const options = { time: 1000, iterations: 3, warmupTime: 200, warmupIterations: 1 };

describe.each([2 ** 14, 2 ** 20])("Adam’s update of %i parameters, by backend", (count) => {
  for (const name of backendNames) {
    const backend = backendOrReason(name);
    if (typeof backend === "string") continue;
    bench(`Adam of ${count}: ${name}, primitives`, adamUpdate(without("adamw", new Pool(backend)), count), options);
    if (backend.supports("adamw")) bench(`Adam of ${count}: ${name}, fused`, adamUpdate(new Pool(backend), count), options);
  }
});
//# sourceMappingURL=../.maps/optim/adam.bench.ts.map
