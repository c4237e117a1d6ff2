/** Packages that only the audit uses and that are too heavy for every clone: fetched with npm when they are first used. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const cache = resolve(import.meta.dirname, "../../node_modules/.cache");

/** What to fetch, and what to tell whoever waits. */
export interface Order {
  /** Of the folder, which git ignores. */
  readonly name: string;
  /** Each with its exact version: `lighthouse@12.8.2`. */
  readonly packages: readonly string[];
  readonly why: string;
}

/** The folder that holds `node_modules` with the packages. Throws where npm cannot fetch them; npm's own words stand above. */
export function fetched({ name, packages, why }: Order): string {
  const folder = join(cache, name);
  const stamp = join(folder, "fetched");
  const wanted = packages.join("\n");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return folder;
  process.stderr.write(`audit: fetching ${packages.join(", ")} with npm into node_modules/.cache, once: ${why}\n`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n'); // else npm would install into the project above
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const flags = ["--save-exact", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const run = spawnSync(npm, ["install", ...flags, ...packages], { cwd: folder, stdio: ["ignore", "ignore", "inherit"], shell: process.platform === "win32" });
  if (run.status !== 0) throw new Error(`npm could not fetch ${packages.join(", ")}`);
  writeFileSync(stamp, wanted);
  return folder;
}
