import { join } from "node:path";
import { configDefaults, defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["*.test.mjs", "tangle/**/*.test.ts", "prove/**/*.test.ts", "weave/**/*.test.ts", "src/**/*.test.ts"],
    exclude: [...configDefaults.exclude, "**/fixtures/**", "output/**"],
    setupFiles: [join(import.meta.dirname, "tangle/testing/propertySeed.ts")],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
