/** What cells find without importing it, as one module for the Deno kernel that needs no package. */
import { join, resolve, sep } from "node:path";
import type { Plugin } from "esbuild";
import { isRecord, parseJson } from "../../tangle/index.ts";
import { loadedVersion } from "../../tangle/standing/index.ts";
import { cacheKey, type Cache } from "../cache.ts";
import { licencesOf } from "./licences.ts";

/** The text of the file beside the notebooks, and the licences of the packages that are in it. */
export interface ReadyMade {
  readonly code: string;
  readonly licences: string;
}

/** Makes it, or takes it from a cache that has that of the same modules and packages: one text, whatever was there before. */
export async function keptReadyMade(cache: Cache): Promise<ReadyMade> {
  const name = cacheKey("ready-made");
  const version = loadedVersion(["weave/notebooks/bundle.ts", "weave/notebooks/ready-made.ts"]);
  const known = parseJson(cache.get("notebooks", name) ?? "null");
  if (isRecord(known) && known["version"] === version) return { code: String(known["code"]), licences: String(known["licences"]) };
  const { code, packages } = await bundleReadyMade();
  const made: ReadyMade = { code, licences: licencesOf(packages) };
  cache.put("notebooks", name, JSON.stringify({ version, ...made }));
  return made;
}

/** The text, and the folders of the packages that are in it. */
export interface Bundle {
  readonly code: string;
  readonly packages: readonly string[];
}

/** Makes it. */
export async function bundleReadyMade(): Promise<Bundle> {
  const { default: esbuild } = await import("esbuild");
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
    metafile: true,
    charset: "utf8",
    legalComments: "eof",
    plugins: [onlyWhatIsUsed],
    // a mistake in it is ours, and is thrown
    logLevel: "silent",
  });
  const used = Object.values(result.metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs).flatMap((path) => packageOf(path) ?? []));
  return { code: result.outputFiles[0]?.text ?? "", packages: [...new Set(used)].sort() };
}

/** The last folder of a package on the way to a file; esbuild names files from where it runs, with slashes. */
function packageOf(path: string): string | null {
  const folder = /^.*\bnode_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path);
  return folder && resolve(folder[0]);
}

/** Of the tools only what draws: none of their modules does anything by being loaded. */
const onlyWhatIsUsed: Plugin = {
  name: "only what is used",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) =>
      resolveDir.split(sep).includes("node_modules") ? undefined : { path: resolve(resolveDir, path), sideEffects: false });
  },
};
