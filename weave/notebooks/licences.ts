/** The licences of packages and of all that they depend on, since some are themselves bundles of their dependencies. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** One text, a package after the other by name. */
export function licencesOf(folders: readonly string[]): string {
  const known = new Map<string, Package>();
  folders.forEach((folder) => gather(folder, known));
  const titled = [...known].map(([folder, { name, version, license = "see below" }]) => `${name} ${version} (${license})\n\n${licenceIn(folder)}`);
  return `${[...new Set(titled)].sort().join(`\n\n${"-".repeat(72)}\n\n`)}\n`;
}

function gather(folder: string, known: Map<string, Package>): void {
  if (known.has(folder)) return;
  const read = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Package;
  known.set(folder, read);
  for (const name of Object.keys(read.dependencies ?? {})) {
    const found = dependency(name, folder);
    if (found !== null) gather(found, known);
  }
}

/** As Node looks for it; null for what is not installed, which then is not in any bundle. */
function dependency(name: string, from: string): string | null {
  const here = join(from, "node_modules", name);
  if (existsSync(join(here, "package.json"))) return here;
  return dirname(from) === from ? null : dependency(name, dirname(from));
}

function licenceIn(folder: string): string {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  return file === undefined ? "No text comes with the package." : readFileSync(join(folder, file), "utf8").trim();
}
