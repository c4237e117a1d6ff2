/** The scripts of the pages: each entry of `weave/reader/` bundled into one classic script, which also runs from the disk. */
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Plugin } from "esbuild";
import { projectFolder } from "../../tangle/index.ts";
import { loadedVersion } from "../../tangle/standing/index.ts";
import type { SiteFile } from "./assets.ts";
import { digest } from "./fingerprint.ts";
import { textFace } from "./fonts/faces.ts";
import { dataScript } from "./previews.ts";
import type { Store } from "./store.ts";

/** The entries: the module in `weave/reader/` → the file in `assets/`. `early` and `face` are run before the page is laid out. */
export const entries = {
  early: "early.js",
  face: "face.js",
  base: "book.js",
  preview: "preview.js",
  search: "search.js",
  cells: "cells.js",
  doubt: "doubt.js",
  compiler: "compiler.js",
  editing: "editing.js",
  exercises: "exercises.js",
  offers: "offers.js",
  drawing: "drawing.js",
  listings: "listings.js",
  guesses: "guesses.js",
  sketch: "sketch.js",
  calibration: "calibration.js",
  margin: "margin.js",
  panel: "panel.js",
  training: "training.js",
} as const satisfies Readonly<Record<string, string>>;

/**
 * What a page's scripts may do, as a policy for its head: run only the edition's own files, and what they made
 * themselves for a worker. No inline script, no `eval`, nothing from elsewhere.
 */
export const scriptPolicy = "script-src 'self' blob: 'wasm-unsafe-eval'; worker-src blob:";

/** All scripts by their path in the edition; what is in the store is not bundled again. */
export async function scriptFiles(store: Store): Promise<readonly (readonly [string, SiteFile])[]> {
  const version = scriptsVersion();
  return Promise.all(Object.entries(entries).map(async ([entry, file]) => [`assets/${file}`, { text: await scriptOf(entry, version, store) }] as const));
}

/** The scripts that are data for the page, which makes workers of them: that with which all workers begin, and what those of tests, of trainings and of doubted claims have behind it. */
const workerEntries = ["worker", "testing", "trainer", "doubter"] as const;

/** Them by their path in the edition. */
export async function workerScripts(store: Store): Promise<readonly (readonly [string, SiteFile])[]> {
  const version = scriptsVersion();
  return Promise.all(workerEntries.map(async (entry) => [`assets/${entry}.js`, { text: dataScript(entry, await scriptOf(entry, version, store)) }] as const));
}

/** What a page has in place of modules that it cannot have. */
const standIns = {
  // what prints as Node prints
  "node:util": createRequire(import.meta.url).resolve("node-inspect-extracted"),
  "node:async_hooks": join(projectFolder, "weave/reader/doubt/node/asyncHooks.ts"),
  "node:crypto": join(projectFolder, "weave/reader/doubt/node/crypto.ts"),
};

/** Of the compiler, the prover's modules have in a page what needs no disk. */
const compilerInPage: Plugin = {
  name: "compiler-in-page",
  setup: (build) => build.onResolve({ filter: /\/tangle\/index\.ts$/ }, () => ({ path: join(projectFolder, "tangle/inPage.ts") })),
};

/** The modules that bundle scripts, or take cells apart, put them together, compile and run them; what these import counts with them. */
export const scriptMakers: readonly string[] = [
  "weave/html/scripts.ts", "weave/html/live/files.ts", "tangle/inPage.ts", "weave/reader/doubt/node/asyncHooks.ts", "weave/reader/doubt/node/crypto.ts",
  ...[...Object.keys(entries), ...workerEntries].map(moduleOf),
];

/** Their version. */
export function scriptsVersion(): string {
  return loadedVersion(scriptMakers);
}

function moduleOf(entry: string): string {
  return `weave/reader/${entry}.ts`;
}

async function scriptOf(entry: string, version: string, store: Store): Promise<string> {
  const given = entry === "face" ? { textFace: JSON.stringify(textFace()) } : {};
  const key = digest(`script ${entry} ${version} ${JSON.stringify(given)}`);
  const known = store.get(key);
  if (known !== undefined) return known;
  const made = await bundle(join(projectFolder, moduleOf(entry)), given);
  store.set(key, made);
  return made;
}

/** Bundles a module and all that it imports, with values in JSON for names that it declares. The browsers are those with `popover`, nesting and `:has`. */
export async function bundle(path: string, given: Readonly<Record<string, string>> = {}): Promise<string> {
  const { default: esbuild } = await import("esbuild");
  const result = await esbuild.build({
    entryPoints: [path],
    bundle: true,
    format: "iife",
    minify: true,
    write: false,
    charset: "utf8",
    legalComments: "inline",
    alias: standIns,
    define: given,
    plugins: [compilerInPage],
    target: ["chrome120", "firefox125", "safari17"],
    // a mistake in a script is ours, and is thrown
    logLevel: "silent",
  });
  return result.outputFiles[0]?.text ?? "";
}
