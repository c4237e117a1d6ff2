/** What cells find without importing it, as one module for the Deno kernel that needs no package. */
import { join, resolve, sep } from "node:path";
import type { Plugin } from "esbuild";

/** The text of the file beside the notebooks. */
export async function bundleReadyMade(): Promise<string> {
  const esbuild = await import("esbuild");
  const result = await esbuild.build({
    entryPoints: [join(import.meta.dirname, "ready-made.ts")],
    bundle: true,
    format: "esm",
    platform: "node",
    // its form for Node reads files beside it
    alias: { svgo: "svgo/browser" },
    target: "es2023",
    minify: true,
    write: false,
    charset: "utf8",
    legalComments: "eof",
    plugins: [onlyWhatIsUsed],
    // a mistake in it is ours, and is thrown
    logLevel: "silent",
  });
  return result.outputFiles[0]?.text ?? "";
}

/** Of the tools only what draws: none of their modules does anything by being loaded. */
const onlyWhatIsUsed: Plugin = {
  name: "only what is used",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) =>
      resolveDir.split(sep).includes("node_modules") ? undefined : { path: resolve(resolveDir, path), sideEffects: false });
  },
};
