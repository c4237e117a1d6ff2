/** Loads the TypeScript compiler when it is first needed: it takes longer to load than the whole book takes to tangle. */

/** The parts of `tangle` that need it. */
export function loadCompiler(): Promise<typeof import("./compiler.ts")> {
  return import("./compiler.ts");
}
