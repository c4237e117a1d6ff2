/** How code is bundled whose hash stands in a key. */
import type { BuildOptions } from "esbuild";

/** Options of esbuild: a text for each entry with all that it uses of its own files, without comments, types and layout. A change of them makes all evidence stale. */
export const hashedBundle = {
  outdir: "out",
  bundle: true,
  packages: "external",
  format: "esm",
  platform: "node",
  target: "esnext",
  minifyWhitespace: true,
  legalComments: "none",
  charset: "utf8",
  write: false,
  metafile: true,
  logLevel: "silent",
  tsconfigRaw: {},
} as const satisfies BuildOptions;
