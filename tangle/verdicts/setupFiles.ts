/** The modules that every run of tests loads first, also of a book's programs. */
import { join } from "node:path";

/** Absolute paths, for `setupFiles` of Vitest. */
export const setupFiles: readonly string[] = ["propertySeed.ts", "products.ts"].map((name) => join(import.meta.dirname, name));
