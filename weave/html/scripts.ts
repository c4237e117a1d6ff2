/** The scripts of the pages: each entry of `weave/reader/` bundled into one classic script, which also runs from the disk. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { projectFolder } from "../../tangle/index.ts";
import { loadedVersion } from "../../tangle/standing/index.ts";
import type { SiteFile } from "./assets.ts";
import { digest } from "./fingerprint.ts";
import { dataScript } from "./previews.ts";
import type { Store } from "./store.ts";

/** The entries: the module in `weave/reader/` → the file in `assets/`. `early` is run before the page is painted. */
export const entries = {
  early: "early.js",
  base: "book.js",
  preview: "preview.js",
  search: "search.js",
  cells: "cells.js",
  compiler: "compiler.js",
  editing: "editing.js",
  drawing: "drawing.js",
  listings: "listings.js",
  margin: "margin.js",
  panel: "panel.js",
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

/** The script with which the workers of cells begin: data for the page, which makes workers of it. */
export async function workerScript(store: Store): Promise<readonly [string, SiteFile]> {
  return ["assets/worker.js", { text: dataScript("worker", await scriptOf("worker", scriptsVersion(), store)) }];
}

/** The modules that bundle scripts, or take cells apart, put them together, compile and run them; what these import counts with them. */
export const scriptMakers: readonly string[] = ["weave/html/scripts.ts", "weave/html/live/files.ts", ...[...Object.keys(entries), "worker"].map(moduleOf)];

/** Their version. */
export function scriptsVersion(): string {
  return loadedVersion(scriptMakers);
}

function moduleOf(entry: string): string {
  return `weave/reader/${entry}.ts`;
}

async function scriptOf(entry: string, version: string, store: Store): Promise<string> {
  const key = digest(`script ${entry} ${version}`);
  const known = store.get(key);
  if (known !== undefined) return known;
  const made = await bundle(join(projectFolder, moduleOf(entry)));
  store.set(key, made);
  return made;
}

/** Bundles a module and all that it imports. The browsers are those with `popover`, nesting and `:has`. */
export async function bundle(path: string): Promise<string> {
  const { default: esbuild } = await import("esbuild");
  const result = await esbuild.build({
    entryPoints: [path],
    bundle: true,
    format: "iife",
    minify: true,
    write: false,
    charset: "utf8",
    legalComments: "inline",
    // what prints as Node prints
    alias: { "node:util": createRequire(import.meta.url).resolve("node-inspect-extracted") },
    target: ["chrome120", "firefox125", "safari17"],
    // a mistake in a script is ours, and is thrown
    logLevel: "silent",
  });
  return result.outputFiles[0]?.text ?? "";
}
