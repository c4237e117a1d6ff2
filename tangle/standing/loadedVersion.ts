/** The version of modules of this project in this process. */
import { toolVersion } from "../program/toolVersion.ts";

/** A process runs the modules that it has loaded, whatever is written over them: one version for as long as it lives. */
const loaded = new Map<string, string>();

/** `toolVersion` as it was when this process first asked for it, which is not read and hashed again for every book that it opens. Throws as that does. */
export function loadedVersion(entries: readonly string[]): string {
  const name = entries.join("\n");
  const version = loaded.get(name) ?? toolVersion(entries);
  loaded.set(name, version);
  return version;
}
