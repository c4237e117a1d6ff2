/** The version of modules of this project in this process. */
import { join } from "node:path";
import { projectFolder } from "../disk/project.ts";
import { toolVersion } from "../program/toolVersion.ts";
import { keptUnder } from "./cache.ts";
import { keptVersions } from "./keptVersions.ts";
import { toolsSeen } from "./toolsSeen.ts";

/** A process runs the modules that it has loaded, whatever is written over them: one version for as long as it lives. */
const loaded = new Map<string, string>();

let kept: ((entries: readonly string[]) => string) | null = null;

/**
 * `toolVersion` as it was when this process first asked for it, which is not read and hashed again for every book that it opens. Where
 * all tools have been looked at, versions are kept for the next process that finds all of them the same. Throws as `toolVersion` does.
 */
export function loadedVersion(entries: readonly string[]): string {
  const name = entries.join("\n");
  const version = loaded.get(name) ?? versionOf(entries);
  loaded.set(name, version);
  return version;
}

function versionOf(entries: readonly string[]): string {
  const tools = toolsSeen();
  if (tools === null) return toolVersion(entries);
  kept ??= keptVersions(tools, join(keptUnder(projectFolder), "standing", "versions.json"));
  return kept(entries);
}
