import { availableParallelism } from "node:os";
import { join } from "node:path";
import { configDefaults, defineConfig } from "vitest/config";
import { excludedHere } from "./tangle/testing/ownProgram.ts";
import { setupFiles } from "./tangle/verdicts/setupFiles.ts";

export default defineConfig({
  test: {
    include: ["*.test.mjs", "tangle/**/*.test.ts", "prove/**/*.test.ts", "weave/**/*.test.ts", "src/**/*.test.ts"],
    // Vitest leaves a core to itself, which on two cores is half of the machine
    maxWorkers: availableParallelism(),
    exclude: [...configDefaults.exclude, "**/fixtures/**", "output/**", ...excludedHere(import.meta.dirname)],
    setupFiles: [...setupFiles],
    globalSetup: [join(import.meta.dirname, "tangle/testing/buildFirst.ts")],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
