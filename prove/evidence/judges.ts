/** The version of the code that judges a kind of unit: a hash of all of the prover's own modules that it reaches. */
import { buildSync } from "esbuild";
import { importsIn, packagesReached, projectFolder, readLockfile, sha256, textAt } from "../../tangle/index.ts";
import { join } from "node:path";
import type { UnitKind } from "../units/unit.ts";
import { hashedBundle } from "./hashedBundle.ts";
import { keptBundles, type FoundBundles } from "./keptBundles.ts";

/** An experiment is judged by nothing but its own steps, when it is replayed. */
export type JudgedKind = Exclude<UnitKind, "experiment">;

/** Where the judging of each kind begins. What these reach by import is found, so nothing else is listed. */
const entries: { readonly [K in JudgedKind]: readonly string[] } = {
  run: ["prove/cells/cells.ts", "prove/process/runner.ts", "prove/process/capture.ts"],
  figure: ["prove/cells/cells.ts", "prove/process/runner.ts", "prove/figures/globals.ts", "prove/figures/render.ts"],
  value: ["prove/cells/cells.ts", "prove/process/runner.ts"],
  derivation: ["prove/cells/cells.ts", "prove/process/runner.ts", "prove/derivations/check.ts", "prove/helpers/install.ts"],
  cost: ["prove/cells/cells.ts", "prove/process/runner.ts", "prove/costs/check.ts", "prove/helpers/install.ts"],
  wrong: ["prove/cells/cells.ts", "prove/process/runner.ts", "prove/wrong/check.ts"],
  fragment: ["prove/fragments/check.ts"],
};

/** All of them. */
export const judgedKinds = Object.keys(entries) as readonly JudgedKind[];

/** What makes the things that a cell shows: drawings, and the numbers of tables. */
const drawing = ["prove/process/shown/tableCall.ts", "prove/figures/globals.ts", "prove/figures/render.ts"] as const;

/** Which version judges a unit. */
export interface JudgeVersions {
  /** Of its kind. */
  readonly of: (kind: JudgedKind) => string;
  /** Of what draws, for a cell that shows drawings among what it prints. */
  readonly drawing: string;
}

// the prover's own modules do not change while it runs, so they are bundled once
let found: JudgeVersions | null = null;

/**
 * Finds them. Comments, types and what nothing uses do not count. A change of such a module makes the units of the kinds that
 * reach it stale, and no others.
 */
export function judgeVersions(): JudgeVersions {
  return (found ??= bundledVersions());
}

function bundledVersions(): JudgeVersions {
  const modules = [...new Set(Object.values(entries).flat())];
  const hashes = keptBundles(modules, () => bundleHashes(modules));
  const versionOf = (list: readonly string[]): string => sha256(list.map((path) => hashes.get(path) ?? "").join(" "));
  return { of: (kind) => versionOf(entries[kind]), drawing: versionOf(drawing) };
}

/** Besides their own modules, what says how they are bundled and which packages there are. */
const around = ["prove/evidence/judges.ts", "prove/evidence/hashedBundle.ts", "package-lock.json"];

function bundleHashes(modules: readonly string[]): FoundBundles {
  const { outputFiles, metafile } = buildSync({
    absWorkingDir: projectFolder,
    entryPoints: Object.fromEntries(modules.map((path, index) => [String(index), path])),
    ...hashedBundle,
  });
  const lockfile = readLockfile(textAt(join(projectFolder, "package-lock.json")));
  const hashes = new Map(modules.map((path, index) => {
    const imports = metafile.outputs[`out/${index}.js`]?.imports ?? [];
    const packages = imports.filter(({ external }) => external).flatMap((each) => importsIn(`import ${JSON.stringify(each.path)};`).packages);
    const text = outputFiles.find((file) => file.path.endsWith(`/out/${index}.js`))?.text ?? "";
    return [path, sha256(JSON.stringify([text, packagesReached(packages, [lockfile])]))] as const;
  }));
  return { hashes, files: [...Object.keys(metafile.inputs), ...around] };
}
